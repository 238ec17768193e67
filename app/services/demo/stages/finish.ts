import { giveOpinion } from '#app/services/outcomes/give-opinion.ts';
import { acceptCompletion, refuseCompletion } from '#app/services/outcomes/decide-completion.ts';
import { confirmReading } from '#app/services/outcomes/confirm-reading.ts';
import { inspectCompletion, INSPECTION_ITEMS, returnCompletion } from '#app/services/outcomes/inspect-completion.ts';
import { disputeVerification, openVerification, sendVerificationValue } from '#app/services/outcomes/open-verification.ts';
import { recordFinalValue } from '#app/services/outcomes/record-final-value.ts';
import { openCompletion, submitCompletionReport } from '#app/services/outcomes/report-completion.ts';
import { closeVerifications, reviewVerification } from '#app/services/outcomes/verify-outcome.ts';
import { addToMonth, monthOf } from '#app/domain/calendar/civil-date.ts';
import { listCards } from '#db/queries/kpi-cards.ts';
import { listReadings } from '#db/queries/kpi-readings.ts';
import { listDemoTasks } from '#db/queries/demo-cases.ts';
import { listVerifications } from '#db/queries/verifications.ts';
import { asWorker } from '#db/transaction.ts';
import { chance } from '../demo-firms.ts';
import { receivePdf } from '../demo-files.ts';
import type { Scene, Step } from '../walk.ts';
import { isLookedAtAgain } from './diagnose.ts';
import { countsOf, keptOf, kpiOf } from './measure.ts';
import { central } from './select.ts';

/** The officer opens the report. */
export const openReport: Step = { name: 'open the completion', gap: 3, run: async (scene) => openCompletion(await central(scene), { applicationId: await scene.caseId(), reason: '모든 과제가 끝나 완료보고를 엽니다.' }) };

/** The firm states the final values and the consultant confirms them. */
export const finalValues: readonly Step[] = [
  openReport,
  {
    name: 'final values',
    gap: 3,
    run: async (scene) => {
      const firm = await scene.as('firm');
      const consultant = await scene.as('consultant');
      const applicationId = await scene.caseId();
      const cards = await asWorker((tx) => listCards(tx, applicationId), 'demo');
      const stated = (await asWorker((tx) => listReadings(tx, applicationId), 'demo')).filter((reading) => reading.kind === 'final');
      for (const [index, card] of cards.entries()) {
        const before = stated.find((reading) => reading.cardId === card.id);
        if (before && before.state !== 'recorded') continue;
        const { numerator, denominator } = countsOf(scene.firm, kpiOf(scene.firm, card.definitionCode), 1, addToMonth(monthOf(scene.on), -1));
        const evidence = index === 0 ? await receivePdf('집계표_최근3개월.pdf', `KPI evidence - ${scene.firm.nameEn}`) : null;
        const readingId = before?.id ?? (await recordFinalValue(firm, { cardId: card.id, version: null, numerator, denominator, note: null }, evidence)).readingId;
        await confirmReading(consultant, { readingId, version: 1, grade: chance(scene.firm.slug, card.definitionCode, 'final') > 0.5 ? 'A' : 'B' });
      }
    },
  },
];

const AFTER = ['작업표준서와 초물 검사가 정착되어 교체 직후 불량이 크게 줄었습니다.', '하루 단위 계획과 실적 관리를 시작하여 납기 지연이 눈에 띄게 줄었습니다.', '점검 주기와 보관 위치가 정해져 찾는 시간과 정지 시간이 줄었습니다.', '기록이 한곳에 모여 원인을 바로 찾을 수 있게 되었습니다.', '담당과 기준이 문서로 남아 사람이 바뀌어도 같은 방법으로 일합니다.'];

export const sendCompletion: Step = {
  name: 'send the completion report',
  gap: 3,
  run: async (scene) => {
    const applicationId = await scene.caseId();
    const tasks = await asWorker((tx) => listDemoTasks(tx, applicationId), 'demo');
    await submitCompletionReport(await scene.as('firm'), {
      applicationId,
      summary: `${scene.theme.line}의 공정불량률과 납기준수율을 함께 개선했습니다. 가장 효과가 컸던 활동은 다음과 같습니다. ${scene.theme.works[4] ?? ''}. 개선한 방법은 표준서로 남겨 다른 라인에도 적용하고 있습니다.`,
      tasks: tasks.map((task, index) => ({ taskId: task.id, outcome: 'done', before: scene.theme.cause.slice(0, 60), after: AFTER[index % AFTER.length] ?? '', reason: '' })),
      jobsCreated: Math.floor(chance(scene.firm.slug, 'jobs') * 4), ownInvestmentWon: Math.round(chance(scene.firm.slug, 'own') * 30) * 1_000_000, satisfaction: chance(scene.firm.slug, 'happy') > 0.4 ? 5 : 4,
      assets: [{ name: '공정 측정기', serial: `DM-${scene.firm.businessNumber.slice(6)}-1`, place: scene.theme.line }], t2Waiver: isLookedAtAgain(scene.firm) ? '' : '활동 기간이 여섯 달보다 짧아 완료 진단을 사후관리 첫 방문에서 실시하기로 했습니다.',
    });
  },
};

