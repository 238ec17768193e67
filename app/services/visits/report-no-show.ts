import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulTime } from '#app/domain/calendar/seoul.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { noShowFrom, otherSide } from '#app/domain/visits/planned-visit.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { canMoveVisit, sideOf } from '#app/domain/visits/visit-policy.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import type { Received } from '#app/services/documents/receive-file.ts';
import type { StoredFile } from '#app/services/documents/store-document.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { markAbsence } from '#db/queries/planned-visits.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { tellBothSides, tellOfficers } from './tell-visit.ts';
import { addPhotos, withKeptPhotos } from './visit-photos.ts';
import { getVisitRow, subjectOf } from './visit-subject.ts';

export interface NoShow {
  readonly visitId: string;
  readonly version: number;
  /** What was found on the spot. */
  readonly note: string;
}

/**
 * One side reports that the other did not come to an agreed visit, half an hour after its start at the earliest. Photos come from
 * consultants. Throws conflict before that time, reason_required without a note, not_your_turn, stale_version.
 */
export async function reportNoShow(ctx: Context, given: NoShow, photos: readonly Received[] = []): Promise<{ visitId: string }> {
  return withKeptPhotos(photos, (stored, used) =>
    withActor(
      ctx,
      async (tx) => {
        const done = await report(tx, ctx, given, stored);
        used();
        return done;
      },
      { operation: 'visits.no_show', content: given },
    ),
  );
}

async function report(tx: ActorTx, ctx: Context, given: NoShow, stored: readonly StoredFile[]): Promise<{ visitId: string }> {
  const visit = await getVisitRow(tx, given.visitId);
  assertAllowed(canMoveVisit(ctx.actor, subjectOf(visit), 'report_no_show'));
  const side = sideOf(ctx.actor);
  if (side === null || (side === 'firm' && stored.length > 0)) throw new AppError('not_allowed');
  const note = given.note.trim();
  if (note === '') throw new AppError('reason_required', { fields: { note: ['errors.field.required'] } });
  const from = noShowFrom(visit.startsAt);
  if (ctx.now < from) throw new AppError('conflict', { fields: { note: [encodeMessage('visits.error.wait', { time: toSeoulTime(from) })] } });
  const absent = otherSide(side);
  const subject = { id: visit.id, applicationId: visit.applicationId, firmId: visit.firmId };
  await moveState(tx, ctx, visitMachine, { ...subject, transition: 'report_no_show', expectedVersion: given.version, reason: note, reasonCode: `${absent}_absent`, payload: { absent, photos: stored.length } });
  await markAbsence(tx, visit.id, { side: absent, note, by: ctx.actor.userId, at: ctx.now, addedPhotos: stored.length });
  await addPhotos(tx, ctx, subject, stored);
  const kind = absent === 'firm' ? 'visit_firm_absent' : 'visit_consultant_absent';
  const values = { reason: note, startTime: toSeoulTime(visit.startsAt) };
  await tellBothSides(tx, ctx, visit, kind, values);
  await tellOfficers(tx, ctx, visit, kind, values);
  return { visitId: visit.id };
}
