import type { ActorTx } from '../transaction.ts';

/** The consultant who looks after a case now; null while nobody does. */
export async function findActiveConsultantId(tx: ActorTx, applicationId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('assignment')
    .select('consultant_id')
    .where('application_id', '=', applicationId)
    .where('state', 'in', ['active', 'handover'])
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.consultant_id ?? null;
}
