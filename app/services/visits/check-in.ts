import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { canMoveVisit } from '#app/domain/visits/visit-policy.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { markArrival } from '#db/queries/planned-visits.ts';
import { withActor } from '#db/transaction.ts';
import { getVisitRow, subjectOf } from './visit-subject.ts';

/** The consultant has arrived; possible on the day of the visit only. Throws conflict on another day, not_your_turn, stale_version. */
export async function checkIn(ctx: Context, given: { readonly visitId: string; readonly version: number }): Promise<{ visitId: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const visit = await getVisitRow(tx, given.visitId);
      assertAllowed(canMoveVisit(ctx.actor, subjectOf(visit), 'check_in'));
      if (visit.visitOn !== toSeoulDate(ctx.now)) throw new AppError('conflict');
      await moveState(tx, ctx, visitMachine, { id: visit.id, transition: 'check_in', expectedVersion: given.version, applicationId: visit.applicationId, firmId: visit.firmId });
      await markArrival(tx, visit.id, ctx.now);
      return { visitId: visit.id };
    },
    { operation: 'visits.check_in', content: given },
  );
}
