import { addToMonth, monthOf } from '#app/domain/calendar/civil-date.ts';
import { listActivities } from '#app/domain/assessments/roadmap.ts';
import { findBaseAssessment } from '#app/services/assessments/assessment-facts.ts';
import { saveKpiCard } from '#app/services/outcomes/save-kpi-card.ts';
import { signCardsAsConsultant, signCardsAsFirm } from '#app/services/outcomes/sign-kpi-card.ts';
import { addKpiCard, startKpiCards } from '#app/services/outcomes/start-kpi-cards.ts';
import { returnPlan } from '#app/services/plans/approve-plan.ts';
import { endorsePlan } from '#app/services/plans/endorse-plan.ts';
import { addActivities, saveTask } from '#app/services/plans/save-task.ts';
import { signPlan } from '#app/services/plans/sign-plan.ts';
import { savePlanSummary, startPlan } from '#app/services/plans/start-plan.ts';
import { listCards } from '#db/queries/kpi-cards.ts';
import { findPlan, listTasks, type PlanTaskRow } from '#db/queries/plans.ts';
import { withActor } from '#db/transaction.ts';
import { chance, type DemoFirm } from '../demo-firms.ts';
import { countsOf, kpiOf } from './measure.ts';
import type { Scene, Step } from '../walk.ts';

/** The firm writes its KPI cards: the figures of its application, and one of its trade. `savings` adds a KPI that starts at zero. */
export function writeCards(options: { savings?: boolean } = {}): Step {
  return {
    name: 'write KPI cards',
    gap: 3,
    run: async (scene) => {
      const firm = await scene.as('firm');
      const applicationId = await scene.caseId();
      await startKpiCards(firm, applicationId);
      const third = options.savings ? 'C1' : String(scene.firm.kpi.third[0]);
      const proposed = await withActor(firm, (tx) => listCards(tx, applicationId));
      if (!proposed.some((card) => card.definitionCode === third)) await addKpiCard(firm, { applicationId, code: third });
      const cards = await withActor(firm, (tx) => listCards(tx, applicationId));
      const fromMonth = addToMonth(monthOf(scene.on), -3);
      for (const card of cards) {
        const kpi = kpiOf(scene.firm, card.definitionCode);
        await saveKpiCard(firm, {
          applicationId, cardId: card.id, version: card.version, scope: `${scene.firm.product} 전 품목, ${scene.theme.line}`, source: SOURCES[card.definitionCode] ?? '생산일보', method: '월말에 집계표를 합산하여 계산',
          fromMonth, windowMonths: 3, months: [0, 1, 2].map((offset) => countsOf(scene.firm, kpi, 'before', addToMonth(fromMonth, offset))), targetValue: kpi.target,
        });
      }
    },
  };
}

const SOURCES: Readonly<Record<string, string>> = { Q1: '생산일보, 불량 집계표', D1: '출하 대장', Q3: '반품 대장', P1: '설비 가동 일지', P3: '설비 가동 일지', P5: '준비교체 기록표', C1: '원가 계산서', C4: '작업 일보', D2: '수주·출하 대장', E1: '전력 사용 기록' };

export const signCards: readonly Step[] = [
  {
    name: 'sign KPI cards',
    gap: 1,
    run: async (scene) => {
      const firm = await scene.as('firm');
      const applicationId = await scene.caseId();
      const cards = await withActor(firm, (tx) => listCards(tx, applicationId));
      await signCardsAsFirm(firm, { applicationId, seen: cards.map(({ id, version }) => ({ id, version })) });
    },
  },
  {
    name: 'co-sign KPI cards',
    gap: 2,
    run: async (scene) => {
      const consultant = await scene.as('consultant');
      const applicationId = await scene.caseId();
      const cards = await withActor(consultant, (tx) => listCards(tx, applicationId));
      await signCardsAsConsultant(consultant, {
        applicationId, seen: cards.map(({ id, version }) => ({ id, version })),
        grades: Object.fromEntries(cards.map((card) => [card.id, chance(scene.firm.slug, card.definitionCode, 'grade') > 0.6 ? ('A' as const) : ('B' as const)])),
      });
    },
  },
];

