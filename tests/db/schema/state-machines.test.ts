import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { MACHINES } from '#app/domain/workflow/machines.ts';
import { MACHINE_STATES, MACHINE_TABLES } from '#db/migrations/workflow-columns.ts';
import { useDatabase } from '#tests/support/database.ts';
import { renderTransitions, transitionRows } from './transition-rows.ts';
import { acting, makeCase, makeWorld, refusal } from './world.ts';

const database = useDatabase();

describe('the state machines in the database', () => {
  test('know the same machines and states as the domain', () => {
    const domain = Object.fromEntries(MACHINES.map((machine) => [machine.name, Object.keys(machine.states).sort()]));
    const known = Object.fromEntries(Object.entries(MACHINE_STATES).map(([name, states]) => [name, [...states].sort()]));
    expect(known).toEqual(domain);
  });

  test('accept exactly these states by a check constraint', async () => {
    const rows = await database.owner<{ table: string; definition: string }>(
      `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition from pg_constraint where conname like '%\\_state\\_check' and contype = 'c'`,
    );
    const found = Object.fromEntries(rows.map((row) => [row.table, [...row.definition.matchAll(/'([a-z0-9_]+)'::text/g)].map((match) => match[1]).sort()]));
    expect(found).toEqual(Object.fromEntries(MACHINES.map((machine) => [MACHINE_TABLES[machine.name], Object.keys(machine.states).sort()])));
  });

  test('hold exactly the transitions of the domain; otherwise run node tests/db/schema/transition-rows.ts', async () => {
    expect(readFileSync(new URL('../../../db/seeds/transitions.json', import.meta.url), 'utf8')).toBe(renderTransitions());
    const rows = await database.owner(`select machine, name, from_state as from, to_state as to, by_duties as by from allowed_transition`);
    const line = (row: object) => JSON.stringify(row, ['machine', 'name', 'from', 'to', 'by']);
    const asText = (list: readonly { by: unknown }[]) => list.map((row) => line({ ...row, by: String(row.by) })).sort();
    expect(asText(rows as { by: unknown }[])).toEqual(asText(transitionRows));
  });
});

describe('every change of state', () => {
  beforeAll(async () => {
    // Rows without their surroundings: foreign keys and triggers sleep while they are made.
    await database.owner(`create function try_all_moves(p_machine text, p_table text) returns table (from_state text, to_state text, answer text) language plpgsql as $$
      declare
        states text[] := (select array_agg(m[1]) from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([a-z0-9_]+)''::text', 'g') m
          where c.conname = p_table || '_state_check');
        columns text; entries text; row_id uuid := gen_random_uuid(); a text; b text;
      begin
        set local session_replication_role = replica;
        select string_agg(quote_ident(attname), ', '), string_agg(case
            when attname = 'id' then quote_literal(row_id)
            when attname in ('proposed_by', 'approved_by') then 'null'
            when attname in ('amount_won', 'requested_won', 'planned_won') then '20000000'
            when attname = 'kind' then case p_table when 'assessment' then '''t0''' when 'change_request' then '''site''' when 'tranche' then '''final''' else '''coaching''' end
            when attname = 'business_number' then '''0000000000'''
            when attname = 'better' then '''lower''' when attname = 'source' then '''other''' when attname = 'scope' then '''all'''
            when attname in ('ends_on') then 'date ''2027-01-01''' when attname = 'month' then 'date ''2026-01-01'''
            when attname = 'ends_at' then 'timestamptz ''2026-01-01 12:00Z'''
            when atttypid = 'uuid'::regtype then 'gen_random_uuid()' when atttypid = 'text'::regtype then quote_literal('x')
            when atttypid = 'date'::regtype then 'date ''2026-01-01''' when atttypid = 'timestamptz'::regtype then 'timestamptz ''2026-01-01 09:00Z'''
            when atttypid = 'jsonb'::regtype then '''{}''::jsonb' when atttypid = 'bytea'::regtype then '''x''::bytea' else '1' end, ', ')
          into columns, entries from pg_attribute where attrelid = p_table::regclass and attnum > 0 and not attisdropped and attnotnull and not atthasdef and attgenerated = '';
        execute format('insert into %I (%s%s) values (%s%s)', p_table, columns, case when columns ~ '(^|, )id(,|$)' then '' else ', id' end,
          entries, case when columns ~ '(^|, )id(,|$)' then '' else ', ' || quote_literal(row_id) end);
        if p_table = 'grant_decision' then update grant_decision set amount_won = null, reason_code = 'x', reason_text = 'x' where id = row_id; end if;
        if p_table = 'appeal' then update appeal set decision_text = 'x', admissibility_text = 'x', reviewer_id = gen_random_uuid() where id = row_id; end if;
        foreach a in array states loop
          foreach b in array states loop
            continue when a = b;
            begin
              set local session_replication_role = replica;
              if p_table = 'grant_decision' then
                update grant_decision set amount_won = 20000000, approved_by = gen_random_uuid() where id = row_id;
              end if;
              execute format('update %I set state = %L where id = %L', p_table, a, row_id);
              set local session_replication_role = origin;
              execute format('update %I set state = %L, version = version + 1 where id = %L', p_table, b, row_id);
              from_state := a; to_state := b; answer := 'accepted'; return next;
            exception when others then
              from_state := a; to_state := b; answer := sqlstate; return next;
            end;
          end loop;
        end loop;
        set local session_replication_role = origin;
      end $$`);
  });

  for (const machine of MACHINES) {
    test(`of ${machine.name} is refused unless the domain lists it`, async () => {
      const rows = await database.owner<{ from_state: string; to_state: string; answer: string }>(
        `select * from try_all_moves($1, $2)`, [machine.name, MACHINE_TABLES[machine.name]],
      );
      const states = Object.keys(machine.states).length;
      expect(rows.length).toBe(states * (states - 1));
      const listed = new Set(transitionRows.filter((row) => row.machine === machine.name).map((row) => `${row.from} ${row.to}`));
      const wrong = rows.filter((row) => (row.answer === 'IP001') === listed.has(`${row.from_state} ${row.to_state}`));
      expect(wrong).toEqual([]);
    });
  }
});

