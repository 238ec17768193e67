import type { Context } from '#app/domain/accounts/context.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { canAnswerOffer } from '#app/domain/assignments/assignment-policy.ts';
import { isDeclineCode } from '#app/domain/assignments/decline-codes.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, type FieldErrors } from '#app/domain/errors.ts';
import { assertAllowed, openCase, type OpenCase } from '#app/services/applications/open-case.ts';
import { firmPeople, officerPeople, tell } from '#app/services/applications/tell.ts';
import { assertNotHeld } from '#app/services/workflow/assert-not-held.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findAssignment, patchAnswer, type AssignmentRow } from '#db/queries/assignments.ts';
import { lockFreePlace } from '#db/queries/consultants.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/**
 * Accepts an offer after a fresh declaration for this firm; a place of the consultant is taken, and the firm has some working
 * days to agree or object before the work begins. Throws AppError invalid_input without the declaration, expired after the due
 * date, held, limit_exceeded when the consultant's own capacity is full, not_found, not_your_turn.
 */
export async function acceptOffer(ctx: Context, input: { assignmentId: string; noConflict: boolean }): Promise<void> {
  if (!input.noConflict) throw new AppError('invalid_input', { fields: { noConflict: ['assignments.offer.declare'] } });
  await withActor(
    ctx,
    async (tx) => {
      const { opened, row } = await openOffer(tx, ctx, input.assignmentId, 'accept');
      const { head, rules } = opened;
      const today = toSeoulDate(ctx.now);
      if (row.dueOn !== null && row.dueOn < today) throw new AppError('expired');
      await assertNotHeld(tx, { firmId: head.firmId, applicationId: head.id }, 'assign');
      // The place is counted when the state moves, so it must be free before.
      if (!(await lockFreePlace(tx, row.consultantId))) throw new AppError('limit_exceeded');
      await moveState(tx, ctx, assignmentMachine, { id: row.id, transition: 'accept', applicationId: head.id, firmId: head.firmId, payload: { declaration: 'none' } });
      const dueOn = deadlineAfterWorkingDays(today, rules.settings.assignmentObjectionDays, rules.holidays).dueOn;
      await patchAnswer(tx, row.id, { answered_at: ctx.now, due_on: dueOn });
      const values = { consultantName: ctx.actor.name, dueOn };
      await tell(tx, ctx, head, 'assignment_accepted', await officerPeople(tx, head), values);
      await tell(tx, ctx, head, 'consultant_to_confirm', await firmPeople(tx, head.firmId), values);
    },
    { operation: 'assignments.accept', content: input },
  );
}

/** Declines an offer with a coded reason and words. Throws AppError invalid_input, not_found, not_your_turn. */
export async function declineOffer(ctx: Context, input: { assignmentId: string; code: string; reason: string }): Promise<void> {
  const problems: FieldErrors = {};
  if (!isDeclineCode(input.code)) problems['code'] = ['assignments.offer.code_missing'];
  if (input.reason.trim().length < 2) problems['reason'] = ['assignments.offer.reason_missing'];
  if (!isDeclineCode(input.code) || Object.keys(problems).length > 0) throw new AppError('invalid_input', { fields: problems });
  const { code } = input;
  await withActor(
    ctx,
    async (tx) => {
      const { opened, row } = await openOffer(tx, ctx, input.assignmentId, 'decline');
      const { head, rules } = opened;
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.assignmentAcceptDays, rules.holidays).dueOn;
      // Read before the move: a declined consultant no longer sees the firm.
      const people = await officerPeople(tx, head);
      await tell(tx, ctx, head, 'assignment_declined', people, { consultantName: ctx.actor.name, dueOn, reasonCode: `decline.${code}` });
      await patchAnswer(tx, row.id, { answered_at: ctx.now, decline_code: code, decline_text: input.reason.trim(), due_on: null });
      await moveState(tx, ctx, assignmentMachine, { id: row.id, transition: 'decline', reason: input.reason, reasonCode: code, applicationId: head.id, firmId: head.firmId });
    },
    { operation: 'assignments.decline', content: input },
  );
}

async function openOffer(tx: ActorTx, ctx: Context, assignmentId: string, answer: 'accept' | 'decline'): Promise<{ opened: OpenCase; row: AssignmentRow }> {
  const row = await findAssignment(tx, assignmentId);
  if (!row || row.consultantId !== ctx.actor.consultantId) throw new AppError('not_found');
  assertAllowed(canAnswerOffer(ctx.actor, { firmId: row.firmId, state: row.state, consultantId: row.consultantId }, answer));
  return { opened: await openCase(tx, row.applicationId), row };
}
