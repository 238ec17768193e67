import type { Context } from '#app/domain/accounts/context.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { canMoveAssignment } from '#app/domain/assignments/assignment-policy.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed, openCase } from '#app/services/applications/open-case.ts';
import { firmPeople, officerPeople, tell } from '#app/services/applications/tell.ts';
import { closeOpenVisits } from '#app/services/visits/close-open-visits.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { noteAssignmentEnd } from '#db/queries/agreement-end.ts';
import { findAssignment, lockCase } from '#db/queries/assignments.ts';
import { countUnlogged, findHandover } from '#db/queries/handovers.ts';
import { findConsultantRecipient } from '#db/queries/recipients.ts';
import { withActor } from '#db/transaction.ts';

/**
 * A senior officer ends an assignment at once, when a consultant can go on no more; another one can be proposed then. Throws
 * AppError invalid_input without a reason, not_found, not_your_turn, transition_not_allowed.
 */
export async function endAssignment(ctx: Context, input: { applicationId: string; assignmentId: string; reason: string }): Promise<void> {
  const reason = input.reason.trim();
  if (reason.length < 10) throw new AppError('invalid_input', { fields: { reason: ['assignments.end.reason_short'] } });
  await withActor(
    ctx,
    async (tx) => {
      await lockCase(tx, input.applicationId);
      const { head, subject } = await openCase(tx, input.applicationId);
      const row = await findAssignment(tx, input.assignmentId);
      if (!row || row.applicationId !== head.id) throw new AppError('not_found');
      assertAllowed(canMoveAssignment(ctx.actor, { firmId: row.firmId, organisationId: subject.organisationId ?? null, state: row.state, consultantId: row.consultantId }, 'end'));
      const stillOpen = row.state === 'active' ? await countUnlogged(tx, row.id, ctx.now) : ((await findHandover(tx, row.id))?.openVisits ?? 0);
      if (stillOpen > 0) throw new AppError('conflict', { fields: { '': ['assignments.end.open_visits'] } });
      if (row.state === 'active') await closeOpenVisits(tx, ctx, { applicationId: head.id, firmId: head.firmId });
      const consultant = await findConsultantRecipient(tx, row.consultantId);
      await noteAssignmentEnd(tx, row.id, { on: toSeoulDate(ctx.now), reason });
      await moveState(tx, ctx, assignmentMachine, { id: row.id, transition: 'end', reason, applicationId: head.id, firmId: head.firmId });
      await tell(tx, ctx, head, 'assignment_ended', [...(await firmPeople(tx, head.firmId)), ...(consultant ? [consultant] : []), ...(await officerPeople(tx, head))], { consultantName: consultant?.name ?? '', reason });
    },
    { operation: 'assignments.end', content: input },
  );
}
