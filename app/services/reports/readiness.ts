import { isDatabaseReachable } from '#db/client.ts';
import { hasPendingMigrations } from '#db/queries/readiness.ts';

/** Whether this process can serve: the database answers and its schema is the one this build knows. */
export async function readiness(): Promise<{ ready: boolean; checks: { database: boolean; migrations: boolean } }> {
  const database = await isDatabaseReachable();
  const migrations = database && !(await hasPendingMigrations().catch(() => true));
  return { ready: database && migrations, checks: { database, migrations } };
}
