import { createHash } from 'node:crypto';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { getConstructionPlans } from 'pg-boss';
import { PortalDialect } from './driver.ts';
import { installJobQueues, JOB_SCHEMA } from './job-queues.ts';
import { concurrentStatements, latestMigration, migrations } from './migrations/index.ts';
import { applyPolicies } from './policies/apply.ts';
import { WITHOUT_ROW_SECURITY } from './policies/exceptions.ts';
import { DEFINER_FUNCTIONS, DEFINER_WRITES } from './policies/functions.ts';
import { installRoles } from './policies/roles-install.ts';
import { APP_ROLE, roleName } from './policies/roles.ts';
import { TABLE_ACCESS } from './policies/tables.ts';
import { syncReferenceData } from './seeds/sync-reference.ts';

/** A condition the operator can mend; its message is a sentence for the terminal. */
export class MigrationError extends Error {}

export interface MigrateOptions {
  /** Address as the owner of the database: a superuser, or a role with CREATEROLE that owns the database. */
  readonly ownerUrl: string;
  /** Password given to the login role portal_app. */
  readonly appPassword: string;
  readonly say?: (text: string) => void;
}

export interface MigrateResult {
  readonly applied: readonly string[];
  readonly policiesChanged: boolean;
  readonly referenceChanged: boolean;
}

/** One lock per database, so that two processes starting together migrate one after the other. */
const LOCK = 7_423_118_001;
const MINIMUM_VERSION = 180_000;

/** Address of the same database for the login role of the application. */
export function appUrlFor(ownerUrl: string, appPassword: string): string {
  const url = new URL(ownerUrl);
  url.username = APP_ROLE;
  url.password = encodeURIComponent(appPassword);
  return url.href;
}

function place(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'portal-migrate', options: '-c timezone=UTC' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === '28P01' || code === '28000') throw new MigrationError(`The database at ${place(url)} refused the user or the password of DATABASE_URL.`);
    if (code === '3D000') throw new MigrationError(`The database server answers, but there is no database ${new URL(url).pathname.slice(1)}; create it first.`);
    throw new MigrationError(`The database at ${place(url)} cannot be reached: ${message || code || 'no answer'}.`);
  }
}

/**
 * Checks that the server can carry the portal: reachable, PostgreSQL 18 or newer, UTF-8, and (for the owner) the right to
 * make roles. Throws MigrationError with a sentence that says what to do.
 */
export async function checkServer(url: string, options: { needsRoles: boolean }): Promise<void> {
  const client = await connect(url);
  try {
    const result = await client.query<{ version: string; release: string; encoding: string; roles: boolean; creates: boolean; bypasses: boolean; name: string }>(
      `select current_setting('server_version_num') as version, current_setting('server_version') as release, current_setting('server_encoding') as encoding,
         (rolsuper or rolcreaterole) as roles, has_database_privilege(current_database(), 'CREATE') as creates, (rolsuper or rolbypassrls) as bypasses, rolname as name
       from pg_roles where rolname = current_user`,
    );
    const server = result.rows[0];
    if (!server) throw new MigrationError('The database did not say who we are.');
    if (Number(server.version) < MINIMUM_VERSION) throw new MigrationError(`The portal needs PostgreSQL 18 or newer; the server is ${server.release}.`);
    if (server.encoding !== 'UTF8') throw new MigrationError(`The database must be encoded in UTF8; it is ${server.encoding}.`);
    if (options.needsRoles && !server.roles) {
      throw new MigrationError(`The user ${server.name} of DATABASE_URL may not create roles; grant it CREATEROLE (alter role ${server.name} createrole) or use the owner of the server.`);
    }
    if (options.needsRoles && !server.creates) throw new MigrationError(`The user ${server.name} of DATABASE_URL may not create schemas in this database; make it the owner of the database.`);
    if (!options.needsRoles && server.name === APP_ROLE && server.bypasses) {
      throw new MigrationError(`The role ${APP_ROLE} must be neither a superuser nor allowed to bypass row-level security.`);
    }
  } finally {
    await client.end();
  }
}