export const giveTheOpinion: Step = {
  name: 'opinion of the consultant',
  gap: 2,
  run: async (scene) => giveOpinion(await scene.as('consultant'), { applicationId: await scene.caseId(), opinion: '계획한 과제를 모두 마쳤고 지표의 산출 근거가 남아 있습니다. 현장 반장이 스스로 점검표를 운영하고 있어 성과가 이어질 것으로 봅니다.' }),
};

export const sendBackCompletion: Step = {
  name: 'return the completion report',
  gap: 3,
  run: async (scene) =>
    returnCompletion(await central(scene), { applicationId: await scene.caseId(), items: ['개선 후 사진을 과제별로 한 장 이상 올려 주십시오.', '구입한 측정기의 검수 조서를 덧붙여 주십시오.'], reason: '과제별 개선 전후를 확인할 자료가 부족하여 보완을 요청드립니다.' }),
};

export const inspect: Step = {
  name: 'inspect',
  gap: 4,
  run: async (scene) =>
    inspectCompletion(await scene.as('evaluator'), {
      applicationId: await scene.caseId(), mode: 'site', items: Object.fromEntries(INSPECTION_ITEMS.map((code) => [code, { ok: true, note: '' }])),
      text: '현장에서 과제별 결과와 자산을 확인하였고, 지표의 산출 근거가 보고 내용과 일치합니다.',
    }),
};

export const acceptTheCompletion: Step = { name: 'accept the completion', gap: 3, run: async (scene) => acceptCompletion(await scene.as('senior'), { applicationId: await scene.caseId(), text: '목표를 달성하여 적합으로 판정합니다.' }) };

export const refuseTheCompletion: Step = {
  name: 'refuse the completion',
  gap: 3,
  run: async (scene) => refuseCompletion(await scene.as('senior'), { applicationId: await scene.caseId(), reason: '점검에서 두 번째 과제의 표준서가 현장에서 쓰이지 않는 것이 확인되었고, 개선 후 자료가 한 달 치뿐이어서 완료로 인정하지 않습니다.' }),
};

/** The officer opens the window for the verification of the values. */
export function openWindow(gap: number): Step {
  return { name: 'open the verification', gap, run: async (scene) => void (await openVerification(await central(scene), { applicationId: await scene.caseId() })) };
}

async function verificationsOf(scene: Scene) {
  const applicationId = await scene.caseId();
  return asWorker((tx) => listVerifications(tx, applicationId), 'demo');
}

/** The firm states what its values are now, for the first `count` of its KPIs. */
export function sendValues(count = Number.POSITIVE_INFINITY): Step {
  return {
    name: 'send verification values',
    gap: 5,
    run: async (scene) => {
      const firm = await scene.as('firm');
      for (const entry of (await verificationsOf(scene)).slice(0, count)) {
        if (entry.state !== 'window_open') continue;
        const { numerator, denominator } = countsOf(scene.firm, kpiOf(scene.firm, entry.code), keptOf(scene.firm, entry.code), addToMonth(monthOf(scene.on), -1));
        await sendVerificationValue(firm, { verificationId: entry.id, numerator, denominator, value: null });
      }
    },
  };
}

/** The officer notes that the last KPI can no longer be measured. */
export const giveUpLast: Step = {
  name: 'note a missing value',
  gap: 4,
  run: async (scene) => {
    const last = (await verificationsOf(scene)).at(-1);
    if (last?.state === 'window_open') await reviewVerification(await central(scene), { verificationId: last.id, decision: 'record_no_answer', reason: '해당 제품의 생산이 끝나 지표를 더 잴 수 없다고 기업이 알려 왔습니다.' });
  },
};

/** The officer confirms the values; `asks` keeps the first one back with a question and sets another value for the second. */
export function reviewValues(asks = false): Step {
  return {
    name: 'review values',
    gap: 4,
    run: async (scene) => {
      const officer = await central(scene);
      for (const [index, entry] of (await verificationsOf(scene)).entries()) {
        if (entry.state !== 'data_in') continue;
        if (asks && index === 0) await reviewVerification(officer, { verificationId: entry.id, decision: 'query', reason: '분모가 완료보고 때보다 크게 줄었습니다. 집계에서 빠진 품목이 있는지 설명해 주십시오.' });
        else if (asks && index === 1) {
          const value = Math.round((entry.statedValue ?? 0) * 98) / 100;
          await reviewVerification(officer, { verificationId: entry.id, decision: 'adjust', grade: 'B', value, formula: '(전체 건수 - 취소 건수) / 납기가 된 건수 × 100', reason: '취소된 주문이 분자에 들어 있어 뺀 값으로 바로잡습니다.' });
        } else await reviewVerification(officer, { verificationId: entry.id, decision: 'verify', grade: 'B' });
      }
    },
  };
}

/** The firm does not agree with the last value. */
export const disputeValue: Step = {
  name: 'dispute a value',
  gap: 2,
  run: async (scene) => {
    const last = (await verificationsOf(scene)).findLast((entry) => entry.state === 'verified');
    if (last) await disputeVerification(await scene.as('firm'), { verificationId: last.id, reason: '집계 기간에 설비 이전으로 쉰 날이 들어 있습니다. 쉰 날을 뺀 값으로 다시 보아 주시기 바랍니다.' });
  },
};

export const closeValues: Step = { name: 'close the verification', gap: 13, fixed: true, run: async (scene) => void (await closeVerifications(await central(scene), { applicationId: await scene.caseId() })) };
