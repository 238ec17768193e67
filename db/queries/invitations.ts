import { sql, type Selectable } from 'kysely';
import type { Duty } from '#app/domain/accounts/actor.ts';
import type { ActorTx } from '../transaction.ts';
import type { AuthToken } from '../types.gen.ts';

export interface NewInvitation {
  readonly id: string;
  readonly hash: Buffer;
  readonly firmId: string;
  readonly email: string;
  readonly name: string;
  readonly duty: Duty;
  readonly locale: 'ko' | 'en';
  readonly createdBy: string;
  readonly at: Date;
  readonly expiresAt: Date;
}

/** Stores an invitation into a firm; its link is known by the hash alone. */
export async function insertInvitation(tx: ActorTx, invitation: NewInvitation): Promise<void> {
  await tx
    .insertInto('auth_token')
    .values({
      hash: invitation.hash,
      kind: 'invitation',
      email: invitation.email,
      firm_id: invitation.firmId,
      subject_type: 'invitation',
      subject_id: invitation.id,
      payload: JSON.stringify({ name: invitation.name, duty: invitation.duty, locale: invitation.locale, sends: 1 }),
      created_by: invitation.createdBy,
      created_at: invitation.at,
      expires_at: invitation.expiresAt,
    })
    .execute();
}

export interface InvitationRow {
  readonly id: string;
  readonly firmId: string;
  readonly email: string;
  readonly name: string;
  readonly duty: Duty;
  readonly locale: 'ko' | 'en';
  /** How often the link was sent. */
  readonly sends: number;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const columns = ['subject_id', 'firm_id', 'email', 'payload', 'created_by', 'created_at', 'expires_at'] as const;

function read(row: Pick<Selectable<AuthToken>, (typeof columns)[number]>): InvitationRow {
  const payload = typeof row.payload === 'object' && row.payload !== null && !Array.isArray(row.payload) ? row.payload : {};
  return {
    id: row.subject_id ?? '',
    firmId: row.firm_id ?? '',
    email: row.email ?? '',
    name: String(payload['name'] ?? ''),
    duty: String(payload['duty'] ?? 'firm_reader') as Duty,
    locale: payload['locale'] === 'en' ? 'en' : 'ko',
    sends: Number(payload['sends'] ?? 1),
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

// The invitation that ends the representative's own duty comes from an officer; the firm neither sees nor stops it.
const isOfFirm = sql<boolean>`payload ->> 'duty' <> 'representative'`;

/** Invitations of a firm that nobody has taken up or back, newest first; those past their day are among them. */
export async function listOpenInvitations(tx: ActorTx, firmId: string): Promise<InvitationRow[]> {
  const rows = await tx.selectFrom('auth_token').select(columns).where('kind', '=', 'invitation').where('firm_id', '=', firmId).where('used_at', 'is', null).where(isOfFirm).orderBy('created_at', 'desc').limit(100).execute();
  return rows.map(read);
}

/** An open invitation of a firm, locked until the end of the transaction. */
export async function lockInvitation(tx: ActorTx, firmId: string, id: string): Promise<InvitationRow | null> {
  const row = await tx.selectFrom('auth_token').select(columns).where('kind', '=', 'invitation').where('firm_id', '=', firmId).where('subject_id', '=', id).where('used_at', 'is', null).where(isOfFirm).forUpdate().executeTakeFirst();
  return row ? read(row) : null;
}

/** Puts a new link and a new end on an invitation; the link sent before dies with its hash. */
export async function renewInvitation(tx: ActorTx, invitation: { id: string; hash: Buffer; sends: number; expiresAt: Date }): Promise<void> {
  await tx
    .updateTable('auth_token')
    .set({ hash: invitation.hash, expires_at: invitation.expiresAt, payload: sql`payload || jsonb_build_object('sends', ${invitation.sends}::int)` })
    .where('kind', '=', 'invitation')
    .where('subject_id', '=', invitation.id)
    .where('used_at', 'is', null)
    .execute();
}

/** Takes an invitation back. */
export async function closeInvitation(tx: ActorTx, id: string, at: Date): Promise<void> {
  await tx.updateTable('auth_token').set({ used_at: at }).where('kind', '=', 'invitation').where('subject_id', '=', id).where('used_at', 'is', null).execute();
}

/** The invitation behind a link, unless it was used, taken back or is past its day. */
export async function findInvitation(tx: ActorTx, hash: Buffer, at: Date): Promise<InvitationRow | null> {
  const row = await tx.selectFrom('auth_token').select(columns).where('hash', '=', hash).where('kind', '=', 'invitation').where('used_at', 'is', null).where('expires_at', '>', at).executeTakeFirst();
  return row ? read(row) : null;
}

/** Uses an invitation up; one of two racing uses wins, the other gets null. */
export async function useInvitation(tx: ActorTx, hash: Buffer, at: Date): Promise<InvitationRow | null> {
  const row = await tx.updateTable('auth_token').set({ used_at: at }).where('hash', '=', hash).where('kind', '=', 'invitation').where('used_at', 'is', null).where('expires_at', '>', at).returning(columns).executeTakeFirst();
  return row ? read(row) : null;
}
