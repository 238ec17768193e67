import { ELIGIBILITY_CHECKLIST } from '#app/domain/applications/eligibility-checklist.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { addNote } from '#app/services/applications/add-note.ts';
import { attachDocument } from '#app/services/applications/attach-document.ts';
import { answerCorrection } from '#app/services/applications/answer-correction.ts';
import { assignEvaluators } from '#app/services/applications/assign-evaluators.ts';
import { confirmIneligible } from '#app/services/applications/confirm-ineligible.ts';
import { decideApplication, type DecisionInput } from '#app/services/applications/decide-application.ts';
import { passEligibility } from '#app/services/applications/pass-eligibility.ts';
import { pickUpApplication } from '#app/services/applications/pick-up-application.ts';
import { proposeIneligible } from '#app/services/applications/propose-ineligible.ts';
import { rankApplication } from '#app/services/applications/rank-applications.ts';
import { recordChecks } from '#app/services/applications/record-checks.ts';
import { requestCorrection } from '#app/services/applications/request-correction.ts';
import { saveAnswers } from '#app/services/applications/save-answers.ts';
import { declareConflict, submitScore } from '#app/services/applications/submit-score.ts';
import { listDraftAnswers } from '#db/queries/answers.ts';
import { withActor } from '#db/transaction.ts';
import { receivePdf } from '../demo-files.ts';
import { chance, pick } from '../demo-firms.ts';
import type { Player, Scene, Step } from '../walk.ts';

export const pickUp: Step = { name: 'pick up', gap: 3, run: async (scene) => pickUpApplication(await scene.as('officer'), { applicationId: await scene.caseId() }) };

const EVIDENCE = ['홈택스 조회 화면 확인', '제출 서류와 대조하여 일치함', '통합 조회에서 이력 없음', '현장 사진과 임대차계약서 확인'];

/** Records the checklist: all points, or the first ones when the officer is still at it. */
export function check(share: 'all' | 'some' = 'all'): Step {
  return {
    name: 'check',
    gap: 2,
    run: async (scene) => {
      const points = share === 'all' ? ELIGIBILITY_CHECKLIST : ELIGIBILITY_CHECKLIST.slice(0, 7);
      const checks = points.map((item, index) => ({ itemCode: item.code, outcome: 'pass' as const, evidence: index % 3 === 0 ? pick(EVIDENCE, scene.firm.slug, item.code) : '' }));
      await recordChecks(await scene.as('officer'), { applicationId: await scene.caseId(), checks });
    },
  };
}

export const note: Step = { name: 'note', gap: 0, run: async (scene) => void (await addNote(await scene.as('officer'), { applicationId: await scene.caseId(), text: '대표자와 통화함. 현장 평가는 오전을 희망하며, 생산일보는 현장에서 원본을 보여 주기로 함.' })) };

export const pass: Step = { name: 'pass', gap: 2, run: async (scene) => passEligibility(await scene.as('officer'), { applicationId: await scene.caseId() }) };

const CORRECTIONS = [
  { questionId: 'file_tax', reason: '납세증명서의 유효기간이 지났습니다. 최근 30일 안에 발급받은 것으로 바꾸어 주십시오.' },
  { questionId: 'indicator_delivery', reason: '납기준수율의 기간 안에 납기가 된 건수가 출하 대장과 다릅니다. 확인하여 고쳐 주십시오.' },
];

export const askCorrection: Step = {
  name: 'ask for a correction',
  gap: 2,
  run: async (scene) => void (await requestCorrection(await scene.as('officer'), {
    applicationId: await scene.caseId(), fields: CORRECTIONS, dueOn: addDays(scene.on, 7),
    reason: '제출하신 서류를 검토한 결과 두 가지를 보완해 주셔야 심사를 이어 갈 수 있습니다.',
  })),
};

export const correct: Step = {
  name: 'correct',
  gap: 4,
  run: async (scene) => {
    const firm = await scene.as('firm');
    const applicationId = await scene.caseId();
    const stored = await withActor(firm, (tx) => listDraftAnswers(tx, applicationId));
    const before = stored.get('indicator_delivery');
    await saveAnswers(firm, [{ questionId: 'indicator_delivery', raw: { ...(before?.value as object), denominator: 304, numerator: 277, source: '출하 대장(2차 확인)' }, revision: before?.revision ?? 0 }]);
    await attachDocument(firm, { questionId: 'file_tax', received: await receivePdf('납세증명서_재발급.pdf', `Tax clearance, new - ${scene.firm.nameEn}`) });
    await answerCorrection(firm, { applicationId, note: '출하 대장을 다시 세어 납기준수율을 고쳤고, 납세증명서를 새로 발급받아 첨부했습니다.' });
  },
};

