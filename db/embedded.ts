import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { placeFor, type Placement } from './embedded-place.ts';

/** Thrown when the embedded server cannot be started; the message is one sentence for the person who starts it. */
export class EmbeddedError extends Error {}

export interface EmbeddedOptions {
  /** Folder of the product's data; the cluster lies in `<dataDir>/postgres` unless the server's user cannot reach it. */
  readonly dataDir: string;
  readonly ownerPassword: string;
  /** Extra server settings, for tests (`fsync: 'off'`). */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedServer {
  readonly ownerUrl: string;
  readonly port: number;
  readonly clusterDir: string;
  /** Orderly stop (fast shutdown); resolves when the server process is gone. */
  stop(): Promise<void>;
}

const OWNER = 'portal_owner';
const DATABASE = 'portal';

/**
 * Starts a real PostgreSQL 18 from the npm package, making the cluster on first use.
 * A server that a killed process left behind is stopped first; the write-ahead log then recovers by itself.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = placeFor(options.dataDir);
  const cluster = place.clusterDir;
  await stopLeftover(cluster);
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(place, options.ownerPassword);
  const port = await freePort();
  const child = launch(place, port, options.settings ?? {});
  const ownerUrl = `postgres://${OWNER}:${encodeURIComponent(options.ownerPassword)}@127.0.0.1:${port}/${DATABASE}`;
  try {
    await waitUntilReady(child, ownerUrl, cluster);
    await ensureDatabase(ownerUrl);
  } catch (error) {
    await stopChild(child, cluster);
    throw error;
  }
  return { ownerUrl, port, clusterDir: cluster, stop: () => stopChild(child, cluster) };
}

function initialise(place: Placement, password: string): void {
  const fresh = `${place.clusterDir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  const passwordFile = join(place.baseDir, `.pw-${randomBytes(6).toString('hex')}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.runAs) {
    chownSync(fresh, place.runAs.uid, place.runAs.gid);
    chownSync(passwordFile, place.runAs.uid, place.runAs.gid);
  }
  try {
    execFileSync(
      join(place.binDir, 'initdb'),
      ['-D', fresh, '-U', OWNER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--data-checksums', '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions'],
      { stdio: 'pipe', cwd: place.baseDir, env: serverEnvironment(), ...(place.runAs ?? {}) },
    );
  } catch (error) {
    const detail = (error as { stderr?: Buffer }).stderr?.toString().trim().split('\n').at(-1) ?? (error as Error).message;
    throw new EmbeddedError(`The embedded database could not be created: ${detail}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(fresh, place.clusterDir);
}

function serverEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: 'production', PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * The server runs in its own session, so that Ctrl-C in the terminal reaches only the web process,
 * under a shell that ends it when our end of its standard input closes: even kill -9 leaves no orphan.
 */
function launch(place: Placement, port: number, extra: Readonly<Record<string, string>>): ChildProcess {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '128MB',
    synchronous_commit: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    password_encryption: 'scram-sha-256',
    ...extra,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const script = 'exec 3<&0; "$@" 3<&- </dev/null & p=$!; ( read _ <&3; kill -INT $p ) >/dev/null 2>&1 & w=$!; wait $p; s=$?; kill $w 2>/dev/null; exit $s';
  const child = spawn('/bin/sh', ['-c', script, 'portal-database', join(place.binDir, 'postgres'), '-D', place.clusterDir, ...flags], {
    detached: true,
    cwd: place.baseDir,
    stdio: ['pipe', 'ignore', 'pipe'],
    env: serverEnvironment(),
    ...(place.runAs ?? {}),
  });
  child.stdin?.on('error', () => undefined);
  return child;
}

async function waitUntilReady(child: ChildProcess, ownerUrl: string, cluster: string): Promise<void> {
  let log = '';
  let exited = false;
  child.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000);
  });
  child.once('exit', () => {
    exited = true;
  });
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (exited) {
      const cause = log.split('\n').findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? log.trim().split('\n').at(-1) ?? '';
      throw new EmbeddedError(`The embedded database in ${cluster} did not start: ${cause.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '')}`);
    }
    const client = new pg.Client({ connectionString: ownerUrl.replace(/\/[^/]*$/, '/postgres'), connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if ((error as { code?: string }).code === '28P01') {
        throw new EmbeddedError(`The data folder's secrets do not fit its database in ${cluster}: secrets.json was lost or replaced.`);
      }
      await sleep(40);
    }
  }
  throw new EmbeddedError(`The embedded database in ${cluster} did not answer within a minute.`);
}

async function ensureDatabase(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl.replace(/\/[^/]*$/, '/postgres') });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function stopChild(child: ChildProcess, cluster: string): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin?.end();
  const late = sleep(15_000, 'late' as const, { ref: false });
  if ((await Promise.race([gone, late])) === 'late') {
    const pid = readPostmasterPid(cluster);
    if (pid !== null) process.kill(pid, 'SIGQUIT');
    await gone;
  }
}

async function stopLeftover(cluster: string): Promise<void> {
  const pid = readPostmasterPid(cluster);
  if (pid === null || !isPostgres(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 20_000; waited += 50) {
    if (!isPostgres(pid)) return;
    await sleep(50);
  }
  throw new EmbeddedError(`Another database server (process ${pid}) holds ${cluster} and does not stop.`);
}

function readPostmasterPid(cluster: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0] ?? '', 10);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** A process id may have been given to another program since; only a live postgres counts. */
function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return process.platform !== 'linux';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
