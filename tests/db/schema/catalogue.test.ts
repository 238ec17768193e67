import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { generateTypes } from '#db/generate-types.ts';
import { migrations } from '#db/migrations/index.ts';
import { MACHINE_TABLES } from '#db/migrations/workflow-columns.ts';
import { DEFINER_FUNCTIONS } from '#db/policies/functions.ts';
import { useDatabase } from '#tests/support/database.ts';
import { checksumsOfFiles, committedChecksums } from './checksums.ts';

const database = useDatabase();

describe('the migrations', () => {
  test('are frozen: no file differs from its committed checksum', () => {
    expect(checksumsOfFiles()).toEqual(committedChecksums());
  });

  test('are all listed, in the order of their names', () => {
    const files = Object.keys(checksumsOfFiles()).filter((name) => /^\d/.test(name)).map((name) => name.replace(/\.ts$/, ''));
    expect(Object.keys(migrations)).toEqual(files);
  });

  test('give the types that are committed; otherwise run npm run db:types', async () => {
    expect(readFileSync(new URL('../../../db/types.gen.ts', import.meta.url), 'utf8').trim()).toBe((await generateTypes(database.ownerUrl)).trim());
  });
});

describe('the schema', () => {
  test('has an index that starts with each foreign key', async () => {
    const missing = await database.owner(`
      select c.conrelid::regclass::text as table, c.conname as key from pg_constraint c
      where c.contype = 'f' and c.connamespace = 'public'::regnamespace and not exists (
        select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1]
          and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ ('^\\(' || (select attname from pg_attribute where attrelid = c.conrelid and attnum = c.conkey[1]) || ' IS NOT NULL\\)$')))`);
    expect(missing).toEqual([]);
  });

  test('has an index on (state, …) for every machine', async () => {
    const rows = await database.owner<{ table: string }>(`select distinct i.indrelid::regclass::text as table from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] and a.attname = 'state'`);
    const indexed = new Set(rows.map((row) => row.table));
    expect(Object.values(MACHINE_TABLES).filter((table) => !indexed.has(table))).toEqual([]);
  });

  test('keeps times with milliseconds, money as bigint and no enum or plain numeric state', async () => {
    const odd = await database.owner(`
      select attrelid::regclass::text as table, attname as column, format_type(atttypid, atttypmod) as type from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and attnum > 0 and not attisdropped and c.relname not like 'kysely%'
        and ((attname ~ '_at$' and format_type(atttypid, atttypmod) <> 'timestamp(3) with time zone')
          or (attname ~ '_on$' and atttypid <> 'date'::regtype) or (attname ~ '_won$' and atttypid <> 'bigint'::regtype)
          or (attname = 'state' and atttypid <> 'text'::regtype) or atttypid in (select oid from pg_type where typtype = 'e'))`);
    expect(odd).toEqual([]);
  });

  test('gives every table with firm rows an index on firm_id', async () => {
    const missing = await database.owner(`
      select a.attrelid::regclass::text as table from pg_attribute a join pg_class c on c.oid = a.attrelid
      where a.attname = 'firm_id' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and not exists (select from pg_index i where i.indrelid = a.attrelid and i.indkey[0] = a.attnum)`);
    expect(missing.map((row) => row['table']).filter((table) => table !== 'notice')).toEqual([]);
  });

  test('fixes the search path of every function and gives the privileged ones to portal_definer', async () => {
    const functions = await database.owner<{ name: string; privileged: boolean; owner: string; path: boolean; trigger: boolean }>(`
      select p.proname as name, p.prosecdef as privileged, p.proowner::regrole::text as owner, p.prorettype = 'trigger'::regtype as trigger,
        coalesce(array_to_string(p.proconfig, ',') like '%search_path%', false) as path
      from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prolang in (select oid from pg_language where lanname in ('sql', 'plpgsql'))
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`);
    expect(functions.filter((row) => !row.path).map((row) => row.name)).toEqual([]);
    const privileged = functions.filter((row) => row.privileged);
    expect(privileged.filter((row) => row.owner !== 'portal_definer').map((row) => row.name)).toEqual([]);
    const callable = privileged.filter((row) => !row.trigger && row.name !== 'append_seal').map((row) => row.name);
    expect(callable.sort()).toEqual(Object.keys(DEFINER_FUNCTIONS).sort());
  });

  test('names every trigger-guarded record as immutable', async () => {
    const rows = await database.owner<{ table: string; count: string }>(
      `select tgrelid::regclass::text as table, count(*)::text as count from pg_trigger where tgfoid = 'refuse_change'::regproc group by 1 order by 1`,
    );
    expect(rows.every((row) => row.count === '2')).toBe(true);
    expect(rows.map((row) => row.table)).toEqual([
      'access_log', 'agreement_signature', 'agreement_version', 'application_consent', 'application_version', 'budget_line', 'case_note', 'chain_anchor',
      'consent_text', 'decision', 'event', 'kpi_baseline', 'ledger_line', 'ledger_transfer', 'mail_attempt', 'payment_batch', 'plan_version', 'record_seal',
      'settings_version', 'sign_in_log', 'submission_attempt', 'survey_answer', 'visit_confirmation', 'visit_revision', 'wrongdoing_message',
    ]);
  });
});
