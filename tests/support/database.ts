import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { closeDatabase, configureDatabase } from '#db/client.ts';
import { configureForTests } from './configuration.ts';
import { cloneTemplate, dropClone, type TestDatabase } from './template.ts';

/** The database of one test file; its members are readable from `beforeAll` hooks on. */
export interface FileDatabase extends TestDatabase {
  /** Runs SQL as the owner, past row-level security, and returns the rows: for arranging and for looking behind. */
  owner<Row extends pg.QueryResultRow = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/**
 * Gives the calling test file a migrated database of its own and points the application's client at it.
 * Tests in one file share it: make the rows a test needs, and never count on an empty table.
 */
export function useDatabase(): FileDatabase {
  let clone: TestDatabase | null = null;
  let pool: pg.Pool | null = null;
  let dataDir: string | null = null;

  beforeAll(async () => {
    clone = await cloneTemplate(inject('adminUrl'), inject('template'), `file_${process.pid}_${randomBytes(4).toString('hex')}`);
    pool = new pg.Pool({ connectionString: clone.ownerUrl, max: 2 });
    pool.on('error', () => undefined);
    dataDir = configureForTests(clone);
    // A crowd of requests on a busy machine may wait longer than people are asked to.
    configureDatabase({ url: clone.appUrl, applicationName: 'portal-test', waitTimeoutMs: 30_000, statementTimeoutMs: 30_000 });
  });

  afterAll(async () => {
    await closeDatabase();
    await pool?.end();
    if (dataDir) rmSync(dataDir, { recursive: true, force: true });
    if (clone) await dropClone(inject('adminUrl'), clone.name);
  });

  const opened = (): TestDatabase => {
    if (!clone) throw new Error('The database of this file is made in beforeAll; read it inside a hook or a test.');
    return clone;
  };
  return {
    get name() {
      return opened().name;
    },
    get ownerUrl() {
      return opened().ownerUrl;
    },
    get appUrl() {
      return opened().appUrl;
    },
    async owner<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      opened();
      const result = await pool?.query<Row>(text, [...values]);
      return result?.rows ?? [];
    },
  };
}
