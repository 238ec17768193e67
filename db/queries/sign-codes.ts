import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** Stores the keyed hash of a code that confirms one signature; earlier codes for the same subject become worthless. */
export async function insertSignCode(tx: ActorTx, code: { hash: Buffer; userId: string; email: string; firmId: string | null; subjectType: string; subjectId: string; expiresAt: Date; at: Date }): Promise<void> {
  await sql`update auth_token set used_at = ${code.at} where kind = 'sign_code' and user_id = ${code.userId} and subject_id = ${code.subjectId} and used_at is null`.execute(tx);
  await tx
    .insertInto('auth_token')
    .values({
      hash: code.hash,
      kind: 'sign_code',
      user_id: code.userId,
      email: code.email,
      firm_id: code.firmId,
      subject_type: code.subjectType,
      subject_id: code.subjectId,
      created_by: code.userId,
      created_at: code.at,
      expires_at: code.expiresAt,
    })
    .execute();
}

/** How many codes a person asked for since a moment. */
export async function countSignCodes(tx: ActorTx, userId: string, since: Date): Promise<number> {
  const row = await tx
    .selectFrom('auth_token')
    .select((select) => select.fn.countAll<string>().as('n'))
    .where('kind', '=', 'sign_code')
    .where('user_id', '=', userId)
    .where('created_at', '>=', since)
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** The live code of a person for a subject: its hash and how often a wrong one was typed. Locked, so that tries are counted one by one. */
export async function lockSignCode(tx: ActorTx, userId: string, subjectId: string, at: Date): Promise<{ hash: Buffer; failedTries: number } | null> {
  const result = await sql<{ hash: Buffer; failed_tries: number }>`
    select hash, failed_tries from auth_token where kind = 'sign_code' and user_id = ${userId} and subject_id = ${subjectId} and used_at is null and expires_at > ${at}
    order by created_at desc limit 1 for update`.execute(tx);
  const row = result.rows[0];
  return row ? { hash: row.hash, failedTries: row.failed_tries } : null;
}

/** Counts a wrong try. */
export async function countWrongCode(tx: ActorTx, hash: Buffer): Promise<void> {
  await sql`update auth_token set failed_tries = failed_tries + 1 where hash = ${hash}`.execute(tx);
}
