import type { Context } from '#app/domain/accounts/context.ts';
import { asWorker, type ActorTx } from '#db/transaction.ts';

const BATCH = 200;

/** Reads the next rows of a rule; `except` were looked at in this run. */
export type ListRows<T> = (tx: ActorTx, page: { readonly except: readonly string[]; readonly limit: number }) => Promise<readonly T[]>;

/**
 * Runs a daily rule over every row there is, each in a transaction of its own: one that fails or moved meanwhile does not hold up the others.
 * `work` reads its row again and answers whether it did something. Returns how many did; throws what failed, together, after the last row.
 */
export async function forEachRow<T extends { readonly id: string }>(ctx: Context, list: ListRows<T>, work: (tx: ActorTx, row: T) => Promise<boolean>): Promise<number> {
  const seen = new Set<string>();
  const failures: unknown[] = [];
  let done = 0;
  for (;;) {
    const rows = (await asWorker((tx) => list(tx, { except: [...seen], limit: BATCH }), ctx.requestId)).filter((row) => !seen.has(row.id));
    if (rows.length === 0) break;
    for (const row of rows) {
      seen.add(row.id);
      try {
        if (await asWorker((tx) => work(tx, row), ctx.requestId)) done += 1;
      } catch (error) {
        failures.push(new Error(`the rule failed for ${row.id}`, { cause: error }));
      }
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} rows failed, ${done} were done`);
  return done;
}
