import type { Context } from '#app/domain/accounts/context.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { canAnswerConsultant } from '#app/domain/assignments/assignment-policy.ts';
import { refuseObjection } from '#app/domain/assignments/objection-window.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed, openCase, type OpenCase } from '#app/services/applications/open-case.ts';
import { officerPeople, tell } from '#app/services/applications/tell.ts';
import { activateAssignment } from '#app/services/assignments/activate-assignment.ts';
import { assertNotHeld } from '#app/services/workflow/assert-not-held.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findFirmConsultant, hasObjected, noteObjection, type FirmConsultant } from '#db/queries/firm-consultant.ts';
import { findConsultantRecipient } from '#db/queries/recipients.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/**
 * The representative agrees to the consultant, whose work begins at once. Returns the day by which the self-assessment is
 * expected. Throws AppError not_found, not_your_turn, transition_not_allowed, held.
 */
export async function agreeToConsultant(ctx: Context, input: { assignmentId: string }): Promise<{ dueOn: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const { opened, row } = await openAnswer(tx, ctx, input.assignmentId, 'agree');
      await assertNotHeld(tx, { firmId: row.firmId, applicationId: row.applicationId }, 'assign');
      const { dueOn } = await activateAssignment(tx, ctx, opened, row, { transition: 'agree' });
      return { dueOn };
    },
    { operation: 'assignments.agree', content: input },
  );
}

/**
 * The representative objects to the consultant with a reason, once in a case and inside the window; an officer rules on it.
 * Throws AppError invalid_input without a reason, limit_exceeded when the objection is used up, expired after the window,
 * not_found, not_your_turn, transition_not_allowed.
 */
export async function objectToConsultant(ctx: Context, input: { assignmentId: string; reason: string }): Promise<void> {
  const reason = input.reason.trim();
  if (reason.length < 10) throw new AppError('invalid_input', { fields: { reason: ['assignments.firm.reason_short'] } });
  await withActor(
    ctx,
    async (tx) => {
      const { opened, row } = await openAnswer(tx, ctx, input.assignmentId, 'object');
      const { head } = opened;
      const refusal = refuseObjection({ hasObjected: await hasObjected(tx, head.id), dueOn: row.dueOn, today: toSeoulDate(ctx.now) });
      if (refusal === 'used') throw new AppError('limit_exceeded', { fields: { '': ['assignments.firm.objection_used'] } });
      if (refusal === 'late') throw new AppError('expired');
      await moveState(tx, ctx, assignmentMachine, { id: row.id, transition: 'object', reason, applicationId: head.id, firmId: head.firmId });
      await noteObjection(tx, row.id, { text: reason, at: ctx.now });
      const consultant = await findConsultantRecipient(tx, row.consultantId);
      await tell(tx, ctx, head, 'assignment_objected', [...(await officerPeople(tx, head)), ...(consultant ? [consultant] : [])], { consultantName: row.name, reason });
    },
    { operation: 'assignments.object', content: input },
  );
}

async function openAnswer(tx: ActorTx, ctx: Context, assignmentId: string, answer: 'agree' | 'object'): Promise<{ opened: OpenCase; row: FirmConsultant }> {
  const row = await findFirmConsultant(tx, assignmentId);
  if (!row) throw new AppError('not_found');
  assertAllowed(canAnswerConsultant(ctx.actor, { firmId: row.firmId, state: row.state, consultantId: row.consultantId }, answer));
  return { opened: await openCase(tx, row.applicationId), row };
}
