import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

export interface OperationKey {
  readonly key: string;
  readonly userId: string;
  readonly operation: string;
}

/**
 * Takes the key for this transaction; false when it was taken before. A request under way with the same key
 * makes this statement wait until that one has committed or gone.
 */
export async function reserveKey(tx: ActorTx, key: OperationKey, requestHash: string): Promise<boolean> {
  const row = await tx
    .insertInto('idempotency')
    .values({ key: key.key, user_id: key.userId, operation: key.operation, request_hash: requestHash })
    .onConflict((conflict) => conflict.columns(['key', 'user_id', 'operation']).doNothing())
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

/** The stored result of a key that was used before, or null. */
export async function findStoredResult(tx: ActorTx, key: OperationKey): Promise<{ requestHash: string; result: unknown } | null> {
  const row = await tx
    .selectFrom('idempotency')
    .select(['request_hash', 'result'])
    .where('key', '=', key.key)
    .where('user_id', '=', key.userId)
    .where('operation', '=', key.operation)
    .executeTakeFirst();
  return row ? { requestHash: row.request_hash, result: row.result } : null;
}

/** Keeps the result beside its key, in the transaction of the effect. */
export async function storeResult(tx: ActorTx, key: OperationKey, result: unknown): Promise<void> {
  await tx
    .updateTable('idempotency')
    .set({ result: sql`${JSON.stringify(result ?? null)}::jsonb` })
    .where('key', '=', key.key)
    .where('user_id', '=', key.userId)
    .where('operation', '=', key.operation)
    .execute();
}
