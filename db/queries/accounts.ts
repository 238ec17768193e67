import { sql } from 'kysely';
import type { Duty, Role } from '#app/domain/accounts/actor.ts';
import type { ActorTx } from '../transaction.ts';

export interface CredentialRow {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly locale: 'ko' | 'en';
  readonly passwordHash: string | null;
  readonly status: string;
  readonly emailVerifiedAt: Date | null;
  readonly failedSignIns: number;
  readonly blockedUntil: Date | null;
  readonly hasFactor: boolean;
  readonly role: Role | null;
  readonly duty: Duty | null;
}

/** The person behind an address, with what sign-in needs to know; null when there is none. */
export async function findCredential(tx: ActorTx, email: string): Promise<CredentialRow | null> {
  const row = await tx
    .selectFrom('app_user as u')
    .leftJoin('role_grant as g', (join) => join.onRef('g.user_id', '=', 'u.id').on('g.revoked_at', 'is', null))
    .select(['u.id', 'u.email', 'u.name', 'u.locale', 'u.password_hash', 'u.status', 'u.email_verified_at', 'u.failed_sign_ins', 'u.blocked_until', 'g.role', 'g.duty'])
    .select(sql<boolean>`u.totp_confirmed_at is not null`.as('has_factor'))
    .where('u.email', '=', email.toLowerCase())
    .executeTakeFirst();
  if (!row) return null;
  return {
    userId: row.id,
    email: row.email,
    name: row.name,
    locale: row.locale === 'en' ? 'en' : 'ko',
    passwordHash: row.password_hash,
    status: row.status,
    emailVerifiedAt: row.email_verified_at,
    failedSignIns: row.failed_sign_ins,
    blockedUntil: row.blocked_until,
    hasFactor: row.has_factor,
    role: row.role as Role | null,
    duty: row.duty as Duty | null,
  };
}

/** Counts a failed sign-in; from the fifth on each doubles the pause, up to a quarter of an hour. */
export async function countFailedSignIn(tx: ActorTx, userId: string): Promise<void> {
  await sql`
    update app_user set
      failed_sign_ins = case when failed_since is null or failed_since < now() - interval '15 minutes' then 1 else failed_sign_ins + 1 end,
      failed_since = case when failed_since is null or failed_since < now() - interval '15 minutes' then now() else failed_since end,
      blocked_until = case when failed_sign_ins >= 4 and failed_since > now() - interval '15 minutes'
        then now() + least(interval '15 minutes', interval '1 second' * power(2, least(failed_sign_ins - 4, 12))) else blocked_until end
    where id = ${userId}`.execute(tx);
}

/** Forgets failed tries after the right password, and stamps the sign-in if it was let in. */
export async function clearFailedSignIns(tx: ActorTx, userId: string, isLetIn: boolean): Promise<void> {
  await tx
    .updateTable('app_user')
    .set({ failed_sign_ins: 0, failed_since: null, blocked_until: null, ...(isLetIn ? { last_sign_in_at: sql<Date>`now()` } : {}) })
    .where('id', '=', userId)
    .execute();
}

/** Counts a failure for a key such as `ip:203.0.113.7` and says how many stand in the current ten minutes. */
export async function countAttempt(tx: ActorTx, key: string): Promise<number> {
  const result = await sql<{ failures: number }>`
    insert into login_attempt (key, failures) values (${key}, 1)
    on conflict (key) do update set
      failures = case when login_attempt.window_started_at < now() - interval '10 minutes' then 1 else login_attempt.failures + 1 end,
      window_started_at = case when login_attempt.window_started_at < now() - interval '10 minutes' then now() else login_attempt.window_started_at end
    returning failures`.execute(tx);
  return result.rows[0]?.failures ?? 1;
}

/** Failures of a key in the current ten minutes. */
export async function attemptsOf(tx: ActorTx, key: string): Promise<number> {
  const row = await tx.selectFrom('login_attempt').select('failures').where('key', '=', key).where(sql<boolean>`window_started_at > now() - interval '10 minutes'`).executeTakeFirst();
  return row?.failures ?? 0;
}

