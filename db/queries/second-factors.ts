import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

export interface SecondFactorRow {
  readonly email: string;
  readonly name: string;
  readonly locale: 'ko' | 'en';
  /** The secret as it is stored, and the id of the key that opens it. */
  readonly secret: Buffer | null;
  readonly keyId: string | null;
  readonly confirmedAt: Date | null;
  readonly codesLeft: number;
}

/** The second factor of a person. With `lock`, tries of the same person wait for one another. */
export async function findSecondFactor(tx: ActorTx, userId: string, lock = false): Promise<SecondFactorRow | null> {
  const row = await tx
    .selectFrom('app_user as u')
    .select(['u.email', 'u.name', 'u.locale', 'u.totp_secret', 'u.totp_key_id', 'u.totp_confirmed_at'])
    .select(sql<number>`(select count(*)::int from recovery_code c where c.user_id = u.id and c.used_at is null)`.as('codes_left'))
    .where('u.id', '=', userId)
    .where('u.status', '=', 'active')
    .$if(lock, (query) => query.forUpdate('u'))
    .executeTakeFirst();
  if (!row) return null;
  return { email: row.email, name: row.name, locale: row.locale === 'en' ? 'en' : 'ko', secret: row.totp_secret, keyId: row.totp_key_id, confirmedAt: row.totp_confirmed_at, codesLeft: row.codes_left };
}

/** Keeps a new secret until its first code confirms it; false when a second factor is in force already. */
export async function storeFactorSecret(tx: ActorTx, userId: string, secret: { content: Buffer; keyId: string }): Promise<boolean> {
  const result = await tx.updateTable('app_user').set({ totp_secret: secret.content, totp_key_id: secret.keyId, totp_last_step: null }).where('id', '=', userId).where('totp_confirmed_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Puts the waiting second factor in force with the step of its first code; false when there is none to confirm. */
export async function confirmFactor(tx: ActorTx, userId: string, step: number): Promise<boolean> {
  const result = await tx
    .updateTable('app_user')
    .set({ totp_confirmed_at: sql<Date>`now()`, totp_last_step: step })
    .where('id', '=', userId)
    .where('totp_secret', 'is not', null)
    .where('totp_confirmed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Takes a step for a person; false when it or a later one was taken before. One of two racing uses wins. */
export async function takeFactorStep(tx: ActorTx, userId: string, step: number): Promise<boolean> {
  const result = await tx
    .updateTable('app_user')
    .set({ totp_last_step: step })
    .where('id', '=', userId)
    .where('totp_confirmed_at', 'is not', null)
    .where((where) => where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', step)]))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Takes the second factor and its recovery codes away; false when there was none. */
export async function deleteFactor(tx: ActorTx, userId: string): Promise<boolean> {
  await tx.deleteFrom('recovery_code').where('user_id', '=', userId).execute();
  const result = await tx
    .updateTable('app_user')
    .set({ totp_secret: null, totp_key_id: null, totp_confirmed_at: null, totp_last_step: null })
    .where('id', '=', userId)
    .where('totp_secret', 'is not', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Replaces all recovery codes of a person. */
export async function replaceRecoveryCodes(tx: ActorTx, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.deleteFrom('recovery_code').where('user_id', '=', userId).execute();
  await tx.insertInto('recovery_code').values(hashes.map((hash) => ({ user_id: userId, hash }))).execute();
}

/** Uses a recovery code up; false when it is unknown or used. One of two racing uses wins. */
export async function useRecoveryCode(tx: ActorTx, userId: string, hash: Buffer): Promise<boolean> {
  const result = await tx.updateTable('recovery_code').set({ used_at: sql<Date>`now()` }).where('user_id', '=', userId).where('hash', '=', hash).where('used_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Stamps a completed sign-in. */
export async function stampSignIn(tx: ActorTx, userId: string): Promise<void> {
  await tx.updateTable('app_user').set({ last_sign_in_at: sql<Date>`now()` }).where('id', '=', userId).execute();
}
