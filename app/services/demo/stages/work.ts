import { addDays, addToMonth, earlierDate, monthOf, monthRange } from '#app/domain/calendar/civil-date.ts';
import { confirmReading } from '#app/services/outcomes/confirm-reading.ts';
import { checkInterim, decideInterim } from '#app/services/outcomes/interim-decide.ts';
import { proposeRemedy, reportInterim } from '#app/services/outcomes/interim-report.ts';
import { recordReading } from '#app/services/outcomes/record-reading.ts';
import { correctVerifiedReading, rejectReading, verifyReadings } from '#app/services/outcomes/verify-readings.ts';
import { liftHold } from '#app/services/workflow/lift-hold.ts';
import { extendHold, placeHold } from '#app/services/workflow/place-hold.ts';
import { listDemoTasks } from '#db/queries/demo-cases.ts';
import { listCards } from '#db/queries/kpi-cards.ts';
import { listHolds } from '#db/queries/holds.ts';
import { listReadings } from '#db/queries/kpi-readings.ts';
import { findAgreement } from '#db/queries/agreements.ts';
import { asWorker } from '#db/transaction.ts';
import { chance } from '../demo-firms.ts';
import type { Scene, Step } from '../walk.ts';
import { countsOf, kpiOf } from './measure.ts';
import { central } from './select.ts';

/** The firm records the last full month of each KPI, so far on the way from before (0) to after (1). */
export function read(progress: number, options: { confirm?: boolean } = {}): Step {
  return {
    name: 'record KPI readings',
    gap: 8,
    run: async (scene) => {
      const month = addToMonth(monthOf(scene.on), -1);
      const recorded = await recordMonth(scene, month, progress);
      for (const reading of options.confirm === false ? [] : recorded) {
        await confirmReading(await scene.as('consultant'), { readingId: reading, version: 1, grade: null });
      }
    },
  };
}

/** Ids of the month's readings that nobody has confirmed yet. */
async function recordMonth(scene: Scene, month: string, progress: number): Promise<string[]> {
  const firm = await scene.as('firm');
  const applicationId = await scene.caseId();
  const { cards, readings } = await asWorker(async (tx) => ({ cards: await listCards(tx, applicationId), readings: await listReadings(tx, applicationId) }), 'demo');
  // Values may be entered freely for two weeks after their month; later they need a reason.
  const reason = scene.on > addDays(monthRange(month).toOn, 15) ? '월말 집계가 늦어 기한이 지난 뒤에 입력합니다.' : null;
  const recorded: string[] = [];
  for (const card of cards) {
    if (!card.baselineTo || month <= monthOf(card.baselineTo)) continue;
    const before = readings.find((reading) => reading.cardId === card.id && reading.kind === 'monthly' && reading.month === month);
    if (before?.state === 'recorded') recorded.push(before.id);
    if (before) continue;
    const counts = countsOf(scene.firm, kpiOf(scene.firm, card.definitionCode), Math.min(1, progress), month);
    recorded.push((await recordReading(firm, { cardId: card.id, version: null, ...counts, note: null, explanation: '새 기준을 적용한 첫 달로, 작업 방법이 크게 바뀌었습니다.', reason })).readingId);
  }
  return recorded;
}

/** The firm reports half-way. */
export const report: Step = {
  name: 'report half-way',
  gap: 5,
  run: async (scene) => {
    const applicationId = await scene.caseId();
    const tasks = await asWorker((tx) => listDemoTasks(tx, applicationId), 'demo');
    await reportInterim(await scene.as('firm'), {
      applicationId, spentWon: Math.round((scene.firm.grantWon * 0.48) / 10_000) * 10_000,
      tasks: tasks.map((task, index) => ({ taskId: task.id, progressPercent: Math.min(95, 58 + index * 6 + Math.floor(chance(task.id) * 14)), note: index === 0 ? '표준작업서 8종을 만들어 현장에 적용하고 있습니다.' : '계획대로 진행하고 있으며 다음 달에 결과를 확인합니다.' })),
      text: `그동안의 주요 활동은 다음과 같습니다. ${scene.theme.works[1] ?? scene.theme.cause}. 공정불량률이 진단시보다 뚜렷하게 낮아졌고, 납기준수율은 주문이 몰린 한 달을 빼고 꾸준히 올랐습니다. 남은 기간에는 ${scene.theme.machine}에 넓혀 적용하겠습니다.`,
    });
  },
};

