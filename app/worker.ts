import { configureDatabase, closeDatabase } from '#db/client.ts';
import { appUrlFor, checkServer, MigrationError } from '#db/migrate.ts';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { announceEnvironment, ConfigError, readConfig, setConfig } from './config/config.ts';
import { createLog } from './config/log.ts';
import { loadSecrets } from './config/secrets.ts';
import { loadBuild } from './server.ts';

/** Works jobs only: mail, deadlines, clean-up. Needs DATABASE_URL; any number may run side by side. */
async function main(): Promise<void> {
  const config = readConfig();
  setConfig(config);
  announceEnvironment(config);
  if (!config.databaseUrl) throw new ConfigError('A separate worker needs DATABASE_URL; with the embedded database the portal works its jobs itself.');
  const isApp = decodeURIComponent(new URL(config.databaseUrl).username) === 'portal_app';
  await checkServer(config.databaseUrl, { needsRoles: false });
  const url = isApp ? config.databaseUrl : appUrlFor(config.databaseUrl, config.appPassword ?? loadSecrets(config.dataDir).databaseAppPassword);
  configureDatabase({ url, applicationName: 'portal-worker', poolSize: 4, statementTimeoutMs: 60_000 });
  const { product } = await loadBuild(resolve(fileURLToPath(new URL('..', import.meta.url))));
  const worker = await product.startWorker({ config, log: createLog(config), appUrl: url });
  const stop = () => void worker.stop().then(closeDatabase).then(() => process.exit(0));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof MigrationError;
  process.stderr.write(`${known ? (error as Error).message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
