import { Kysely } from 'kysely';
import pg from 'pg';
import { PortalDialect } from './driver.ts';
import type { DB } from './types.gen.ts';

export interface DatabaseOptions {
  /** Address as `portal_app`, which owns no table and holds no right but that of taking an actor's role. */
  readonly url: string;
  /** A copy of the database that reports read from; it may lag behind. */
  readonly replicaUrl?: string | null;
  readonly applicationName?: string;
  readonly poolSize?: number;
  readonly statementTimeoutMs?: number;
  /** How long a request waits for a free connection, and a statement for a lock, before it is told to come again. */
  readonly waitTimeoutMs?: number;
  /**
   * For a long row of use-cases (loading the demonstration): statements are planned once per connection and role, and a
   * commit does not wait for the disk; after a power cut the last moments are missing, never a part of one.
   */
  readonly bulk?: boolean;
}

interface Holder {
  portalDatabase?: { pool: pg.Pool; kysely: Kysely<DB>; replica: Kysely<DB> | null };
}
const holder = globalThis as typeof globalThis & Holder;

const TYPES = new Map<number, (text: string) => unknown>([
  [20, parseSafeInteger], // int8: won and counters; beyond 2^53 is refused rather than rounded
  [1082, (text) => text], // date: calendar dates stay text, no midnight of some time zone
  [1700, (text) => text], // numeric
]);

function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('An integer from the database is beyond the safe range.');
  return value;
}

const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : TYPES.get(id)) ?? pg.types.getTypeParser(id, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};

/** Opens the pool of this process. A second call replaces the first (tests change the database per file). */
export function configureDatabase(options: DatabaseOptions): void {
  const pool = openPool(options, options.url);
  const prepared = options.bulk ?? false;
  const replica = options.replicaUrl ? new Kysely<DB>({ dialect: new PortalDialect(openPool(options, options.replicaUrl)) }) : null;
  holder.portalDatabase = { pool, kysely: new Kysely<DB>({ dialect: new PortalDialect(pool, { prepared }) }), replica };
}

function openPool(options: DatabaseOptions, url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    application_name: options.applicationName ?? 'portal-web',
    connectionTimeoutMillis: options.waitTimeoutMs ?? 2_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: typeParsers,
    options: `-c statement_timeout=${options.statementTimeoutMs ?? 5_000} -c lock_timeout=${options.waitTimeoutMs ?? 2_000} -c idle_in_transaction_session_timeout=10000 -c timezone=UTC${options.bulk ? ' -c synchronous_commit=off' : ''}`,
  });
  // A server that goes away must not take the process along; the next query reports it.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** The open database; throws when configureDatabase was not called. Only db/transaction.ts sends queries through it. */
export function getDatabase(): Kysely<DB> {
  if (!holder.portalDatabase) throw new Error('The database is not configured.');
  return holder.portalDatabase.kysely;
}

/** Where reports are read: the copy when there is one, else the database itself. */
export function getReportDatabase(): Kysely<DB> {
  return holder.portalDatabase?.replica ?? getDatabase();
}

/** Closes the pools; waits for queries under way. */
export async function closeDatabase(): Promise<void> {
  const open = holder.portalDatabase;
  delete holder.portalDatabase;
  await open?.replica?.destroy();
  await open?.kysely.destroy();
}

/** Whether the database answers; for the readiness check. */
export async function isDatabaseReachable(): Promise<boolean> {
  try {
    await holder.portalDatabase?.pool.query('select 1');
    return holder.portalDatabase !== undefined;
  } catch {
    return false;
  }
}