/** The firm drafts its plan from the activities that its diagnosis proposes. */
export const draftPlan: Step = {
  name: 'draft the plan',
  gap: 4,
  run: async (scene) => {
    const firm = await scene.as('firm');
    const applicationId = await scene.caseId();
    await startPlan(firm, applicationId);
    const facts = await withActor(firm, (tx) => findBaseAssessment(tx, applicationId));
    const chosen = (facts?.answers ?? []).filter((answer) => answer.priority !== null && answer.confirmedLevel !== null);
    const offered = chosen.flatMap((answer) => {
      const area = facts?.roadmap.areas.find((entry) => entry.code === answer.areaCode);
      return area ? listActivities(area, answer.confirmedLevel ?? 1).slice(0, 2).map((activity) => activity.id) : [];
    });
    if ((await tasksOf(scene, applicationId)).length === 0) await addActivities(firm, { applicationId, activityCodes: offered.slice(0, scene.firm.until === 'firm_execution' ? 5 : 3 + Math.floor(chance(scene.firm.slug, 'tasks') * 3)) });
    await fillTasks(scene, applicationId);
    await savePlanSummary(firm, { applicationId, summary: `${scene.theme.line}의 공정불량률과 납기준수율을 함께 개선합니다. 표준작업과 초물 검사를 먼저 정착시킨 뒤 설비 보완을 진행하고, 매월 지표를 점검하여 다음 달 과제를 정합니다.` });
  },
};

const EFFECTS = ['불량 유형 상위 두 가지를 없애 공정불량률을 목표까지 낮춤', '일정 변경을 절반으로 줄여 납기준수율을 목표까지 높임', '준비교체와 대기 시간을 줄여 하루 생산량을 높임', '기준이 문서로 남아 누가 작업해도 같은 품질을 유지함', '재작업 시간을 줄여 잔업을 한 사람당 월 8시간 줄임', '설비 정지 시간을 줄여 계획대로 생산함'];
const CATEGORIES = ['equipment', 'consulting', 'equipment', 'smart_factory', 'equipment', 'other'] as const;

async function tasksOf(scene: Scene, applicationId: string): Promise<PlanTaskRow[]> {
  return withActor(await scene.as('firm'), async (tx) => {
    const plan = await findPlan(tx, applicationId);
    return plan ? listTasks(tx, plan.id) : [];
  });
}

async function fillTasks(scene: Scene, applicationId: string): Promise<void> {
  const firm = await scene.as('firm');
  const tasks = await tasksOf(scene, applicationId);
  const cards = await withActor(firm, (tx) => listCards(tx, applicationId));
  const quality = cards.find((card) => card.definitionCode === 'Q1');
  const delivery = cards.find((card) => card.definitionCode === 'D1');
  const amounts = split(scene.firm, tasks.length);
  for (const [index, task] of tasks.entries()) {
    // Every plan moves quality and delivery; other tasks keep the KPI that suits their area.
    const kpiCardId = index === 0 ? (quality?.id ?? null) : index === 1 ? (delivery?.id ?? null) : (task.kpiCardId ?? quality?.id ?? null);
    await saveTask(firm, {
      applicationId, taskId: task.id, revision: task.revision, areaCode: task.areaCode, title: task.title, description: '', ownerName: index % 2 === 0 ? scene.firm.contact : scene.firm.representative,
      startMonth: task.startMonth, endMonth: task.endMonth, kpiCardId, expectedEffect: EFFECTS[index % EFFECTS.length] ?? '', budgetCategory: CATEGORIES[index % CATEGORIES.length] ?? 'equipment',
      amountWon: amounts[index] ?? 0, ownShareWon: Math.round(((amounts[index] ?? 0) * 0.2) / 10_000) * 10_000,
    });
  }
}

/** Shares of the grant per task that sum to the wanted grant. */
function split(firm: DemoFirm, count: number): number[] {
  const each = Math.floor(firm.grantWon / count / 100_000) * 100_000;
  return Array.from({ length: count }, (_, index) => (index === 0 ? firm.grantWon - each * (count - 1) : each));
}

async function planVersion(scene: Scene): Promise<number> {
  return (await scene.parts()).plan?.version ?? 0;
}

export const signThePlan: Step = { name: 'sign the plan', gap: 3, run: async (scene) => signPlan(await scene.as('firm'), { applicationId: await scene.caseId(), version: await planVersion(scene) }) };

export const endorse: Step = {
  name: 'endorse the plan',
  gap: 2,
  run: async (scene) =>
    endorsePlan(await scene.as('consultant'), {
      applicationId: await scene.caseId(), version: await planVersion(scene),
      opinion: `진단에서 확인한 원인과 과제가 잘 이어져 있습니다. ${scene.theme.machine} 가운데 한 대에서 먼저 시험한 뒤 넓히는 순서를 지키면 목표를 달성할 수 있다고 봅니다.`,
      risks: ['숙련자 한 사람에게 표준화 작업이 몰리지 않도록 담당을 나누어야 함', '설비 납기가 늦어지면 두 번째 과제의 시작이 한 달 밀릴 수 있음'],
    }),
};

export const sendBack: Step = {
  name: 'return the plan',
  gap: 3,
  run: async (scene) =>
    returnPlan(await scene.as('officer@demo.example'), {
      applicationId: await scene.caseId(), version: await planVersion(scene),
      items: ['두 번째 과제의 기대 효과를 수치로 적어 주십시오.', '설비 보완 과제의 금액 산출 근거(견적)를 덧붙여 주십시오.'],
    }),
};

