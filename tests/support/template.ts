import { appUrlFor, migrate } from '#db/migrate.ts';
import { appPassword, hashOfSchema, runOn, withDatabase } from './database-server.ts';

/** One database of the test server, with its address for the owner and for the application. */
export interface TestDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
}

/**
 * Migrates a database once per state of db/ and freezes it as a template.
 * Nobody may connect to a template, otherwise cloning fails with "being accessed by other users".
 */
export async function buildTemplate(adminUrl: string): Promise<string> {
  const name = `portal_test_${hashOfSchema()}_template`;
  const [ready] = await runOn<{ datistemplate: boolean }>(adminUrl, 'select datistemplate from pg_database where datname = $1', [name]);
  if (ready?.datistemplate) return name;

  const draft = `portal_test_${hashOfSchema()}_draft_${process.pid}`;
  await runOn(adminUrl, `drop database if exists ${draft} with (force)`);
  await runOn(adminUrl, `create database ${draft}`);
  await migrate({ ownerUrl: withDatabase(adminUrl, draft), appPassword });
  await runOn(adminUrl, 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [draft]);
  try {
    await runOn(adminUrl, `alter database ${draft} rename to ${name}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42P04') throw error; // another run was faster
    await runOn(adminUrl, `drop database ${draft} with (force)`);
  }
  await runOn(adminUrl, `alter database ${name} with is_template true allow_connections false`);
  return name;
}

/** Makes a fresh copy of the template (about 0.1 s). */
export async function cloneTemplate(adminUrl: string, template: string, suffix: string): Promise<TestDatabase> {
  const name = `${template.replace(/_template$/, '')}_${suffix}`;
  assertTestName(name);
  await runOn(adminUrl, `create database ${name} template ${template}`);
  const ownerUrl = withDatabase(adminUrl, name);
  return { name, ownerUrl, appUrl: appUrlFor(ownerUrl, appPassword) };
}

/** Drops a copy, ending whatever is still connected to it. */
export async function dropClone(adminUrl: string, name: string): Promise<void> {
  assertTestName(name);
  await runOn(adminUrl, `drop database if exists ${name} with (force)`);
}

/** Names are put into statements unquoted, and nothing but our own databases may be dropped. */
function assertTestName(name: string): void {
  if (!/^portal_test_[0-9a-f]{10}_(?!template$)[a-z0-9_]+$/.test(name) || name.length > 63) {
    throw new Error(`${name} is not the name of a test database.`);
  }
}