describe('an actor', () => {
  test('may not make a move that belongs to another duty', async () => {
    const world = await makeWorld(database.owner);
    const made = await makeCase(database.owner, world);
    await database.owner(`update application set state = 'withdrawn', version = version + 1 where id = $1`, [made.applicationId]);
    const [draft] = await database.owner<{ id: string }>(`insert into application (firm_id, programme_year_id, state) values ($1, $2, 'draft') returning id`, [made.firmId, world.yearId]);
    const move = (to: string, duty: string, from = 'draft') =>
      refusal(acting(database.appUrl, { role: 'firm', duty, userId: made.memberId, firmId: made.firmId }, (query) =>
        query(`update application set state = $1, version = version + 1 where id = $2 and state = $3`, [to, draft?.id, from])));
    expect(await move('admitted', 'representative')).toBe('IP001');
    expect(await move('ready_for_sign_off', 'firm_reader')).toBe('IP001');
    expect(await move('ready_for_sign_off', 'manager')).toBe('accepted');
  });

  test('starts an aggregate only where its machine starts', async () => {
    const world = await makeWorld(database.owner);
    const made = await makeCase(database.owner, world);
    await database.owner(`update application set state = 'withdrawn', version = version + 1 where id = $1`, [made.applicationId]);
    const insert = (state: string) =>
      refusal(acting(database.appUrl, { role: 'firm', duty: 'manager', userId: made.memberId, firmId: made.firmId }, (query) =>
        query(`insert into application (firm_id, programme_year_id, state) values ($1, $2, $3)`, [made.firmId, world.yearId, state])));
    expect(await insert('admitted')).toBe('IP001');
    expect(await insert('draft')).toBe('accepted');
  });

  test('cannot keep or skip the version when the state moves', async () => {
    const world = await makeWorld(database.owner);
    const made = await makeCase(database.owner, world);
    const set = (version: string) => refusal(database.owner(`update application set state = 'withdrawn', version = ${version} where id = $1`, [made.applicationId]));
    expect(await set('version')).toBe('IP003');
    expect(await set('version + 2')).toBe('IP003');
    expect(await refusal(database.owner(`update application set version = version - 1 where id = $1`, [made.applicationId]))).toBe('IP003');
  });
});
