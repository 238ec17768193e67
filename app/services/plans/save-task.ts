import type { Context } from '#app/domain/accounts/context.ts';
import { addToMonth, monthOf } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { canEditPlan } from '#app/domain/plans/plan-policy.ts';
import { assertAllowed, getCaseFacts, type CaseFacts } from '#app/services/assessments/case-facts.ts';
import { proposePriorities } from '#app/services/assessments/propose-priorities.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { listMemberNames } from '#db/queries/case-facts.ts';
import { deleteTask, insertTask, lockPlan, patchPlan, listTasks, updateTask, type PlanTaskRow, type TaskContent } from '#db/queries/plans.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { getPlanFacts, planTotals, type PlanFacts } from './plan-facts.ts';

export interface TaskInput {
  readonly applicationId: string;
  /** Null adds a task. */
  readonly taskId: string | null;
  readonly revision: number;
  readonly areaCode: string | null;
  readonly title: string;
  readonly description: string;
  readonly ownerName: string;
  /** YYYY-MM or null. */
  readonly startMonth: string | null;
  readonly endMonth: string | null;
  readonly kpiCardId: string | null;
  readonly expectedEffect: string;
  readonly budgetCategory: PlanTaskRow['budgetCategory'];
  readonly amountWon: number;
  readonly ownShareWon: number;
}

async function openDraft(tx: ActorTx, ctx: Context, applicationId: string): Promise<{ facts: CaseFacts; found: PlanFacts }> {
  const facts = await getCaseFacts(tx, applicationId);
  const found = await getPlanFacts(tx, applicationId);
  await lockPlan(tx, found.plan.id);
  assertAllowed(canEditPlan(ctx.actor, { ...facts.subject, state: found.plan.state }));
  return { facts, found };
}

async function refreshTotals(tx: ActorTx, planId: string): Promise<void> {
  await patchPlan(tx, planId, { totals: planTotals(await listTasks(tx, planId)) });
}

/** Offered activities become tasks of a draft plan, with the months and the KPI that suit them. Throws invalid_input above the number of tasks a plan may have. */
export async function addActivities(ctx: Context, input: { applicationId: string; activityCodes: readonly string[] }): Promise<number> {
  return withActor(
    ctx,
    async (tx) => {
      const { facts, found } = await openDraft(tx, ctx, input.applicationId);
      if (!found.assessment) throw new AppError('transition_not_allowed');
      const priorities = await proposePriorities(tx, facts.applicationId, found.assessment);
      const taken = new Set(found.tasks.map((task) => task.activityCode));
      const wanted = found.assessment.roadmap.areas.flatMap((area) =>
        area.activities.filter((activity) => input.activityCodes.includes(activity.id) && !taken.has(activity.id)).map((activity) => ({ area, activity })),
      );
      if (wanted.length === 0) throw new AppError('invalid_input', { fields: { activities: ['errors.field.choose'] } });
      if (found.tasks.length + wanted.length > facts.settings.tasksMax) {
        throw new AppError('invalid_input', { fields: { activities: [encodeMessage('answers.plan.too_many_tasks', { max: facts.settings.tasksMax, count: found.tasks.length + wanted.length })] } });
      }
      const now = monthOf(toSeoulDate(ctx.now));
      const first = monthOf(facts.startsOn) > now ? monthOf(facts.startsOn) : now;
      const last = monthOf(facts.endsOn);
      const startMonth = first > last ? monthOf(facts.startsOn) : first;
      const third = addToMonth(startMonth, 2);
      let position = Math.max(-1, ...found.tasks.map((task) => task.position));
      for (const { area, activity } of wanted) {
        const row = priorities.find((entry) => entry.areaCode === area.code);
        const card = found.cards.find((entry) => row?.kpiCodes.includes(entry.definitionCode) && entry.state !== 'retired');
        position += 1;
        await insertTask(
          tx,
          { id: uuidv7(ctx.now), planId: found.plan.id, applicationId: facts.applicationId, firmId: facts.firmId, position, priority: row?.priority ?? null },
          {
            areaCode: area.code, activityCode: activity.id, title: activity.title[ctx.actor.locale].slice(0, 200), description: null, ownerName: null, ownerUserId: null,
            startMonth, endMonth: third > last ? last : third, kpiCardId: card?.id ?? null, expectedEffect: null, budgetCategory: null, amountWon: 0, ownShareWon: 0,
            by: ctx.actor.userId, at: ctx.now,
          },
        );
      }
      await recordEvent(tx, ctx, { subjectType: 'plan', subjectId: found.plan.id, applicationId: facts.applicationId, firmId: facts.firmId, action: 'add_activities', payload: { activities: wanted.map(({ activity }) => activity.id) } });
      return wanted.length;
    },
    { operation: 'plans.add_activities', content: input },
  );
}

