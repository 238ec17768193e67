import type { ActorTx } from '../transaction.ts';

export interface JoinRequestRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly message: string | null;
  readonly locale: 'ko' | 'en';
  readonly requestedAt: Date;
}

const columns = ['id', 'name', 'email', 'message', 'locale', 'requested_at'] as const;

function read(row: { id: string; name: string; email: string; message: string | null; locale: string; requested_at: Date }): JoinRequestRow {
  return { id: row.id, name: row.name, email: row.email, message: row.message, locale: row.locale === 'en' ? 'en' : 'ko', requestedAt: row.requested_at };
}

/** Adds a request; false when the same address already waits for an answer of this firm. */
export async function insertJoinRequest(tx: ActorTx, request: { id: string; firmId: string; name: string; email: string; message: string | null; locale: 'ko' | 'en'; at: Date }): Promise<boolean> {
  const row = await tx
    .insertInto('join_request')
    .values({ id: request.id, firm_id: request.firmId, name: request.name, email: request.email, message: request.message, locale: request.locale, requested_at: request.at })
    .onConflict((conflict) => conflict.columns(['firm_id', 'email']).where('status', '=', 'requested').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Requests that wait for the representative, oldest first. */
export async function listJoinRequests(tx: ActorTx, firmId: string): Promise<JoinRequestRow[]> {
  const rows = await tx.selectFrom('join_request').select(columns).where('firm_id', '=', firmId).where('status', '=', 'requested').orderBy('requested_at').orderBy('id').limit(50).execute();
  return rows.map(read);
}

/** How many requests wait for an answer of a firm. */
export async function countJoinRequests(tx: ActorTx, firmId: string): Promise<number> {
  const row = await tx.selectFrom('join_request').select((select) => select.fn.countAll<string>().as('n')).where('firm_id', '=', firmId).where('status', '=', 'requested').executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** A request that waits, locked until the end of the transaction; null when it was answered or is another firm's. */
export async function lockJoinRequest(tx: ActorTx, firmId: string, id: string): Promise<JoinRequestRow | null> {
  const row = await tx.selectFrom('join_request').select(columns).where('id', '=', id).where('firm_id', '=', firmId).where('status', '=', 'requested').forUpdate().executeTakeFirst();
  return row ? read(row) : null;
}

/** Keeps the representative's answer. */
export async function decideJoinRequest(tx: ActorTx, decision: { id: string; status: 'accepted' | 'refused'; reason: string | null; by: string; at: Date }): Promise<void> {
  await tx.updateTable('join_request').set({ status: decision.status, reason: decision.reason, decided_by: decision.by, decided_at: decision.at }).where('id', '=', decision.id).execute();
}
