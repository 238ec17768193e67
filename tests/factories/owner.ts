import type pg from 'pg';

/** Runs SQL past row-level security: `useDatabase().owner` in Vitest, `queryDatabase` in Playwright. */
export type Owner = <Row extends pg.QueryResultRow = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
