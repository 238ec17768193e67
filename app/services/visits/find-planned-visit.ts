import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { LOGGED_INSTEAD } from '#app/domain/visits/planned-visit.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { markVisitCancelled } from '#db/queries/planned-visits.ts';
import type { ManDayAssignment } from '#db/queries/visit-changes.ts';
import { findOverlappingVisit, type VisitRow } from '#db/queries/visits.ts';
import type { ActorTx } from '#db/transaction.ts';
import { getVisitRow } from './visit-subject.ts';

/**
 * The planned visit that a log belongs to: the one it names, or an agreed one of the same firm at the same time. A proposal at that
 * time which nobody answered gives way to the log. Throws not_found, or not_your_turn when the named visit was not agreed.
 */
export async function findPlannedVisit(tx: ActorTx, ctx: Context, log: { assignment: ManDayAssignment; visitId: string | null; startsAt: Date; endsAt: Date }): Promise<VisitRow | null> {
  const { assignment, visitId } = log;
  if (visitId !== null) {
    const visit = await getVisitRow(tx, visitId);
    if (visit.assignmentId !== assignment.id) throw new AppError('not_found');
    if (visit.state !== 'confirmed' && visit.state !== 'checked_in') throw new AppError('not_your_turn');
    return visit;
  }
  const other = await findOverlappingVisit(tx, { consultantId: assignment.consultantId, startsAt: log.startsAt, endsAt: log.endsAt, exceptId: null });
  if (!other || other.applicationId !== assignment.applicationId) return null;
  if (other.state === 'confirmed' || other.state === 'checked_in') return getVisitRow(tx, other.id);
  if (other.state !== 'planned') return null;
  await moveState(tx, ctx, visitMachine, { id: other.id, transition: 'cancel', reason: LOGGED_INSTEAD, reasonCode: LOGGED_INSTEAD, applicationId: other.applicationId, firmId: other.firmId });
  await markVisitCancelled(tx, other.id, { code: LOGGED_INSTEAD, text: '', isLate: false });
  return null;
}
