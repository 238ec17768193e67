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
  /** Whether the person has a confirmed second factor. */
  readonly hasFactor: boolean;
  /** Whether a password or code was given in this session within ten minutes. */
  readonly isFresh: boolean;
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

const isStaff = sql<boolean>`coalesce(g.role in ('officer', 'admin', 'auditor'), false)`;

/**
 * The live session of a hash: idle and absolute limits are checked in the database's own time, and a disabled person has
 * none. One that still lacks its second factor ends after ten minutes. Moves the last-seen stamp at most every five
 * minutes, or every tenth of the idle limit where that is less.
 */
export async function findLiveSession(tx: ActorTx, idHash: Buffer, limits: { idleMinutes: { staff: number; other: number }; absoluteHours: { staff: number; other: number } }): Promise<SessionRow | null> {
  const row = await tx
    .selectFrom('session as s')
    .innerJoin('app_user as u', 'u.id', 's.user_id')
    .leftJoin('role_grant as g', (join) => join.onRef('g.user_id', '=', 'u.id').on('g.revoked_at', 'is', null))
    .select(['s.public_id', 's.user_id', 's.expires_at', 's.created_at', 's.auth_level', 'u.email', 'u.name', 'u.locale', 'u.email_verified_at', 'g.role', 'g.duty', 'g.firm_id', 'g.consultant_id', 'g.organisation_id'])
    .select(sql<boolean>`u.totp_confirmed_at is not null`.as('has_factor'))
    .select(sql<boolean>`coalesce(s.stepped_up_at > now() - interval '10 minutes', false)`.as('is_fresh'))
    .select(sql<boolean>`s.last_seen_at < now() - least(interval '5 minutes', make_interval(mins => case when ${isStaff} then ${limits.idleMinutes.staff}::int else ${limits.idleMinutes.other}::int end) / 10)`.as('stale'))
    .where('s.id_hash', '=', idHash)
    .where('u.status', '=', 'active')
    .where(sql<boolean>`s.expires_at > now()`)
    .where(
      sql<boolean>`case when ${isStaff}
        then s.last_seen_at > now() - make_interval(mins => ${limits.idleMinutes.staff}) and s.created_at > now() - make_interval(hours => ${limits.absoluteHours.staff})
        else s.last_seen_at > now() - make_interval(mins => ${limits.idleMinutes.other}) and s.created_at > now() - make_interval(hours => ${limits.absoluteHours.other}) end`,
    )
    .where(sql<boolean>`(s.auth_level = 2 or u.totp_confirmed_at is null or s.created_at > now() - interval '10 minutes')`)
    .executeTakeFirst();
  if (!row) return null;
  if (row.stale) await tx.updateTable('session').set({ last_seen_at: sql`now()` }).where('id_hash', '=', idHash).execute();
  return {
    publicId: row.public_id,
    userId: row.user_id,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    authLevel: row.auth_level,
    hasFactor: row.has_factor,
    isFresh: row.is_fresh,
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

export interface NewSession {
  readonly idHash: Buffer;
  readonly userId: string;
  readonly expiresAt: Date;
  /** 2 when a second factor was shown. */
  readonly authLevel: 1 | 2;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly userAgentHash: Buffer | null;
}

/** Stores a new session under the hash of its id; its person has just given a password. */
export async function insertSession(tx: ActorTx, session: NewSession): Promise<void> {
  await tx
    .insertInto('session')
    .values({ id_hash: session.idHash, user_id: session.userId, expires_at: session.expiresAt, auth_level: session.authLevel, stepped_up_at: sql<Date>`now()`, ip: session.ip, user_agent: session.userAgent, user_agent_hash: session.userAgentHash })
    .execute();
}

/** Puts a session under a new id after a proof, at the level given; false when it is gone. Its limits run on. */
export async function renewSession(tx: ActorTx, input: { oldHash: Buffer; newHash: Buffer; authLevel: 1 | 2 }): Promise<boolean> {
  const result = await tx.updateTable('session').set({ id_hash: input.newHash, auth_level: input.authLevel, stepped_up_at: sql<Date>`now()`, last_seen_at: sql<Date>`now()` }).where('id_hash', '=', input.oldHash).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Takes all sessions of a person back to the level of a password alone: the second factor is gone. */
export async function lowerSessions(tx: ActorTx, userId: string): Promise<void> {
  await tx.updateTable('session').set({ auth_level: 1 }).where('user_id', '=', userId).execute();
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

/** Ends the oldest sessions of a person beyond the number allowed side by side; returns how many of them were still in use. */
export async function deleteSessionsBeyond(tx: ActorTx, userId: string, limits: { keep: number; idleMinutes: number }): Promise<number> {
  const ended = await tx
    .deleteFrom('session')
    .where('id_hash', 'in', (query) => query.selectFrom('session').select('id_hash').where('user_id', '=', userId).orderBy('created_at', 'desc').offset(limits.keep))
    .returning(sql<boolean>`expires_at > now() and last_seen_at > now() - make_interval(mins => ${limits.idleMinutes})`.as('in_use'))
    .execute();
  return ended.filter((session) => session.in_use).length;
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
