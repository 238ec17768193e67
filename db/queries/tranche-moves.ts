import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** One step on a payment as the record has it. */
export interface TrancheMove {
  readonly id: string;
  readonly action: string;
  readonly to: string | null;
  readonly actorName: string | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** The steps on a payment, newest first; names of officers are left out for the firm. */
export async function listMoves(tx: ActorTx, trancheId: string, withoutNames: boolean): Promise<TrancheMove[]> {
  const result = await sql<{ id: string; action: string; to_state: string | null; actor_name: string | null; actor_role: string; reason_text: string | null; effective_at: string }>`
    select id, action, to_state, actor_name, actor_role, reason_text, effective_at from event
    where subject_type = 'tranche' and subject_id = ${trancheId} and to_state is not null order by effective_at desc, id desc limit 60`.execute(tx);
  return result.rows.map((row) => ({
    id: row.id,
    action: row.action,
    to: row.to_state,
    actorName: withoutNames && row.actor_role !== 'firm' ? null : row.actor_name,
    reason: row.reason_text,
    at: new Date(row.effective_at),
  }));
}
