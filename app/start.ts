import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closeDatabase, configureDatabase } from '#db/client.ts';
import { EmbeddedError, startEmbedded, type EmbeddedServer } from '#db/embedded.ts';
import { appUrlFor, checkServer, migrate, MigrationError } from '#db/migrate.ts';
import { hashPassword } from './auth/passwords.ts';
import { buildIfStale } from './config/build.ts';
import { announceEnvironment, ConfigError, readConfig, setConfig, type Config } from './config/config.ts';
import { acquireLock, LockedError } from './config/lock.ts';
import { createLog } from './config/log.ts';
import { loadSecrets, SecretsError } from './config/secrets.ts';
import { openDevBuild } from './dev-server.ts';
import { createWebServer, loadBuild } from './server.ts';

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));
const say = (text: string) => process.stdout.write(`${text}\n`);
const closers: (() => Promise<void> | void)[] = [];
let stopping = false;

/** Stops in the reverse order of the start: no new requests, running ones finish, then jobs, pool, database. */
async function stop(code: number): Promise<never> {
  if (!stopping) {
    stopping = true;
    setTimeout(() => process.exit(code || 1), 25_000).unref();
    for (const close of closers.reverse()) await Promise.resolve(close()).catch(() => undefined);
    process.exit(code);
  }
  return new Promise(() => undefined);
}

function fail(message: string): Promise<never> {
  process.stderr.write(`${message}\n`);
  return stop(1);
}

function portError(config: Config, error: NodeJS.ErrnoException): ConfigError {
  if (error.code === 'EADDRINUSE') return new ConfigError(`Port ${config.port} is taken by another program; set PORT to a free one.`);
  if (error.code === 'EACCES') return new ConfigError(`Port ${config.port} may only be opened by the administrator; set PORT to one above 1023.`);
  return new ConfigError(`HOST ${config.host} and PORT ${config.port} cannot be opened (${error.code ?? error.message}).`);
}

async function checkPort(config: Config): Promise<void> {
  await new Promise<void>((resolvePort, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(portError(config, error)));
    probe.listen(config.port, config.host, () => probe.close(() => resolvePort()));
  });
}

async function openDatabase(config: Config): Promise<string> {
  const secrets = loadSecrets(config.dataDir);
  const appPassword = config.appPassword ?? secrets.databaseAppPassword;
  let ownerUrl = config.databaseUrl;
  if (!ownerUrl) {
    say('Starting the embedded PostgreSQL 18 …');
    const embedded: EmbeddedServer = await startEmbedded({ dataDir: config.dataDir, ownerPassword: secrets.databaseOwnerPassword });
    closers.push(() => embedded.stop());
    ownerUrl = embedded.ownerUrl;
  } else {
    const url = new URL(ownerUrl);
    say(`Using the PostgreSQL of DATABASE_URL (${url.hostname}:${url.port || '5432'}${url.pathname}).`);
    if (decodeURIComponent(url.username) === 'portal_app') {
      await checkServer(ownerUrl, { needsRoles: false });
      return ownerUrl;
    }
  }
  await checkServer(ownerUrl, { needsRoles: true });
  await migrate({ ownerUrl, appPassword, say });
  return appUrlFor(ownerUrl, appPassword);
}

const DEMO_ACCOUNTS = ['firm', 'firm2', 'consultant', 'consultant2', 'officer', 'approver', 'finance', 'hq', 'parent', 'evaluator', 'auditor', 'admin', 'evaluator2', 'approver2'];

async function main(): Promise<void> {
  const started = performance.now();
  const dev = process.argv.includes('--dev');
  const config: Config = { ...readConfig(), ...(dev ? { environment: 'development' } : {}) };
  setConfig(config);
  announceEnvironment(config);
  closers.push(acquireLock(config.dataDir, config.port));
  await checkPort(config);
  if (!dev) await buildIfStale(root, say);
  const appUrl = await openDatabase(config);
  configureDatabase({ url: appUrl, replicaUrl: config.replicaUrl });
  closers.push(closeDatabase);
  const { build, product, attach, close } = dev ? await openDevBuild(root) : { ...(await loadBuild(root)), attach: undefined, close: undefined };
  if (close) closers.push(close);
  const log = createLog(config);
  if (config.demo) {
    // Thousands of use-cases in a row the first time: on connections of their own, made for that.
    configureDatabase({ url: appUrl, applicationName: 'portal-demo', poolSize: 4, statementTimeoutMs: 60_000, waitTimeoutMs: 30_000, bulk: true });
    await product.seedDemo({ now: new Date(), say, hashPassword });
    await closeDatabase();
    configureDatabase({ url: appUrl, replicaUrl: config.replicaUrl });
  }
  const server = createWebServer({ root, build, ...(attach ? { attach } : {}), product, config, log, isStopping: () => stopping });
  await new Promise<void>((listening, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portError(config, error)));
    server.listen(config.port, config.host, listening);
  });
  closers.push(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 10_000).unref();
      }),
  );
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : config.port;
  if (config.worker) {
    const worker = await product.startWorker({ config, log, appUrl, ...(config.publicOrigin ? {} : { baseUrl: `http://localhost:${port}` }) });
    closers.push(() => worker.stop());
  }
  say(`\nIndustry Innovation Portal: http://localhost:${port}  (ready in ${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (config.demo) say(`Demo accounts, password innovation-demo-2026:\n  ${DEMO_ACCOUNTS.map((name) => `${name}@demo.example`).join('\n  ')}\n`);
}

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
process.on('unhandledRejection', (error) => void fail(`Unexpected error: ${error instanceof Error ? error.stack : String(error)}`));
main().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof EmbeddedError || error instanceof MigrationError || error instanceof LockedError || error instanceof SecretsError;
  if (known) return fail((error as Error).message);
  return fail(`The portal could not start: ${error instanceof Error ? error.stack : String(error)}`);
});

