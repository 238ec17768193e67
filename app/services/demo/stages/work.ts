import { addDays, addToMonth, earlierDate, monthOf, monthRange } from '#app/domain/calendar/civil-date.ts';
import { confirmReading } from '#app/services/outcomes/confirm-reading.ts';
import { checkInterim, decideInterim } from '#app/services/outcomes/interim-decide.ts';
import { reportInterim } from '#app/services/outcomes/interim-report.ts';
import { recordReading } from '#app/services/outcomes/record-reading.ts';
import { placeHold } from '#app/services/workflow/place-hold.ts';
import { listDemoTasks } from '#db/queries/demo-cases.ts';
import { listCards } from '#db/queries/kpi-cards.ts';
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
