import type { AreaLevels } from '#app/domain/assessments/roadmap.ts';
import { earlierDate, laterDate, monthOf, monthRange } from '#app/domain/calendar/civil-date.ts';
import { AppError } from '#app/domain/errors.ts';
import type { RuleIssue } from '#app/domain/formats/rule-issue.ts';
import { checkPlan, type PlanTask } from '#app/domain/plans/plan-rules.ts';
import { totalManDays } from '#app/domain/programmes/settings.ts';
import { sumWon } from '#app/domain/money/won.ts';
import { findBaseAssessment, levelsOf, type AssessmentFacts } from '#app/services/assessments/assessment-facts.ts';
import type { CaseFacts } from '#app/services/assessments/case-facts.ts';
import { listCards, type KpiCardRow } from '#db/queries/kpi-cards.ts';
import { findPlan, listTasks, type PlanRow, type PlanTaskRow } from '#db/queries/plans.ts';
import type { ActorTx } from '#db/transaction.ts';

/** A plan with everything its rules look at. */
export interface PlanFacts {
  readonly plan: PlanRow;
  readonly tasks: readonly PlanTaskRow[];
  readonly cards: readonly KpiCardRow[];
  readonly assessment: AssessmentFacts | null;
}

/** The plan of a case with its tasks, cards and diagnosis; throws not_found before it is started. */
export async function getPlanFacts(tx: ActorTx, applicationId: string): Promise<PlanFacts> {
  const plan = await findPlan(tx, applicationId);
  if (!plan) throw new AppError('not_found');
  return { plan, tasks: await listTasks(tx, plan.id), cards: await listCards(tx, applicationId), assessment: await findBaseAssessment(tx, applicationId) };
}

/** Sums of a plan in won; dropped tasks do not count. */
export function planTotals(tasks: readonly Pick<PlanTaskRow, 'status' | 'amountWon' | 'ownShareWon'>[]): { grantWon: number; ownWon: number } {
  const live = tasks.filter((task) => task.status !== 'dropped');
  return { grantWon: sumWon(live.map((task) => task.amountWon)), ownWon: sumWon(live.map((task) => task.ownShareWon)) };
}

const STATE_OF = { planned: 'planned', in_progress: 'doing', done: 'done', on_hold: 'paused', dropped: 'cancelled' } as const;

function toRuleTask(task: PlanTaskRow, period: { startsOn: string; endsOn: string }): PlanTask {
  // A month touches the period when some of its days lie inside; only days inside count.
  const start = task.startMonth ? monthRange(task.startMonth).fromOn : null;
  const end = task.endMonth ? monthRange(task.endMonth).toOn : null;
  return {
    id: task.id, areaCode: task.areaCode ?? '', title: task.title, owner: task.ownerName ?? '', kpiCodes: task.kpiCode ? [task.kpiCode] : [],
    startsOn: start && task.startMonth === monthOf(period.startsOn) ? laterDate(start, period.startsOn) : start,
    endsOn: end && task.endMonth === monthOf(period.endsOn) ? earlierDate(end, period.endsOn) : end,
    grantWon: task.amountWon, ownShareWon: task.ownShareWon, manDays: 0, state: STATE_OF[task.status],
  };
}

function planIssue(code: string, params: RuleIssue['params'], subject?: string): RuleIssue {
  return { code, messageId: `plans.check.${code}`, severity: 'error', params, ...(subject ? { subject } : {}) };
}

/** Everything that stands against signing a plan (errors) or is advised (warnings). */
export function checkPlanFacts({ tasks, cards, assessment }: Pick<PlanFacts, 'tasks' | 'cards' | 'assessment'>, facts: CaseFacts): RuleIssue[] {
  const { settings } = facts;
  const confirmed: AreaLevels = assessment ? levelsOf(assessment.answers, 'confirmedLevel') : {};
  const issues = checkPlan(tasks.map((task) => toRuleTask(task, facts)), {
    settings, startsOn: facts.startsOn, endsOn: facts.endsOn, grantWon: settings.grantMaxWon, manDays: totalManDays(settings),
    catalogue: cards.map((card) => ({ code: card.definitionCode, family: card.definition.family })), confirmed,
  });
  const { grantWon } = planTotals(tasks);
  if (grantWon < settings.grantMinWon) issues.push({ code: 'grant_below_min', messageId: 'answers.budget.grant_below_min', severity: 'error', params: { grant: grantWon, min: settings.grantMinWon } });
  for (const task of tasks.filter((row) => row.status !== 'dropped')) {
    if (task.amountWon + task.ownShareWon > 0 && !task.budgetCategory) issues.push(planIssue('category_missing', {}, task.id));
    if (!task.expectedEffect?.trim()) issues.push(planIssue('effect_missing', {}, task.id));
    const card = cards.find((row) => row.id === task.kpiCardId);
    if (card && card.state === 'draft') issues.push(planIssue('card_unsigned', {}, task.id));
  }
  return issues;
}