async function runMigrations(ownerUrl: string, say: (text: string) => void): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1, options: '-c lock_timeout=30000 -c timezone=UTC' });
  pool.on('error', () => undefined);
  const db = new Kysely<unknown>({ dialect: new PortalDialect(pool) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
    const { error, results } = await migrator.migrateToLatest();
    if (error) {
      const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'the migrations';
      throw new MigrationError(`${failed} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
    const applied = (results ?? []).map((result) => result.migrationName);
    for (const name of applied) say(`  migrated ${name}`);
    return applied;
  } finally {
    await db.destroy();
  }
}

/** Fingerprint of everything the rights depend on. */
function fingerprintOfPolicies(): string {
  const content = [TABLE_ACCESS, WITHOUT_ROW_SECURITY, DEFINER_FUNCTIONS, DEFINER_WRITES, Object.keys(migrations)];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

async function syncPolicies(client: pg.Client): Promise<boolean> {
  const fingerprint = fingerprintOfPolicies();
  const known = await client.query<{ value: string }>(`select value from schema_state where key = 'policies'`);
  if (known.rows[0]?.value === fingerprint) return false;
  await applyPolicies(client);
  await client.query(`insert into schema_state (key, value) values ('policies', $1) on conflict (key) do update set value = excluded.value`, [fingerprint]);
  return true;
}

/** The tables of the job queue belong to portal_worker, which also makes their partitions. */
async function installJobs(client: pg.Client, ownerUrl: string): Promise<void> {
  const worker = roleName('worker');
  const found = await client.query(`select from pg_namespace where nspname = $1`, [JOB_SCHEMA]);
  if (found.rowCount === 0) {
    await client.query(`create schema ${JOB_SCHEMA} authorization ${worker}`);
    await client.query(`set role ${worker}`);
    try {
      await client.query(getConstructionPlans(JOB_SCHEMA, { createSchema: false }));
    } finally {
      await client.query('reset role');
    }
  }
  const url = new URL(ownerUrl);
  url.searchParams.set('options', `-c role=${worker}`);
  await installJobQueues(url.href, (statement) => client.query(statement));
}

/**
 * Brings a database to the state this code expects: roles, migrations, rights and policies, job tables, reference data.
 * Safe to run at every start and by several processes at once. Throws MigrationError.
 */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  const say = options.say ?? (() => undefined);
  await checkServer(options.ownerUrl, { needsRoles: true });
  const client = await connect(options.ownerUrl);
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await installRoles(client, options.appPassword).catch((error: unknown) => {
      if ((error as { code?: string }).code !== '42501') throw error;
      throw new MigrationError(`The roles portal_* of this server were made by another user; let that user migrate, or have it grant them to yours "with admin option".`);
    });
    const applied = await runMigrations(options.ownerUrl, say);
    for (const statement of concurrentStatements) await client.query(statement);
    await client.query('create table if not exists schema_state (key text primary key, value text not null)');
    await client.query(`insert into schema_state (key, value) values ('migration', $1) on conflict (key) do update set value = excluded.value`, [latestMigration]);
    const policiesChanged = await syncPolicies(client);
    await installJobs(client, options.ownerUrl);
    const referenceChanged = await syncReferenceData(client);
    if (applied.length > 0) await client.query('analyze');
    return { applied, policiesChanged, referenceChanged };
  } finally {
    await client.end();
  }
}

if (import.meta.main) {
  const ownerUrl = process.env['DATABASE_URL'];
  const appPassword = process.env['PORTAL_APP_PASSWORD'];
  if (!ownerUrl || !appPassword) {
    console.error('Set DATABASE_URL (as the owner of the database) and PORTAL_APP_PASSWORD (for the login role portal_app).');
    process.exit(1);
  }
  try {
    const result = await migrate({ ownerUrl, appPassword, say: console.log });
    console.log(result.applied.length > 0 ? `${result.applied.length} migrations applied.` : 'The database is up to date.');
  } catch (error) {
    console.error(error instanceof MigrationError ? error.message : error);
    process.exit(1);
  }
}