/** Notes a sign-in, successful or not. */
export async function insertSignInLog(tx: ActorTx, entry: { userId: string | null; email: string | null; outcome: 'success' | 'wrong_password' | 'unknown_user' | 'blocked' | 'disabled' | 'second_factor_failed' | 'signed_out'; ip: string | null }): Promise<void> {
  await tx.insertInto('sign_in_log').values({ user_id: entry.userId, email: entry.email, outcome: entry.outcome, ip: entry.ip }).execute();
}

/** Adds a person. Throws the unique violation of the address. */
export async function insertUser(tx: ActorTx, user: { email: string; name: string; phone: string | null; passwordHash: string | null; locale: 'ko' | 'en'; emailVerifiedAt: Date | null }): Promise<string> {
  const row = await tx
    .insertInto('app_user')
    .values({ email: user.email.toLowerCase(), name: user.name, phone: user.phone, password_hash: user.passwordHash, locale: user.locale, email_verified_at: user.emailVerifiedAt })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Gives a person a role. */
export async function insertGrant(tx: ActorTx, grant: { userId: string; role: Role; duty: Duty; firmId?: string | null; consultantId?: string | null; organisationId?: string | null; grantedBy?: string | null }): Promise<void> {
  await tx
    .insertInto('role_grant')
    .values({ user_id: grant.userId, role: grant.role, duty: grant.duty, firm_id: grant.firmId ?? null, consultant_id: grant.consultantId ?? null, organisation_id: grant.organisationId ?? null, granted_by: grant.grantedBy ?? null })
    .execute();
}

/** Sets a new password. */
export async function setPassword(tx: ActorTx, userId: string, passwordHash: string, now: Date): Promise<void> {
  await tx.updateTable('app_user').set({ password_hash: passwordHash, password_changed_at: now, failed_sign_ins: 0, failed_since: null, blocked_until: null }).where('id', '=', userId).execute();
}

/** Notes that the address was proven. */
export async function markEmailVerified(tx: ActorTx, userId: string, now: Date): Promise<void> {
  await tx.updateTable('app_user').set({ email_verified_at: now }).where('id', '=', userId).where('email_verified_at', 'is', null).execute();
}

/** Keeps the language a person chose. */
export async function setLocale(tx: ActorTx, userId: string, locale: 'ko' | 'en'): Promise<void> {
  await tx.updateTable('app_user').set({ locale }).where('id', '=', userId).execute();
}

/** One-time links about an account; invitations into a firm have their own queries. */
export type TokenKind = 'verify_email' | 'reset_password';

/** Stores the hash of a one-time token. */
export async function insertToken(tx: ActorTx, token: { hash: Buffer; kind: TokenKind; userId: string; email: string; expiresAt: Date }): Promise<void> {
  await tx.insertInto('auth_token').values({ hash: token.hash, kind: token.kind, user_id: token.userId, email: token.email, expires_at: token.expiresAt }).execute();
}

/** The live token of a hash, without using it up. */
export async function findToken(tx: ActorTx, hash: Buffer, kind: TokenKind): Promise<{ userId: string; email: string } | null> {
  const row = await tx.selectFrom('auth_token').select(['user_id', 'email']).where('hash', '=', hash).where('kind', '=', kind).where('used_at', 'is', null).where(sql<boolean>`expires_at > now()`).executeTakeFirst();
  return row?.user_id && row.email ? { userId: row.user_id, email: row.email } : null;
}

/** Uses a token up; null when it is unknown, used or too old. One of two racing uses wins. */
export async function useToken(tx: ActorTx, hash: Buffer, kind: TokenKind): Promise<{ userId: string; email: string } | null> {
  const row = await tx
    .updateTable('auth_token')
    .set({ used_at: sql`now()` })
    .where('hash', '=', hash)
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where(sql<boolean>`expires_at > now()`)
    .returning(['user_id', 'email'])
    .executeTakeFirst();
  return row?.user_id && row.email ? { userId: row.user_id, email: row.email } : null;
}

/** Makes unused tokens of a kind worthless when a new one is sent. */
export async function expireTokens(tx: ActorTx, userId: string, kind: TokenKind): Promise<void> {
  await tx.updateTable('auth_token').set({ used_at: sql`now()` }).where('user_id', '=', userId).where('kind', '=', kind).where('used_at', 'is', null).execute();
}
