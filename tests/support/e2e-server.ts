import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { appPassword, startTestServer } from './database-server.ts';
import type { Ready } from './e2e-setup.ts';
import { projectRoot } from './project.ts';
import { startMailServer, type TestMailServer } from './smtp.ts';
import { buildTemplate, cloneTemplate, dropClone, type TestDatabase } from './template.ts';

/**
 * The product as a user gets it, for the end-to-end tests: built, on a migrated database of its own with the demo
 * programme. Prints one line of JSON when it is ready and stops when its standard input closes.
 */
const port = process.env['E2E_PORT'];
if (!port) throw new Error('E2E_PORT is not set: start the tests with `npm run test:e2e`.');

if (!process.env['PORTAL_BUILD_READY'] || !existsSync(join(projectRoot, 'build/server/index.js'))) {
  execFileSync(process.execPath, [join(projectRoot, 'node_modules/@remix-run/dev/dist/cli.js'), 'vite:build'], { cwd: projectRoot, stdio: ['ignore', 'ignore', 'inherit'] });
}

const server = await startTestServer();
const dataDir = mkdtempSync(join(tmpdir(), 'portal-e2e-'));
chmodSync(dataDir, 0o755);
let database: TestDatabase | null = null;
let product: ChildProcess | null = null;
let mailServer: TestMailServer | null = null;
const mailFile = join(dataDir, 'received-mail.jsonl');

async function shutDown(): Promise<void> {
  if (product && product.exitCode === null) {
    const gone = new Promise((resolve) => product?.once('exit', resolve));
    product.kill('SIGTERM');
    await gone;
  }
  if (database) await dropClone(server.adminUrl, database.name);
  await mailServer?.stop();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Asks until the product says that it serves, its database and its demo programme included. */
async function waitUntilReady(child: ChildProcess): Promise<void> {
  for (const until = Date.now() + 600_000; Date.now() < until; await pause(200)) {
    if (child.exitCode !== null) throw new Error(`The product ended with code ${child.exitCode}.`);
    const answer = await fetch(`http://localhost:${port}/readyz`).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error('The product was not ready within ten minutes.');
}

process.stdin.on('end', () => void shutDown().then(() => process.exit(0)));
process.stdin.resume();
process.on('SIGTERM', () => process.stdin.emit('end'));

try {
  database = await cloneTemplate(server.adminUrl, await buildTemplate(server.adminUrl), `e2e_${process.pid}`);
  appendFileSync(mailFile, '');
  mailServer = await startMailServer(({ envelope, subject, text }) => appendFileSync(mailFile, `${JSON.stringify({ to: envelope.to, subject, text })}\n`));
  product = spawn(process.execPath, [join(projectRoot, 'app/start.ts')], {
    cwd: projectRoot,
    stdio: ['ignore', process.env['E2E_LOG'] ? 'inherit' : 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: port,
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      DATABASE_URL: database.ownerUrl,
      PORTAL_APP_PASSWORD: appPassword,
      DEMO: '1',
      SMTP_URL: mailServer.url,
      LOG_LEVEL: 'error',
    },
  });
  await waitUntilReady(product);
  const ready: Ready = { ownerUrl: database.ownerUrl, dataDir, mailFile };
  console.log(JSON.stringify(ready));
} catch (error) {
  console.error(error);
  await shutDown();
  process.exit(1);
}
