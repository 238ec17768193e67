import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { canMoveVisit } from '#app/domain/visits/visit-policy.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { markVisitAccepted, takeManDays } from '#db/queries/visit-changes.ts';
import { withActor } from '#db/transaction.ts';
import { tellConsultant, tellFirm } from './tell-visit.ts';
import { getVisitRow, subjectOf } from './visit-subject.ts';

export interface VisitRuling {
  readonly visitId: string;
  readonly version: number;
}

/** An officer upholds a dispute: the visit is void and its days go back to the agreed ones. Throws reason_required, stale_version. */
export async function upholdDispute(ctx: Context, given: VisitRuling & { readonly reason: string }): Promise<{ visitId: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const visit = await getVisitRow(tx, given.visitId);
      assertAllowed(canMoveVisit(ctx.actor, subjectOf(visit), 'uphold_dispute'));
      await moveState(tx, ctx, visitMachine, { id: visit.id, transition: 'uphold_dispute', expectedVersion: given.version, reason: given.reason, applicationId: visit.applicationId, firmId: visit.firmId, payload: { manDaysBack: visit.manDaysHalf / 2 } });
      if (!(await takeManDays(tx, visit.assignmentId, -visit.manDaysHalf))) throw new AppError('limit_exceeded');
      await tellFirm(tx, ctx, visit, 'visit_voided', { reason: given.reason });
      await tellConsultant(tx, ctx, visit, 'visit_voided', { reason: given.reason });
      return { visitId: visit.id };
    },
    { operation: 'visits.uphold', content: given },
  );
}

/** An officer accepts a visit that the firm confirmed or did not dispute. Throws not_your_turn, stale_version. */
export async function acceptVisit(ctx: Context, given: VisitRuling): Promise<{ visitId: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const visit = await getVisitRow(tx, given.visitId);
      assertAllowed(canMoveVisit(ctx.actor, subjectOf(visit), 'accept'));
      await moveState(tx, ctx, visitMachine, { id: visit.id, transition: 'accept', expectedVersion: given.version, applicationId: visit.applicationId, firmId: visit.firmId });
      await markVisitAccepted(tx, visit.id, ctx.actor.userId, ctx.now);
      await tellConsultant(tx, ctx, visit, 'visit_accepted', {});
      return { visitId: visit.id };
    },
    { operation: 'visits.accept', content: given },
  );
}
