import type { Context } from '#app/domain/accounts/context.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { canAssignEvaluators } from '#app/domain/applications/application-policy.ts';
import { makeDeadline } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed, openCase, userIdOf, type OpenCase } from '#app/services/applications/open-case.ts';
import { tell } from '#app/services/applications/tell.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { patchCase } from '#db/queries/cases.ts';
import { insertEvaluationTasks, listEvaluationTasks, listEvaluatorChoices } from '#db/queries/evaluations.ts';
import { listOfficerRecipients } from '#db/queries/recipients.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

export interface EvaluatorsInput {
  readonly applicationId: string;
  readonly evaluatorIds: readonly string[];
  readonly dueOn: string;
}

/**
 * Gives an eligible application to its evaluators. Throws AppError invalid_input (fewer than the programme's minimum, a
 * person who does not evaluate, a due date in the past), conflict (advises the firm or declared a conflict).
 */
export async function assignEvaluators(ctx: Context, input: EvaluatorsInput): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const opened = await openCase(tx, input.applicationId);
      assertAllowed(canAssignEvaluators(ctx.actor, opened.subject));
      const { head, rules } = opened;
      if (new Set(input.evaluatorIds).size < rules.settings.assessorsMin) {
        throw new AppError('invalid_input', { fields: { evaluatorIds: [`cases.evaluators.too_few|${JSON.stringify({ minimum: rules.settings.assessorsMin })}`] } });
      }
      const dueOn = await giveTasks(tx, ctx, opened, input);
      await moveState(tx, ctx, applicationMachine, { id: head.id, transition: 'assign_evaluators', applicationId: head.id, firmId: head.firmId, payload: { evaluators: input.evaluatorIds.length, dueOn } });
      await patchCase(tx, head.id, { due_on: dueOn });
    },
    { operation: 'applications.assign_evaluators', content: input },
  );
}

/** Adds evaluators while the scoring runs: a third one after a wide spread, or a replacement. Throws as {@link assignEvaluators}. */
export async function addEvaluators(ctx: Context, input: EvaluatorsInput): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const opened = await openCase(tx, input.applicationId);
      if (ctx.actor.duty !== 'officer') throw new AppError('not_allowed');
      if (opened.head.state !== 'evaluation') throw new AppError('transition_not_allowed');
      if (input.evaluatorIds.length === 0) throw new AppError('invalid_input', { fields: { evaluatorIds: ['cases.evaluators.none'] } });
      const dueOn = await giveTasks(tx, ctx, opened, input);
      await recordEvent(tx, ctx, {
        subjectType: 'evaluation_assignment', subjectId: opened.head.id, applicationId: opened.head.id, action: 'add_evaluators', payload: { evaluators: input.evaluatorIds.length, dueOn },
      });
    },
    { operation: 'applications.add_evaluators', content: input },
  );
}

async function giveTasks(tx: ActorTx, ctx: Context, { head, rules }: OpenCase, input: EvaluatorsInput): Promise<string> {
  if (input.dueOn < toSeoulDate(ctx.now)) throw new AppError('invalid_input', { fields: { dueOn: ['cases.correction.due_past'] } });
  const choices = new Map((await listEvaluatorChoices(tx, head.id, head.firmId)).map((choice) => [choice.userId, choice]));
  const already = new Set((await listEvaluationTasks(tx, head.id)).map((task) => task.evaluatorId));
  const wanted = [...new Set(input.evaluatorIds)];
  for (const id of wanted) {
    const choice = choices.get(id);
    if (!choice || already.has(id)) throw new AppError('invalid_input', { fields: { evaluatorIds: ['cases.evaluators.unknown'] } });
    if (choice.advisesFirm || choice.declaredConflict) throw new AppError('conflict', { fields: { evaluatorIds: ['cases.evaluators.conflict'] } });
  }
  const dueOn = makeDeadline(input.dueOn, rules.holidays).dueOn;
  await insertEvaluationTasks(tx, { applicationId: head.id, firmId: head.firmId, evaluatorIds: wanted, dueOn, assignedBy: userIdOf(ctx), at: ctx.now });
  const people = (await listOfficerRecipients(tx, ['evaluator'])).filter((person) => person.userId !== null && wanted.includes(person.userId));
  await tell(tx, ctx, head, 'evaluation_assigned', people, { dueOn });
  return dueOn;
}
