import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** Head of a chain of sealed records: its name, the number of its last record and that record's hash in hex. */
export interface ChainAnchor {
  readonly chain: string;
  readonly number: number;
  readonly hash: string;
}

/** Keeps the heads of all chains that moved since they were last anchored, once per day and chain, and returns them. */
export async function anchorMovedChains(tx: ActorTx, day: string, sentTo: string): Promise<ChainAnchor[]> {
  const { rows } = await sql<ChainAnchor>`
    insert into chain_anchor (day, chain, number, hash, sent_to)
    select ${day}::date, h.chain, h.number, h.hash, ${sentTo} from chain_head h
    where h.number > coalesce((select max(a.number) from chain_anchor a where a.chain = h.chain), 0)
    order by h.chain
    on conflict do nothing
    returning chain, number, encode(hash, 'hex') as hash`.execute(tx);
  return rows;
}
