import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** Whether signing in to an account pauses at this moment. Locks the account, so that tries side by side wait for one another. */
export async function isAccountPaused(tx: ActorTx, userId: string): Promise<boolean> {
  const result = await sql<{ paused: boolean }>`select coalesce(blocked_until > now(), false) as paused from app_user where id = ${userId} for update`.execute(tx);
  return result.rows[0]?.paused ?? false;
}

/** The same for an address that has no account, known by a key. */
export async function isKeyPaused(tx: ActorTx, key: string): Promise<boolean> {
  const row = await tx.selectFrom('login_attempt').select('key').where('key', '=', key).where(sql<boolean>`blocked_until > now()`).executeTakeFirst();
  return row !== undefined;
}

/** Counts a failure of an address without account just as those of an account are counted (`countFailedSignIn`). */
export async function countFailedKey(tx: ActorTx, key: string): Promise<void> {
  await sql`
    insert into login_attempt (key, failures) values (${key}, 1)
    on conflict (key) do update set
      failures = case when login_attempt.window_started_at < now() - interval '15 minutes' then 1 else login_attempt.failures + 1 end,
      window_started_at = case when login_attempt.window_started_at < now() - interval '15 minutes' then now() else login_attempt.window_started_at end,
      blocked_until = case when login_attempt.failures >= 4 and login_attempt.window_started_at > now() - interval '15 minutes'
        then now() + least(interval '15 minutes', interval '1 second' * power(2, least(login_attempt.failures - 4, 12))) else login_attempt.blocked_until end`.execute(tx);
}

/** Takes back one counted try: it was the right password. */
export async function forgiveAttempt(tx: ActorTx, key: string): Promise<void> {
  await sql`update login_attempt set failures = greatest(failures - 1, 0) where key = ${key}`.execute(tx);
}

/** Forgets what was counted under a key: the right answer was given. */
export async function forgetAttempts(tx: ActorTx, key: string): Promise<void> {
  await tx.deleteFrom('login_attempt').where('key', '=', key).execute();
}
