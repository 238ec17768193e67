import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closeDatabase, configureDatabase } from '#db/client.ts';
import { appUrlFor, checkServer, migrate, MigrationError } from '#db/migrate.ts';
import { hashPassword } from './auth/passwords.ts';
import { buildIfStale } from './config/build.ts';
import { ConfigError, readConfig, setConfig } from './config/config.ts';
import { loadSecrets } from './config/secrets.ts';
import { loadBuild } from './server.ts';

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Loads the demo programme into the database of DATABASE_URL (as its owner); what is there already stays. */
async function main(): Promise<void> {
  const config = readConfig();
  setConfig(config);
  if (!config.databaseUrl) throw new ConfigError('Loading the demo programme needs DATABASE_URL; with the embedded database npm start loads it.');
  const started = performance.now();
  const appPassword = config.appPassword ?? loadSecrets(config.dataDir).databaseAppPassword;
  await checkServer(config.databaseUrl, { needsRoles: true });
  await migrate({ ownerUrl: config.databaseUrl, appPassword, say });
  await buildIfStale(root, say);
  configureDatabase({ url: appUrlFor(config.databaseUrl, appPassword), applicationName: 'portal-seed', poolSize: 4, statementTimeoutMs: 60_000, waitTimeoutMs: 30_000, bulk: true });
  try {
    const { product } = await loadBuild(root);
    await product.seedDemo({ now: new Date(), say, hashPassword });
  } finally {
    await closeDatabase();
  }
  say(`The demo programme is loaded (${((performance.now() - started) / 1000).toFixed(1)} s).`);
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof MigrationError;
  process.stderr.write(`${known ? (error as Error).message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
