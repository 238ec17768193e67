import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '#db/embedded.ts';
import { projectRoot } from './project.ts';

/** A PostgreSQL server on which this run may create and drop databases named portal_test_*. */
export interface TestServer {
  /** Address of the maintenance database, as a role that may create databases. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

/** Password of the role portal_app on test servers. */
export const appPassword = 'portal-test-app-password';

const clusterPrefix = 'portal-test-';
const seedSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  checkpoint_timeout: '30min',
  max_connections: '200',
  jit: 'off',
};

/** Starts the server of this test run: the one of TEST_DATABASE_URL or DATABASE_URL, else an embedded one in a temporary folder. */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL'] || process.env['DATABASE_URL'];
  if (given) return useGivenServer(given, !process.env['TEST_DATABASE_URL']);

  removeLeftovers();
  const dataDir = mkdtempSync(join(tmpdir(), `${clusterPrefix}${process.pid}-`));
  chmodSync(dataDir, 0o755); // the server runs as another user when we are root
  const server = await startEmbedded({ dataDir, ownerPassword: randomBytes(16).toString('hex'), settings: seedSettings });
  const adminUrl = withDatabase(server.ownerUrl, 'postgres');
  const [row] = await runOn<{ data_directory: string }>(adminUrl, 'show data_directory');
  if (row?.data_directory !== server.clusterDir) {
    await server.stop();
    throw new Error(`The server that answers is not the one just started: it serves ${row?.data_directory ?? 'nothing'}.`);
  }
  return {
    adminUrl,
    async stop() {
      await server.stop();
      rmSync(server.clusterDir, { recursive: true, force: true });
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** An existing server holds nothing but test databases, unless it was named for tests explicitly. */
async function useGivenServer(url: string, mustBeEmpty: boolean): Promise<TestServer> {
  const adminUrl = withDatabase(url, 'postgres');
  if (mustBeEmpty) {
    const own = new URL(url).pathname.slice(1);
    const others = await runOn<{ datname: string }>(
      adminUrl,
      `select datname from pg_database where not datistemplate and datname not like 'portal\\_test\\_%' and datname not in ('postgres', $1)`,
      [own],
    );
    if (others.length > 0) {
      throw new Error(`The server of DATABASE_URL holds other databases (${others.map((row) => row.datname).join(', ')}); name it in TEST_DATABASE_URL if tests may use it.`);
    }
  }
  return { adminUrl, stop: async () => undefined };
}

/** Clusters whose test run was killed: their server has ended with it, the files remain. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${clusterPrefix}(\\d+)-`).exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Fingerprint of everything that shapes a fresh database. */
export function hashOfSchema(): string {
  const hash = createHash('sha256');
  for (const part of ['db/migrate.ts', 'db/migrations', 'db/policies', 'db/seeds']) {
    for (const file of filesBelow(join(projectRoot, part))) hash.update(file.slice(projectRoot.length)).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 10);
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).sort().flatMap((name) => filesBelow(join(path, name)));
}

/** Runs one statement on a connection of its own and returns its rows. */
export async function runOn<Row extends pg.QueryResultRow>(url: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** The same address with another database. */
export function withDatabase(url: string, database: string): string {
  const next = new URL(url);
  next.pathname = `/${database}`;
  return next.href;
}
