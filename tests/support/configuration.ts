import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, setConfig } from '#app/config/config.ts';
import type { TestDatabase } from './template.ts';

/** Sets the product's configuration for the calling test file, and returns its new data folder. */
export function configureForTests(database: TestDatabase): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'portal-files-'));
  setConfig(
    readConfig({
      NODE_ENV: 'test',
      DATA_DIR: dataDir,
      DATABASE_URL: database.appUrl,
      LOG_LEVEL: 'silent',
      DEMO: '0',
      WORKER: '0',
    }),
  );
  return dataDir;
}
