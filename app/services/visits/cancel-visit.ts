import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulTime } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { isLateCancel, type CancelCode } from '#app/domain/visits/planned-visit.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { canMoveVisit, sideOf } from '#app/domain/visits/visit-policy.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { markVisitCancelled } from '#db/queries/planned-visits.ts';
import { withActor } from '#db/transaction.ts';
import { tellOtherSide } from './tell-visit.ts';
import { getVisitRow, subjectOf } from './visit-subject.ts';

export interface Cancellation {
  readonly visitId: string;
  readonly version: number;
  readonly code: CancelCode;
  readonly reason: string;
}

/**
 * Either side calls a planned visit off; an agreed one less than a day before its start is kept as a late cancellation.
 * The planned days are free again. Throws reason_required, not_your_turn, stale_version.
 */
export async function cancelVisit(ctx: Context, given: Cancellation): Promise<{ visitId: string; late: boolean }> {
  return withActor(
    ctx,
    async (tx) => {
      const visit = await getVisitRow(tx, given.visitId);
      assertAllowed(canMoveVisit(ctx.actor, subjectOf(visit), 'cancel'));
      const side = sideOf(ctx.actor);
      if (side === null) throw new AppError('not_allowed');
      const late = visit.state === 'confirmed' && isLateCancel(visit.startsAt, ctx.now);
      await moveState(tx, ctx, visitMachine, {
        id: visit.id, transition: 'cancel', expectedVersion: given.version, reason: given.reason, reasonCode: given.code, applicationId: visit.applicationId, firmId: visit.firmId,
        payload: { late, side, startsAt: visit.startsAt.toISOString() },
      });
      await markVisitCancelled(tx, visit.id, { code: given.code, text: given.reason.trim(), isLate: late });
      await tellOtherSide(tx, ctx, visit, side, 'visit_cancelled', { startTime: toSeoulTime(visit.startsAt), reason: given.reason.trim() });
      return { visitId: visit.id, late };
    },
    { operation: 'visits.cancel', content: given },
  );
}
