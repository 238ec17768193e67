import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { closeOpenVisits } from '#app/services/visits/close-open-visits.ts';
import { listLiveAssignments, noteAssignmentEnd } from '#db/queries/agreement-end.ts';
import type { ActorTx } from '#db/transaction.ts';

/**
 * Ends every assignment of a case that ends: an active one is ended, one that was only offered is cancelled. The consultant's place for
 * another firm is free again with the same commit, and visits that were planned are called off. For use inside another use-case; returns how many ended.
 */
export async function endAssignments(tx: ActorTx, ctx: Context, subject: { applicationId: string; firmId: string }, reason: string): Promise<number> {
  await closeOpenVisits(tx, ctx, subject);
  const live = await listLiveAssignments(tx, subject.applicationId);
  for (const assignment of live) {
    const transition = assignment.state === 'active' || assignment.state === 'handover' ? 'end' : 'cancel';
    await noteAssignmentEnd(tx, assignment.id, { on: toSeoulDate(ctx.now), reason });
    await moveState(tx, asSystem(ctx), assignmentMachine, { id: assignment.id, transition, reason, ...subject });
  }
  return live.length;
}
