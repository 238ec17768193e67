import type { ActorTx } from '../transaction.ts';

/** Notes when and why an agreement ended. */
export async function endAgreement(tx: ActorTx, agreementId: string, end: { at: Date; code: string; reason: string | null }): Promise<void> {
  await tx.updateTable('agreement').set({ ended_at: end.at, end_code: end.code, end_reason: end.reason }).where('id', '=', agreementId).execute();
}

/** Payments of an agreement that have not left the programme yet, with their states. */
export async function listUnsentTranches(tx: ActorTx, agreementId: string): Promise<{ id: string; state: string }[]> {
  return tx
    .selectFrom('tranche')
    .select(['id', 'state'])
    .where('agreement_id', '=', agreementId)
    .where('state', 'in', ['planned', 'claim_open', 'submitted', 'queried', 'verified', 'level1', 'level2', 'queued', 'held', 'failed'])
    .orderBy('number')
    .execute();
}

/** Live assignments of a case. */
export async function listLiveAssignments(tx: ActorTx, applicationId: string): Promise<{ id: string; state: string; consultantId: string }[]> {
  const rows = await tx
    .selectFrom('assignment')
    .select(['id', 'state', 'consultant_id'])
    .where('application_id', '=', applicationId)
    .where('state', 'in', ['active', 'handover', 'offered', 'accepted', 'objected'])
    .execute();
  return rows.map((row) => ({ id: row.id, state: row.state, consultantId: row.consultant_id }));
}

/** Ends an assignment on a day with its reason. */
export async function noteAssignmentEnd(tx: ActorTx, id: string, end: { on: string; reason: string }): Promise<void> {
  await tx.updateTable('assignment').set({ ended_on: end.on, end_reason: end.reason }).where('id', '=', id).execute();
}
