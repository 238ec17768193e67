import { addDays } from '#app/domain/calendar/civil-date.ts';
import { agreeAssessment } from '#app/services/assessments/agree-assessment.ts';
import { confirmArea, validateAssessment } from '#app/services/assessments/confirm-area.ts';
import { disputeAssessment } from '#app/services/assessments/dispute-assessment.ts';
import { findBaseAssessment, findCurrentAssessment, type AssessmentFacts } from '#app/services/assessments/assessment-facts.ts';
import { proposePriorities } from '#app/services/assessments/propose-priorities.ts';
import { recordOnsite, scheduleOnsite } from '#app/services/assessments/record-onsite.ts';
import { saveAreaAnswer } from '#app/services/assessments/save-area-answer.ts';
import { startAssessment } from '#app/services/assessments/start-assessment.ts';
import { submitAssessment } from '#app/services/assessments/submit-assessment.ts';
import { withActor } from '#db/transaction.ts';
import { chance, pick, type DemoFirm } from '../demo-firms.ts';
import type { Scene, Step } from '../walk.ts';
import { visit } from './visit.ts';

const AREAS = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'A10'] as const;
const EVIDENCE: Readonly<Record<(typeof AREAS)[number], string>> = {
  A1: '연간 목표서와 분기별 실적표가 있으며 월례 회의록은 최근 석 달 치가 남아 있습니다.',
  A2: '신입 교육 기록과 제안함이 있고, 올해 제안은 한 사람당 0.8건입니다.',
  A3: '구획선과 보관 위치 표시가 있으나 점검표는 두 개 구역에서만 쓰고 있습니다.',
  A4: '주요 공정 12개 가운데 8개에 작업표준서가 붙어 있고 최근 개정일은 지난해입니다.',
  A5: '불량 집계표와 초물·중물 검사 기록이 있으며 유형별 분석은 분기에 한 번 합니다.',
  A6: '설비 이력 카드가 주요 설비 10대에 있고 일상 점검은 작업자가 합니다.',
  A7: '주간 생산 계획표와 출하 대장이 있으며 계획 대비 실적은 엑셀로 관리합니다.',
  A8: '자재 창고에 번지가 있고 실사는 반기에 한 번 합니다. 외주 검사 기준서가 있습니다.',
  A9: '실적은 종이에 적어 다음 날 입력합니다. 설비 두 대에서 자료를 자동으로 모읍니다.',
  A10: '안전보건 책임자가 지정되어 있고 위험성 평가서가 있으며 월 전력 사용량을 기록합니다.',
};

/** Level a firm states for an area, 1 to 4; evidence is given with it. */
const ownLevel = (slug: string, area: string): number => 1 + Math.floor(chance(slug, area, 'own') * 2.7) + (area === 'A5' ? 0 : chance(slug, area, 'more') > 0.9 ? 1 : 0);

function confirmedLevel(slug: string, area: string): number {
  const own = ownLevel(slug, area);
  return own > 1 && chance(slug, area, 'lower') > 0.6 ? own - 1 : own;
}

/** The firm rates itself; `until` leaves the last areas open. */
export function rateOneself(until: number = AREAS.length): Step {
  return {
    name: 'rate oneself',
    gap: 4,
    run: async (scene) => {
      const firm = await scene.as('firm');
      await startAssessment(firm);
      const rated = (await current(scene, 'firm')).answers.map((answer) => answer.areaCode);
      for (const area of AREAS.slice(0, until)) {
        if (rated.includes(area)) continue;
        await saveAreaAnswer(firm, { areaCode: area, level: Math.min(4, ownLevel(scene.firm.slug, area)), notApplicable: false, evidence: EVIDENCE[area], revision: 0, isDraft: false });
      }
    },
  };
}

async function current(scene: Scene, player: 'firm' | 'consultant'): Promise<AssessmentFacts> {
  const id = await scene.caseId();
  const found = await withActor(await scene.as(player), (tx) => findCurrentAssessment(tx, id));
  if (!found) throw new RangeError(`${scene.firm.name} has no diagnosis`);
  return found;
}

export const sendRating: Step = { name: 'send the rating', gap: 3, run: async (scene) => submitAssessment(await scene.as('firm'), { version: (await current(scene, 'firm')).assessment.version }) };

export function plan(days: number): Step {
  return {
    name: 'plan the visit',
    gap: 2,
    run: async (scene) => scheduleOnsite(await scene.as('consultant'), { applicationId: await scene.caseId(), version: (await current(scene, 'consultant')).assessment.version, scheduledOn: addDays(scene.on, days) }),
  };
}

export const onsite: readonly Step[] = [
  { ...visit({ kind: 'diagnosis', work: 0 }), gap: 6 },
  {
    name: 'record the visit',
    gap: 0,
    run: async (scene) => recordOnsite(await scene.as('consultant'), { applicationId: await scene.caseId(), version: (await current(scene, 'consultant')).assessment.version, visitedOn: scene.on, contactName: `${scene.firm.contact} ${scene.firm.position}` }),
  },
];

const NOTES = ['현장에서 기록을 확인하였으나 최근 두 달 치가 빠져 있어 한 단계 낮게 보았습니다.', '표준서는 있으나 현장에서 쓰이지 않는 공정이 있어 한 단계 낮게 확인했습니다.', '점검표가 일부 구역에만 있어 전체 기준으로는 한 단계 낮습니다.'];

