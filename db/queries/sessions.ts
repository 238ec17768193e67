import { sql } from 'kysely';
import type { Duty, Role } from '#app/domain/accounts/actor.ts';
import type { ActorTx } from '../transaction.ts';

/** A session joined with its person and what the person may do at this moment. */
export interface SessionRow {
  readonly publicId: string;
  readonly userId: string;
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly authLevel: number;
  readonly email: string;
  readonly name: string;
  readonly locale: 'ko' | 'en';
  readonly emailVerified: boolean;
  readonly role: Role | null;
  readonly duty: Duty | null;
  readonly firmId: string | null;
  readonly consultantId: string | null;
  readonly organisationId: string | null;
}

/**
 * The live session of a hash: idle and absolute limits are checked in the database's own time, and a disabled
 * person or one without a role has none. Moves the last-seen stamp at most every five minutes.
 */
export async function findLiveSession(tx: ActorTx, idHash: Buffer, limits: { idleMinutes: { staff: number; other: number }; absoluteHours: { staff: number; other: number } }): Promise<SessionRow | null> {
  const row = await tx
    .selectFrom('session as s')
    .innerJoin('app_user as u', 'u.id', 's.user_id')
    .leftJoin('role_grant as g', (join) => join.onRef('g.user_id', '=', 'u.id').on('g.revoked_at', 'is', null))
    .select(['s.public_id', 's.user_id', 's.expires_at', 's.created_at', 's.auth_level', 'u.email', 'u.name', 'u.locale', 'u.email_verified_at', 'g.role', 'g.duty', 'g.firm_id', 'g.consultant_id', 'g.organisation_id'])
    .select(sql<boolean>`s.last_seen_at < now() - interval '5 minutes'`.as('stale'))
    .where('s.id_hash', '=', idHash)
    .where('u.status', '=', 'active')
    .where(sql<boolean>`s.expires_at > now()`)
    .where(
      sql<boolean>`case when g.role in ('officer', 'admin', 'auditor')
        then s.last_seen_at > now() - make_interval(mins => ${limits.idleMinutes.staff}) and s.created_at > now() - make_interval(hours => ${limits.absoluteHours.staff})
        else s.last_seen_at > now() - make_interval(mins => ${limits.idleMinutes.other}) and s.created_at > now() - make_interval(hours => ${limits.absoluteHours.other}) end`,
    )
    .executeTakeFirst();
  if (!row) return null;
  if (row.stale) await tx.updateTable('session').set({ last_seen_at: sql`now()` }).where('id_hash', '=', idHash).execute();
  return {
    publicId: row.public_id,
    userId: row.user_id,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    authLevel: row.auth_level,
    email: row.email,
    name: row.name,
    locale: row.locale === 'en' ? 'en' : 'ko',
    emailVerified: row.email_verified_at !== null,
    role: row.role as Role | null,
    duty: row.duty as Duty | null,
    firmId: row.firm_id,
    consultantId: row.consultant_id,
    organisationId: row.organisation_id,
  };
}

/** Stores a new session under the hash of its id. */
export async function insertSession(tx: ActorTx, session: { idHash: Buffer; userId: string; expiresAt: Date; ip: string | null; userAgent: string | null; userAgentHash: Buffer | null }): Promise<void> {
  await tx
    .insertInto('session')
    .values({ id_hash: session.idHash, user_id: session.userId, expires_at: session.expiresAt, ip: session.ip, user_agent: session.userAgent, user_agent_hash: session.userAgentHash })
    .execute();
}

/** Moves the end of a session. */
export async function setSessionExpiry(tx: ActorTx, idHash: Buffer, expiresAt: Date): Promise<void> {
  await tx.updateTable('session').set({ expires_at: expiresAt }).where('id_hash', '=', idHash).execute();
}

/** Ends one session. */
export async function deleteSession(tx: ActorTx, idHash: Buffer): Promise<void> {
  await tx.deleteFrom('session').where('id_hash', '=', idHash).execute();
}

/** Ends all sessions of a person, or all but one. */
export async function deleteSessionsOfUser(tx: ActorTx, userId: string, exceptPublicId?: string): Promise<void> {
  await tx
    .deleteFrom('session')
    .where('user_id', '=', userId)
    .$if(exceptPublicId !== undefined, (query) => query.where('public_id', '!=', exceptPublicId ?? ''))
    .execute();
}

/** Ends the oldest sessions of a person beyond the number allowed side by side. */
export async function deleteSessionsBeyond(tx: ActorTx, userId: string, keep: number): Promise<void> {
  await tx
    .deleteFrom('session')
    .where('id_hash', 'in', (query) => query.selectFrom('session').select('id_hash').where('user_id', '=', userId).orderBy('created_at', 'desc').offset(keep))
    .execute();
}

/** Removes sessions whose time is over. */
export async function deleteExpiredSessions(tx: ActorTx): Promise<void> {
  await tx.deleteFrom('session').where(sql<boolean>`expires_at <= now()`).execute();
}

export interface OwnSession {
  readonly publicId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly userAgent: string | null;
}

/** Live sessions of a person, newest first. */
export async function listSessionsOfUser(tx: ActorTx, userId: string, limits: { idleMinutes: number; absoluteHours: number }): Promise<OwnSession[]> {
  const rows = await tx
    .selectFrom('session')
    .select(['public_id', 'created_at', 'last_seen_at', 'user_agent'])
    .where('user_id', '=', userId)
    .where(sql<boolean>`expires_at > now() and last_seen_at > now() - make_interval(mins => ${limits.idleMinutes}) and created_at > now() - make_interval(hours => ${limits.absoluteHours})`)
    .orderBy('created_at', 'desc')
    .limit(20)
    .execute();
  return rows.map((row) => ({ publicId: row.public_id, createdAt: row.created_at, lastSeenAt: row.last_seen_at, userAgent: row.user_agent }));
}
