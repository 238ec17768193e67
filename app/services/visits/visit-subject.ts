import type { VisitSubject } from '#app/domain/visits/visit-policy.ts';
import { AppError } from '#app/domain/errors.ts';
import { listManDays } from '#db/queries/visit-changes.ts';
import { listVisitTasks } from '#db/queries/visit-parts.ts';
import { findVisit, type VisitRow } from '#db/queries/visits.ts';
import type { ActorTx } from '#db/transaction.ts';
import { hashContent, keepContent } from './visit-content.ts';

/** The facts about a visit that the policies ask for. */
export function subjectOf(visit: VisitRow): VisitSubject {
  return { firmId: visit.firmId, organisationId: visit.organisationId, state: visit.state, consultantId: visit.consultantId, assignmentActive: true, acceptedBy: visit.acceptedBy, proposedBySide: visit.proposedSide };
}

/** A visit that the actor may see. Throws AppError not_found. */
export async function getVisitRow(tx: ActorTx, id: string): Promise<VisitRow> {
  const visit = await findVisit(tx, id);
  if (!visit) throw new AppError('not_found');
  return visit;
}

/** SHA-256 of what the firm sees and answers to. */
export async function hashOfVisit(tx: ActorTx, visit: VisitRow): Promise<Buffer> {
  return hashContent(keepContent(visit, await listVisitTasks(tx, visit.id)));
}

/** Whether the assignment of a visit is still active. */
export async function assignmentIsActive(tx: ActorTx, visit: Pick<VisitRow, 'assignmentId' | 'applicationId'>): Promise<boolean> {
  return (await listManDays(tx, { applicationId: visit.applicationId, activeOnly: true })).some(({ id }) => id === visit.assignmentId);
}