export const checkHalfWay: Step = {
  name: 'check half-way',
  gap: 4,
  run: async (scene) =>
    checkInterim(await scene.as('evaluator'), { applicationId: await scene.caseId(), form: { mode: 'site', spendPlausible: true, note: '현장에서 표준작업서와 집행 증빙을 확인함. 지표 집계 방법이 진단시와 같음.' } }),
};

export const passHalfWay: Step = { name: 'pass half-way', gap: 2, run: async (scene) => void (await decideInterim(await central(scene), { applicationId: await scene.caseId(), decision: 'pass' })) };

export const passWithActions: Step = {
  name: 'pass with actions',
  gap: 2,
  run: async (scene) =>
    void (await decideInterim(await central(scene), {
      applicationId: await scene.caseId(), decision: 'pass_with_actions',
      actions: [
        { text: '설비 보완 과제의 검수 조서를 제출할 것', dueOn: addDays(scene.on, 20) },
        { text: '납기준수율의 월별 산출 근거를 한 장으로 정리할 것', dueOn: addDays(scene.on, 30) },
      ],
    })),
};

/** A senior officer holds everything of the case for a while. */
export const hold: Step = {
  name: 'hold',
  gap: 3,
  run: async (scene) => {
    const applicationId = await scene.caseId();
    const endsOn = await asWorker(async (tx) => (await findAgreement(tx, { applicationId }))?.endsOn ?? scene.on, 'demo');
    await placeHold(await scene.as('senior'), { applicationId, scope: 'all', cause: 'registry_change', reason: '공장 이전으로 사업자등록 주소 변경이 진행 중이어서, 변경 확인이 끝날 때까지 지급과 방문을 멈춥니다.', untilOn: earlierDate(addDays(scene.on, 45), endsOn) });
  },
};

export const failHalfWay: Step = {
  name: 'fail half-way',
  gap: 2,
  run: async (scene) => void (await decideInterim(await central(scene), { applicationId: await scene.caseId(), decision: 'fail', code: 'no_progress', reason: '표준화 과제가 문서로만 있고 현장에서 쓰이지 않으며, 집행 내역을 설명할 자료가 부족합니다.' })),
};

export const planRemedy: Step = {
  name: 'propose a remedy',
  gap: 3,
  run: async (scene) => proposeRemedy(await scene.as('firm'), { applicationId: await scene.caseId(), text: '생산팀장이 매일 표준서 사용을 확인하여 기록하고, 두 주 안에 공정별 교육을 마치겠습니다. 집행 내역은 건별로 증빙을 붙여 다시 제출하겠습니다.' }),
};

/** A month's value that leaps without an explanation; the consultant's confirmation flags it. */
export const leap: Step = {
  name: 'a value that leaps',
  gap: 8,
  run: async (scene) => {
    const firm = await scene.as('firm');
    const applicationId = await scene.caseId();
    const month = addToMonth(monthOf(scene.on), -1);
    const { cards, readings } = await asWorker(async (tx) => ({ cards: await listCards(tx, applicationId), readings: await listReadings(tx, applicationId) }), 'demo');
    const card = cards.find((entry) => entry.definitionCode === 'Q1');
    if (!card || readings.some((reading) => reading.cardId === card.id && reading.month === month)) return;
    const { numerator, denominator } = countsOf(scene.firm, kpiOf(scene.firm, 'Q1'), 0, month);
    const late = scene.on > addDays(monthRange(month).toOn, 15) ? '월말 집계가 늦어 기한이 지난 뒤에 입력합니다.' : null;
    const { readingId } = await recordReading(firm, { cardId: card.id, version: null, month, numerator: Math.round(numerator * 2.3), denominator, note: null, explanation: null, reason: late });
    await confirmReading(await scene.as('consultant'), { readingId, version: 1, grade: null });
  },
};

