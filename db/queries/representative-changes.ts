import { sql } from 'kysely';
import type { HandOverStatus } from '#app/domain/firms/hand-over-policy.ts';
import type { ActorTx } from '../transaction.ts';

export interface HandOverRow {
  readonly id: string;
  readonly firmId: string;
  readonly newName: string;
  readonly newEmail: string;
  readonly oldUserId: string | null;
  readonly status: HandOverStatus;
  readonly documentId: string | null;
  readonly reason: string | null;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly decidedAt: Date | null;
}

const columns = ['id', 'firm_id', 'new_name', 'new_email', 'old_user_id', 'status', 'document_id', 'reason', 'requested_by', 'requested_at', 'decided_at'] as const;

interface Raw {
  id: string;
  firm_id: string;
  new_name: string;
  new_email: string;
  old_user_id: string | null;
  status: string;
  document_id: string | null;
  reason: string | null;
  requested_by: string;
  requested_at: Date;
  decided_at: Date | null;
}

function read(row: Raw): HandOverRow {
  return {
    id: row.id,
    firmId: row.firm_id,
    newName: row.new_name,
    newEmail: row.new_email,
    oldUserId: row.old_user_id,
    status: row.status as HandOverStatus,
    documentId: row.document_id,
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    decidedAt: row.decided_at,
  };
}

/** Adds a request. Throws the unique violation `representative_change_open` while another of the firm is open. */
export async function insertHandOver(tx: ActorTx, change: { id: string; firmId: string; oldUserId: string | null; newName: string; newEmail: string; documentId: string; reason: string; requestedBy: string; at: Date }): Promise<void> {
  await tx
    .insertInto('representative_change')
    .values({ id: change.id, firm_id: change.firmId, old_user_id: change.oldUserId, new_name: change.newName, new_email: change.newEmail, document_id: change.documentId, reason: change.reason, requested_by: change.requestedBy, requested_at: change.at })
    .execute();
}

/** The newest request of a firm, open or decided; null without one. */
export async function findLastHandOver(tx: ActorTx, firmId: string): Promise<HandOverRow | null> {
  const row = await tx.selectFrom('representative_change').select(columns).where('firm_id', '=', firmId).orderBy('requested_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row ? read(row) : null;
}

/** A request, locked until the end of the transaction. */
export async function lockHandOver(tx: ActorTx, id: string): Promise<HandOverRow | null> {
  const row = await tx.selectFrom('representative_change').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
  return row ? read(row) : null;
}

/** The request of a firm whose document was checked and whose new representative has not come yet, locked. */
export async function lockCheckedHandOver(tx: ActorTx, firmId: string): Promise<HandOverRow | null> {
  const row = await tx.selectFrom('representative_change').select(columns).where('firm_id', '=', firmId).where('status', '=', 'document_checked').forUpdate().executeTakeFirst();
  return row ? read(row) : null;
}

/** Requests of all firms that wait, oldest first, with the name of the firm. */
export async function listOpenHandOvers(tx: ActorTx): Promise<(HandOverRow & { readonly firmName: string; readonly businessNumber: string; readonly representativeName: string | null })[]> {
  const rows = await tx
    .selectFrom('representative_change as c')
    .innerJoin('firm as f', 'f.id', 'c.firm_id')
    .select(columns.map((column) => `c.${column}` as const))
    .select(['f.name as firm_name', 'f.business_number', 'f.representative_name'])
    .where('c.status', 'in', ['requested', 'document_checked'])
    .orderBy('c.requested_at')
    .orderBy('c.id')
    .limit(100)
    .execute();
  return rows.map((row) => ({ ...read(row), firmName: row.firm_name, businessNumber: row.business_number, representativeName: row.representative_name }));
}

/** How many requests wait. */
export async function countOpenHandOvers(tx: ActorTx): Promise<number> {
  const row = await tx.selectFrom('representative_change').select((select) => select.fn.countAll<string>().as('n')).where('status', 'in', ['requested', 'document_checked']).executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** Keeps the officer's decision; the reason of the request stays unless a refusal brings its own. */
export async function setHandOverStatus(tx: ActorTx, change: { id: string; status: HandOverStatus; by: string | null; newUserId: string | null; reason: string | null; at: Date }): Promise<void> {
  await tx
    .updateTable('representative_change')
    .set({
      status: change.status,
      decided_at: change.at,
      ...(change.by ? { decided_by: change.by } : {}),
      ...(change.newUserId ? { new_user_id: change.newUserId } : {}),
      ...(change.reason ? { reason: change.reason } : {}),
    })
    .where('id', '=', change.id)
    .execute();
}

/** The present representative of a firm, locked; null where there is none. */
export async function lockRepresentative(tx: ActorTx, firmId: string): Promise<string | null> {
  const row = await tx.selectFrom('firm_member').select('user_id').where('firm_id', '=', firmId).where('duty', '=', 'representative').where('left_at', 'is', null).forUpdate().executeTakeFirst();
  return row?.user_id ?? null;
}

/** The member of a firm with an address; null when nobody of the firm has it. */
export async function findMemberByEmail(tx: ActorTx, firmId: string, email: string): Promise<{ userId: string; name: string } | null> {
  const row = await tx
    .selectFrom('firm_member as m')
    .innerJoin('app_user as u', 'u.id', 'm.user_id')
    .select(['m.user_id', 'u.name'])
    .where('m.firm_id', '=', firmId)
    .where('m.left_at', 'is', null)
    .where('u.email', '=', email)
    .where('u.status', '=', 'active')
    .executeTakeFirst();
  return row ? { userId: row.user_id, name: row.name } : null;
}

/** Writes the name of the new representative into the firm's record; what was signed keeps the old one. */
export async function setRepresentativeName(tx: ActorTx, firmId: string, name: string): Promise<void> {
  await sql`update firm set representative_name = ${name}, updated_at = now() where id = ${firmId}`.execute(tx);
}
