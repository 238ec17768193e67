import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** Cases whose newest agreement ended without a signature while its grant still counts as decided. */
export async function listEndedOffers(tx: ActorTx, page: { readonly except: readonly string[]; readonly limit: number }): Promise<string[]> {
  const result = await sql<{ application_id: string }>`
    select g.application_id from agreement g join grant_decision d on d.id = g.grant_decision_id
    where g.state in ('declined', 'lapsed', 'offer_withdrawn') and d.state in ('approved', 'approved_conditional', 'partial')
      and not exists (select from agreement n where n.application_id = g.application_id and n.created_at > g.created_at)
      and g.application_id <> all (${[...page.except]}::uuid[]) order by g.application_id limit ${page.limit}`.execute(tx);
  return result.rows.map((row) => row.application_id);
}
