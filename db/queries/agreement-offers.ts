import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** Offers whose last day to sign is over. */
export async function listOverdueOffers(tx: ActorTx, today: string): Promise<{ agreementId: string; applicationId: string }[]> {
  const rows = await tx.selectFrom('agreement').select(['id', 'application_id']).where('state', '=', 'offered').where('offer_ends_on', '<', today).orderBy('offer_ends_on').limit(500).execute();
  return rows.map((row) => ({ agreementId: row.id, applicationId: row.application_id }));
}

/** Cases whose newest agreement ended without a signature while its grant still counts as decided. */
export async function listEndedOffers(tx: ActorTx): Promise<string[]> {
  const result = await sql<{ application_id: string }>`
    select g.application_id from agreement g join grant_decision d on d.id = g.grant_decision_id
    where g.state in ('declined', 'lapsed', 'offer_withdrawn') and d.state in ('approved', 'approved_conditional', 'partial')
      and not exists (select from agreement n where n.application_id = g.application_id and n.created_at > g.created_at) limit 500`.execute(tx);
  return result.rows.map((row) => row.application_id);
}
