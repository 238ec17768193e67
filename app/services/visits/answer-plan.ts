import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulTime } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { canMoveVisit, sideOf } from '#app/domain/visits/visit-policy.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { updatePlanTime } from '#db/queries/planned-visits.ts';
import { lockDiary } from '#db/queries/visit-changes.ts';
import { findVisit } from '#db/queries/visits.ts';
import { withActor } from '#db/transaction.ts';
import { readRange } from './plan-visit.ts';
import { tellBothSides, tellOtherSide } from './tell-visit.ts';
import { assertFreeTime, explainOverlap } from './visit-refusals.ts';
import { assignmentIsActive, getVisitRow, subjectOf } from './visit-subject.ts';

/** The other side agrees to the proposed time. Throws not_your_turn for the side that proposed it, expired when the time has passed, stale_version. */
export async function agreeVisit(ctx: Context, given: { readonly visitId: string; readonly version: number }): Promise<{ visitId: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const visit = await getVisitRow(tx, given.visitId);
      assertAllowed(canMoveVisit(ctx.actor, subjectOf(visit), 'confirm'));
      if (visit.endsAt <= ctx.now) throw new AppError('expired');
      await moveState(tx, ctx, visitMachine, { id: visit.id, transition: 'confirm', expectedVersion: given.version, applicationId: visit.applicationId, firmId: visit.firmId, payload: { visitOn: visit.visitOn, startsAt: visit.startsAt.toISOString() } });
      await tellBothSides(tx, ctx, visit, 'visit_agreed', timesOf(visit));
      return { visitId: visit.id };
    },
    { operation: 'visits.agree', content: given },
  );
}

export interface OtherTime {
  readonly visitId: string;
  readonly version: number;
  readonly visitOn: string;
  readonly startTime: string;
  readonly endTime: string;
}

/**
 * Either side proposes another time for a visit that is not over; the other side is asked anew. The agreed days stay as planned.
 * Throws what planning throws, and stale_version.
 */
export async function proposeOtherTime(ctx: Context, given: OtherTime): Promise<{ visitId: string }> {
  const range = readRange(given, ctx.now);
  try {
    return await withActor(
      ctx,
      async (tx) => {
        const visit = await getVisitRow(tx, given.visitId);
        const side = sideOf(ctx.actor);
        assertAllowed(canMoveVisit(ctx.actor, { ...subjectOf(visit), assignmentActive: await assignmentIsActive(tx, visit) }, 'propose_other'));
        if (side === null) throw new AppError('not_allowed');
        await lockDiary(tx, visit.consultantId);
        await moveState(tx, ctx, visitMachine, {
          id: visit.id, transition: 'propose_other', expectedVersion: given.version, applicationId: visit.applicationId, firmId: visit.firmId,
          payload: { before: { startsAt: visit.startsAt.toISOString(), endsAt: visit.endsAt.toISOString() }, startsAt: range.startsAt.toISOString(), endsAt: range.endsAt.toISOString(), side },
        });
        await assertFreeTime(tx, { consultantId: visit.consultantId, ...range, exceptId: visit.id }, side === 'consultant');
        await updatePlanTime(tx, visit.id, { ...range, visitOn: given.visitOn, side, by: ctx.actor.userId });
        await tellOtherSide(tx, ctx, { ...visit, visitOn: given.visitOn }, side, 'visit_moved', timesOf(range));
        return { visitId: visit.id };
      },
      { operation: 'visits.propose_other', content: given },
    );
  } catch (error) {
    const visit = error instanceof AppError ? null : await withActor(ctx, (tx) => findVisit(tx, given.visitId));
    return explainOverlap(ctx, error, () => ({ consultantId: visit?.consultantId ?? '', ...range, exceptId: given.visitId }));
  }
}

function timesOf(range: { readonly startsAt: Date; readonly endsAt: Date }) {
  return { startTime: toSeoulTime(range.startsAt), endTime: toSeoulTime(range.endsAt) };
}