/** The consultant confirms the levels; `until` leaves the last areas open. */
export function confirm(until: number = AREAS.length): Step {
  return {
    name: 'confirm levels',
    gap: 3,
    run: async (scene) => {
      const consultant = await scene.as('consultant');
      const applicationId = await scene.caseId();
      const { answers } = await current(scene, 'consultant');
      for (const area of AREAS.slice(0, until)) {
        const level = Math.min(4, confirmedLevel(scene.firm.slug, area));
        const stored = answers.find((answer) => answer.areaCode === area);
        await confirmArea(consultant, { applicationId, areaCode: area, level, note: level === stored?.ownLevel ? '' : pick(NOTES, scene.firm.slug, area), grade: level > 2 ? 'B' : chance(scene.firm.slug, area, 'grade') > 0.5 ? 'B' : null, revision: stored?.revision ?? 0 });
      }
    },
  };
}

export const validate: Step = {
  name: 'validate',
  gap: 2,
  run: async (scene) =>
    validateAssessment(await scene.as('consultant'), {
      applicationId: await scene.caseId(), version: (await current(scene, 'consultant')).assessment.version,
      summary: `${scene.theme.line}을 중심으로 현장을 확인했습니다. 핵심 원인은 다음과 같습니다. ${scene.theme.cause}. 품질관리와 표준작업을 먼저 갖추고, 이어서 생산계획과 설비관리를 다루는 순서를 권합니다.`,
    }),
};

export const dispute: Step = {
  name: 'dispute',
  gap: 3,
  run: async (scene) =>
    disputeAssessment(await scene.as('firm'), {
      version: (await current(scene, 'firm')).assessment.version,
      items: [
        { areaCode: 'A5', reason: '초물 검사 기록은 별도 문서함에 보관하고 있어 방문 때 보여 드리지 못했습니다. 최근 석 달 치를 다시 제출합니다.' },
        { areaCode: 'A7', reason: '계획 대비 실적표는 매주 작성하고 있으므로 3단계 기준을 충족한다고 봅니다.' },
      ],
    }),
};

/** Whether the firm is looked at again with its completion; others gave a reason to wait for the follow-up. */
export const isLookedAtAgain = (firm: DemoFirm): boolean => chance(firm.slug, 't2') > 0.45;

/** At the end firm and consultant look at all areas again, in one sitting; an area that was worked on has risen by a level. */
export const secondDiagnosis: Step = {
  name: 'second diagnosis',
  gap: 2,
  run: async (scene) => {
    if (!isLookedAtAgain(scene.firm)) return;
    const applicationId = await scene.caseId();
    const [firm, consultant] = [await scene.as('firm'), await scene.as('consultant')];
    const first = await withActor(firm, (tx) => findBaseAssessment(tx, applicationId));
    const now = () => current(scene, 'firm');
    const is = async (...states: string[]) => states.includes((await now()).assessment.state);
    if (!first || (await now()).assessment.kind === 't0' || (await is('agreed'))) return;
    const reached = (area: string) => {
      const before = first.answers.find((answer) => answer.areaCode === area);
      return Math.min(5, (before?.confirmedLevel ?? 1) + (before?.priority ? 1 : 0));
    };
    await startAssessment(firm);
    if (await is('self_in_progress')) {
      const rated = (await now()).answers.map((answer) => answer.areaCode);
      for (const area of AREAS.filter((code) => !rated.includes(code))) await saveAreaAnswer(firm, { areaCode: area, level: reached(area), notApplicable: false, evidence: EVIDENCE[area], revision: 0, isDraft: false });
      await submitAssessment(firm, { version: (await now()).assessment.version });
    }
    if (await is('self_submitted')) await recordOnsite(consultant, { applicationId, version: (await now()).assessment.version, visitedOn: scene.on, contactName: `${scene.firm.contact} ${scene.firm.position}` });
    if (await is('onsite_done')) {
      const { answers } = await now();
      for (const area of AREAS) await confirmArea(consultant, { applicationId, areaCode: area, level: reached(area), note: '', grade: 'B', revision: answers.find((answer) => answer.areaCode === area)?.revision ?? 0 });
      await validateAssessment(consultant, { applicationId, version: (await now()).assessment.version, summary: `${scene.theme.line}에서 시작한 표준작업과 점검이 다른 공정에도 자리 잡았습니다. 중점 영역은 한 단계씩 올라갔습니다.` });
    }
    await agreeAssessment(firm, { version: (await now()).assessment.version, targets: {}, areas: [], reason: '' });
  },
};

/** The firm agrees to the proposed areas. */
export const agree: Step = {
  name: 'agree',
  gap: 3,
  run: async (scene) => {
    const firm = await scene.as('firm');
    const applicationId = await scene.caseId();
    const facts = await current(scene, 'firm');
    const proposed = await withActor(firm, (tx) => proposePriorities(tx, applicationId, facts));
    const areas = proposed.filter((row) => row.proposed).slice(0, 3).map((row) => row.areaCode);
    await agreeAssessment(firm, { version: facts.assessment.version, targets: {}, areas, reason: '' });
  },
};