/** The officer looks through the confirmed values: two are verified, one of these is set right later, one is not accepted. */
export const reviewReadings: Step = {
  name: 'review the readings',
  gap: 4,
  run: async (scene) => {
    const officer = await central(scene);
    const applicationId = await scene.caseId();
    const confirmed = async () => (await asWorker((tx) => listReadings(tx, applicationId), 'demo')).filter((reading) => reading.kind === 'monthly' && reading.correctsId === null);
    if ((await confirmed()).some((reading) => reading.state === 'verified')) return;
    const [first, second, third] = (await confirmed()).filter((reading) => reading.state === 'confirmed').slice(-3);
    if (!first || !second || !third) return;
    await verifyReadings(officer, { applicationId, readings: [first, second].map(({ id, version }) => ({ readingId: id, version })), grade: 'B' });
    await rejectReading(officer, { applicationId, readingId: third.id, version: third.version, code: 'evidence_differs', reason: '첨부한 집계표의 합계와 입력한 값이 다릅니다. 집계표를 확인하여 다시 입력해 주십시오.' });
    const again = (await confirmed()).find((reading) => reading.id === second.id);
    if (again) await correctVerifiedReading(officer, { applicationId, readingId: again.id, version: again.version, numerator: Math.max(0, (again.numerator ?? 0) - 1), denominator: again.denominator ?? 1, reason: '출하 대장과 대조하여 한 건을 바로잡았습니다.' });
  },
};

/** Whether a hold with this reason was placed already; the last steps of a story may be told twice. */
async function hasHold(scene: Scene, causeText: string): Promise<boolean> {
  const { firmId, applicationId } = await scene.parts();
  return (await asWorker((tx) => listHolds(tx, firmId, applicationId), 'demo')).some((entry) => entry.causeText === causeText);
}

const DISPUTED = '중간점검 결과에 대한 확인이 끝날 때까지 선금 지급을 멈출 것을 요청합니다.';
const WRONG_ACCOUNT = '예전 계좌로 입금된 선금이 돌아올 때까지 지급을 멈춥니다.';
const DOUBTED = '제출한 견적서의 발행처를 확인하는 동안 청구를 멈춥니다.';

/** An officer asks for a hold on payments that only a senior officer may place. */
export const askForHold: Step = {
  name: 'ask for a hold',
  gap: 1,
  run: async (scene) => {
    if (!(await hasHold(scene, DISPUTED))) await placeHold(await central(scene), { applicationId: await scene.caseId(), scope: 'pay', cause: 'dispute', reason: DISPUTED, untilOn: addDays(scene.on, 21) });
  },
};

/** A hold on payments that is made longer. */
export const longHold: Step = {
  name: 'a longer hold',
  gap: 2,
  run: async (scene) => {
    const applicationId = await scene.caseId();
    if (await hasHold(scene, WRONG_ACCOUNT)) return;
    const { holdId } = await placeHold(await scene.as('senior'), { applicationId, scope: 'pay', cause: 'bank_change', reason: WRONG_ACCOUNT, untilOn: addDays(scene.on, 14) });
    await extendHold(await scene.as('senior2'), { holdId, untilOn: addDays(scene.on, 40), reason: '은행의 반환 절차가 늦어져 기간을 늘립니다.' });
  },
};

/** A hold of two days; `lifts` ends it at once, otherwise it runs out. */
export function shortHold(lifts: boolean): Step {
  return {
    name: 'a short hold',
    gap: 1,
    run: async (scene) => {
      const officer = await central(scene);
      if (await hasHold(scene, DOUBTED)) return;
      const { holdId } = await placeHold(officer, { applicationId: await scene.caseId(), scope: 'claim', cause: 'document_doubt', reason: DOUBTED, untilOn: addDays(scene.on, 1) });
      if (lifts) await liftHold(officer, { holdId, reason: '발행처를 확인하였습니다.' });
    },
  };
}
