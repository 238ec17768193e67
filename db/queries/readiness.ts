import { latestMigration } from '../migrations/index.ts';
import { asWorker } from '../transaction.ts';

/** Whether the database stands at another migration than this code. */
export async function hasPendingMigrations(): Promise<boolean> {
  const row = await asWorker((tx) => tx.selectFrom('schema_state').select('value').where('key', '=', 'migration').executeTakeFirst());
  return row?.value !== latestMigration;
}
