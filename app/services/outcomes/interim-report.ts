import type { Context } from '#app/domain/accounts/context.ts';
import { AppError, type FieldErrors } from '#app/domain/errors.ts';
import { interimCheckMachine } from '#app/domain/plans/interim-check-machine.ts';
import { canMoveInterimCheck } from '#app/domain/plans/plan-policy.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import type { InterimCheck } from '#app/domain/plans/interim-record.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { agreementOf, openOutcomeCase, tellCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findInterimCheck, patchInterimCheck } from '#db/queries/interim-checks.ts';
import { listCaseTasks, updateTask } from '#db/queries/outcome-case.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/** The interim check of a case. Throws AppError not_found when none is scheduled. */
export async function getInterim(tx: ActorTx, applicationId: string): Promise<InterimCheck> {
  const check = await findInterimCheck(tx, applicationId);
  if (!check) throw new AppError('not_found');
  return check;
}

export interface InterimReportInput {
  readonly applicationId: string;
  readonly tasks: readonly { readonly taskId: string; readonly progressPercent: number; readonly note: string }[];
  readonly spentWon: number;
  readonly text: string;
}

/**
 * Sends the firm's interim report: progress of every task, money spent so far in won, and what happened. The mean of the
 * tasks is the progress of the case. Throws AppError invalid_input (a task without progress, more spent than agreed), not_your_turn, transition_not_allowed.
 */
export async function reportInterim(ctx: Context, input: InterimReportInput): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, rules, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const check = await getInterim(tx, head.id);
      assertAllowed(canMoveInterimCheck(ctx.actor, { ...subject, state: check.state }, 'report'));
      const agreement = agreementOf(head);
      const given = new Map(input.tasks.map((task) => [task.taskId, task]));
      const tasks = (await listCaseTasks(tx, head.id)).filter((task) => task.status !== 'dropped');
      const fields: FieldErrors = {};
      const total = agreement.amountWon + agreement.ownShareWon;
      if (input.spentWon > total) fields['spentWon'] = ['settlements.interim.spent_above'];
      tasks.forEach((task, index) => {
        if (!given.has(task.id)) fields[`tasks[${index}].progressPercent`] = ['errors.field.required'];
      });
      if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
      const reported = tasks.map((task) => ({ taskId: task.id, title: task.title, progressPercent: given.get(task.id)?.progressPercent ?? 0, note: given.get(task.id)?.note.trim() ?? '' }));
      const progress = reported.length === 0 ? 0 : Math.round(reported.reduce((sum, task) => sum + task.progressPercent, 0) / reported.length);
      await moveState(tx, ctx, interimCheckMachine, { id: check.id, transition: 'report', applicationId: head.id, firmId: head.firmId, payload: { progress, spentWon: input.spentWon } });
      await patchInterimCheck(tx, check.id, {
        report: { tasks: reported, text: input.text.trim() }, progress_percent: progress, spent_won: input.spentWon, reported_by: ctx.actor.userId, reported_at: ctx.now,
      });
      for (const task of reported) {
        const before = tasks.find((entry) => entry.id === task.taskId);
        if (before && before.progressPercent !== task.progressPercent && before.status !== 'done') {
          await updateTask(tx, task.taskId, { status: task.progressPercent > 0 ? 'in_progress' : before.status, progressPercent: task.progressPercent, by: ctx.actor.userId, at: ctx.now });
        }
      }
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.promises.interimCheck, rules.holidays).dueOn;
      await tellCase(tx, ctx, head, {
        kind: 'interim_reported', to: ['officers', 'evaluators', 'consultant'], values: { dueOn }, paths: { officer: paths.officerInterim(head.id), evaluator: paths.officerInterim(head.id) },
        subjectType: 'interim_check', subjectId: check.id,
      });
    },
    { operation: 'outcomes.report-interim', content: input },
  );
}

/** Sends the remedy plan after a failed check, within the days of the settings. Throws AppError expired after them, not_your_turn. */
export async function proposeRemedy(ctx: Context, input: { applicationId: string; text: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, rules, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const check = await getInterim(tx, head.id);
      assertAllowed(canMoveInterimCheck(ctx.actor, { ...subject, state: check.state }, 'propose_remedy'));
      if (check.actionsDueOn && toSeoulDate(ctx.now) > check.actionsDueOn) throw new AppError('expired');
      await moveState(tx, ctx, interimCheckMachine, { id: check.id, transition: 'propose_remedy', applicationId: head.id, firmId: head.firmId });
      await patchInterimCheck(tx, check.id, { remedy_plan: input.text.trim() });
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.promises.interimCheck, rules.holidays).dueOn;
      await tellCase(tx, ctx, head, {
        kind: 'interim_remedy', to: ['officers', 'evaluators', 'consultant'], values: { dueOn }, paths: { officer: paths.officerInterim(head.id), evaluator: paths.officerInterim(head.id) },
        subjectType: 'interim_check', subjectId: check.id,
      });
    },
    { operation: 'outcomes.propose-remedy', content: input },
  );
}