/** Adds a task or stores a changed one. Throws invalid_input with field messages, stale_version. */
export async function saveTask(ctx: Context, input: TaskInput): Promise<string> {
  return withActor(
    ctx,
    async (tx) => {
      const { facts, found } = await openDraft(tx, ctx, input.applicationId);
      const stored = input.taskId ? found.tasks.find((task) => task.id === input.taskId) : null;
      if (input.taskId && !stored) throw new AppError('not_found');
      assertTask(input, facts, found);
      if (!stored && found.tasks.length >= facts.settings.tasksMax) {
        throw new AppError('invalid_input', { fields: { '': [encodeMessage('answers.plan.too_many_tasks', { max: facts.settings.tasksMax, count: found.tasks.length + 1 })] } });
      }
      const ownerName = input.ownerName.trim() || null;
      const owner = ownerName ? (await listMemberNames(tx, facts.firmId)).find((member) => member.name === ownerName) : undefined;
      const content: TaskContent = {
        areaCode: input.areaCode, activityCode: stored?.areaCode === input.areaCode ? (stored?.activityCode ?? null) : null, title: input.title.trim(), description: input.description.trim() || null,
        ownerName, ownerUserId: owner?.userId ?? null, startMonth: input.startMonth, endMonth: input.endMonth, kpiCardId: input.kpiCardId,
        expectedEffect: input.expectedEffect.trim() || null, budgetCategory: input.budgetCategory, amountWon: input.amountWon, ownShareWon: input.ownShareWon, by: ctx.actor.userId, at: ctx.now,
      };
      const id = stored?.id ?? uuidv7(ctx.now);
      if (stored) {
        if (!(await updateTask(tx, id, content, input.revision))) throw new AppError('stale_version');
      } else {
        const position = Math.max(-1, ...found.tasks.map((task) => task.position)) + 1;
        await insertTask(tx, { id, planId: found.plan.id, applicationId: facts.applicationId, firmId: facts.firmId, position, priority: null }, content);
      }
      await refreshTotals(tx, found.plan.id);
      return id;
    },
    { operation: 'plans.save_task', content: input },
  );
}

function assertTask(input: TaskInput, facts: CaseFacts, found: PlanFacts): void {
  const fields: Record<string, string[]> = {};
  const { startMonth, endMonth } = input;
  const outside = (month: string) => month < monthOf(facts.startsOn) || month > monthOf(facts.endsOn);
  if (input.areaCode && !found.assessment?.roadmap.areas.some((area) => area.code === input.areaCode)) fields['areaCode'] = ['errors.field.choose'];
  if (input.kpiCardId && !found.cards.some((card) => card.id === input.kpiCardId && card.state !== 'retired')) fields['kpiCardId'] = ['errors.field.choose'];
  const period = encodeMessage('answers.plan.outside_agreement', { from: facts.startsOn, to: facts.endsOn });
  if (startMonth && outside(startMonth)) fields['startMonth'] = [period];
  if (endMonth && outside(endMonth)) fields['endMonth'] = [period];
  else if (startMonth && endMonth && endMonth < startMonth) fields['endMonth'] = ['answers.plan.end_before_start'];
  if (input.amountWon + input.ownShareWon > 0 && !input.budgetCategory) fields['budgetCategory'] = ['plans.check.category_missing'];
  if (input.amountWon > facts.settings.grantMaxWon) fields['amountWon'] = [encodeMessage('answers.won.above_max', { max: facts.settings.grantMaxWon })];
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
}

/** Takes a task out of a draft plan. */
export async function removeTask(ctx: Context, input: { applicationId: string; taskId: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const { facts, found } = await openDraft(tx, ctx, input.applicationId);
    const task = found.tasks.find((row) => row.id === input.taskId);
    if (!task || !(await deleteTask(tx, found.plan.id, task.id))) throw new AppError('not_found');
    await refreshTotals(tx, found.plan.id);
    await recordEvent(tx, ctx, { subjectType: 'plan', subjectId: found.plan.id, applicationId: facts.applicationId, firmId: facts.firmId, action: 'remove_task', payload: { title: task.title, activity: task.activityCode } });
  });
}