export const proposeRejection: Step = {
  name: 'propose ineligibility',
  gap: 2,
  run: async (scene) => {
    const officer = await scene.as('officer');
    const applicationId = await scene.caseId();
    const checks = ELIGIBILITY_CHECKLIST.map((item) => ({ itemCode: item.code, outcome: item.code === 'E07' ? ('fail' as const) : ('pass' as const), evidence: item.code === 'E07' ? '같은 설비로 다른 지원사업의 협약이 진행 중임(지원이력 조회)' : '' }));
    await recordChecks(officer, { applicationId, checks });
    await proposeIneligible(officer, { applicationId, reasonCode: 'E07', reason: '같은 설비와 같은 내용으로 지방자치단체의 지원을 받고 있어 중복 지원에 해당합니다.' });
  },
};

export const confirmRejection: Step = {
  name: 'confirm ineligibility',
  gap: 2,
  run: async (scene) => confirmIneligible(await scene.as('senior'), { applicationId: await scene.caseId(), reason: '지원이력 조회 결과를 확인하였으며, 같은 내용의 중복 지원에 해당하여 요건을 갖추지 못한 것으로 결정합니다.' }),
};

export const inviteEvaluators: Step = {
  name: 'assign evaluators',
  gap: 2,
  run: async (scene) => {
    const people = [await scene.as('evaluator'), await scene.as('evaluator2')];
    const officer = await scene.as('officer');
    // Partner officers screen, the Central Headquarters assigns.
    const central = officer.actor.duty === 'officer' ? officer : await scene.as('officer@demo.example');
    await assignEvaluators(central, { applicationId: await scene.caseId(), evaluatorIds: people.flatMap(({ actor }) => actor.userId ?? []), dueOn: addDays(scene.on, 20) });
  },
};

export function declare(player: Player): Step {
  return { name: `declaration of ${player}`, gap: 1, run: async (scene) => declareConflict(await scene.as(player), { applicationId: await scene.caseId(), conflict: false, note: '' }) };
}

const COMMENTS = [
  '현장에서 대표자를 면담하고 생산일보와 불량 기록을 확인했습니다. 문제를 수치로 파악하고 있으며 담당자가 지정되어 있습니다.',
  '개선하려는 공정이 분명하고 자체적으로 시작한 활동이 있습니다. 다만 일정이 다소 촉박하여 과제 수를 줄일 것을 권합니다.',
  '기초 자료가 잘 정리되어 있어 성과를 측정하기에 좋습니다. 설비 투자보다 표준작업을 먼저 갖추는 것이 바람직합니다.',
  '대표자의 의지가 강하고 현장 반장들도 참여할 준비가 되어 있습니다. 납기 지표의 산식은 보완이 필요합니다.',
];
const LIMITS = { need: 20, commitment: 20, plan: 25, capability: 15, effect: 20 } as const;

/** An evaluator scores; `level` is the share of the points that is given. */
export function score(player: Player, level: number, close = true): Step {
  return {
    name: `score of ${player}`,
    gap: 2,
    run: async (scene) => {
      const points = Object.fromEntries(Object.entries(LIMITS).map(([item, most]) => [item, Math.min(most, Math.round(most * (level + (chance(scene.firm.slug, player, item) - 0.5) * 0.14) * 2) / 2)]));
      const bonuses = [...(scene.firm.rootTechnologies.length > 0 ? ['root_industry'] : []), ...(scene.firm.employees < 50 ? ['small_firm'] : [])];
      await submitScore(await scene.as(player), { applicationId: await scene.caseId(), points, bonuses, comment: pick(COMMENTS, scene.firm.slug, player), submit: close });
    },
  };
}

type Kind = DecisionInput['kind'];
const FEEDBACK: Readonly<Record<Kind, string>> = {
  admitted: '기초 자료 관리가 우수합니다. 진단 단계에서 과제 수를 조정해 주시기 바랍니다.',
  reserve: '평가 점수는 기준을 넘었으나 선정 규모를 넘어 예비 순위로 안내드립니다.',
  rejected: '불량과 납기의 기초 자료를 석 달 이상 모아 문제를 수치로 보여 주시면 다음 모집에서 더 좋은 평가를 받을 수 있습니다.',
};

function proposalOf(kind: Kind) {
  return { kind, reasonCode: kind === 'rejected' ? 'R01' : null, reasonText: kind === 'rejected' ? '평가 점수가 기준 점수에 미치지 못하였습니다.' : '', feedback: FEEDBACK[kind] };
}

export function rank(kind: Kind): Step {
  return { name: 'rank', gap: 2, run: async (scene) => void (await rankApplication(await central(scene), { applicationId: await scene.caseId(), proposal: proposalOf(kind) })) };
}

export function decide(kind: Kind): Step {
  return { name: `decide: ${kind}`, gap: 3, run: async (scene) => void (await decideApplication(await scene.as('senior'), { applicationId: await scene.caseId(), ...proposalOf(kind) })) };
}

/** The officer of the Central Headquarters of a case; a partner officer may not assign, rank or recommend. */
export async function central(scene: Scene) {
  const officer = await scene.as('officer');
  return officer.actor.duty === 'officer' ? officer : scene.as('officer@demo.example');
}
