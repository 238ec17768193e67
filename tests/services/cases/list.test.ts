import fc from 'fast-check';
import pg from 'pg';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Context } from '#app/domain/accounts/context.ts';
import { getWork } from '#app/services/applications/get-work.ts';
import { listCases, type CaseQuery } from '#app/services/applications/list-cases.ts';
import type { CaseSortKey } from '#db/queries/case-list.ts';
import { createCase, createYear, type Year } from '#tests/factories/cases.ts';
import { useDatabase } from '#tests/support/database.ts';
import { makeStaff, outcomeOf } from './arrange.ts';

const db = useDatabase();
let year: Year;
let officer: Context & { userId: string };
let partner: Context;
let group: string;
const all: string[] = [];
const REGIONS = ['11', '26', '48'];
const DUES = ['2026-08-10', '2026-08-28', null];

beforeAll(async () => {
  year = await createYear(db.owner);
  officer = await makeStaff(db.owner, 'officer');
  const [organisation] = await db.owner<{ id: string }>(`insert into organisation (kind, name) values ('partner_hq', 'Group') returning id`);
  group = organisation?.id ?? '';
  partner = await makeStaff(db.owner, 'partner_officer', { organisationId: group });
  for (let index = 0; index < 63; index += 1) {
    const made = await createCase(db.owner, {
      year,
      state: ['submitted', 'screening', 'correction_requested', 'eligible', 'admitted', 'rejected'][index % 6] ?? 'submitted',
      regionCode: REGIONS[index % 3] ?? '11',
      ksicCode: index % 2 === 0 ? '25' : '30',
      isAffiliated: index % 4 === 0,
      requestedWon: 20_000_000 + (index % 5) * 5_000_000,
      dueOn: DUES[index % 3] ?? null,
      submittedAt: `2026-08-${String(1 + (index % 12)).padStart(2, '0')}T01:00:00Z`,
      ...(index % 7 === 0 ? { organisationId: group } : {}),
      ...(index % 9 === 0 ? { officerId: officer.userId } : {}),
      ...(index === 40 ? { firmName: '퍼센트 100%정밀' } : {}),
    });
    all.push(made.id);
  }
}, 120_000);

const query = (more: Partial<CaseQuery> = {}): CaseQuery => ({ view: 'all', sort: { key: 'due', direction: 'asc' }, cursor: null, yearNumber: year.number, ...more });

async function walk(ctx: Context, base: CaseQuery): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCases>> = await listCases(ctx, { ...base, cursor });
    ids.push(...page.lines.map((line) => line.id));
    cursor = page.next;
  } while (cursor !== null);
  return ids;
}

describe('paging', () => {
  test('shows every row once, whatever the sort and the conditions', async () => {
    const keys: CaseSortKey[] = ['due', 'submitted', 'requested', 'firm', 'receipt', 'state', 'region'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...keys),
        fc.constantFrom('asc' as const, 'desc' as const),
        fc.record({ regions: fc.constantFrom(undefined, ['11'], ['11', '48']), isAffiliated: fc.constantFrom(undefined, true, false), overdue: fc.boolean() }),
        async (key, direction, { regions, isAffiliated, overdue }) => {
          const base = query({ sort: { key, direction }, ...(regions ? { regions } : {}), isAffiliated, overdue });
          const ids = await walk(officer, base);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.length).toBe((await listCases(officer, base)).total);
        },
      ),
      { numRuns: 20 },
    );
    expect((await walk(officer, query())).sort()).toEqual([...all].sort());
  }, 60_000);

  test('goes back to where it came from', async () => {
    const one = await listCases(officer, query());
    const two = await listCases(officer, query({ cursor: one.next }));
    const back = await listCases(officer, query({ cursor: two.previous }));
    expect(back.lines.map((line) => line.id)).toEqual(one.lines.map((line) => line.id));
    expect(back.previous).toBeNull();
    expect(back.next).not.toBeNull();
    expect(one.lines).toHaveLength(25);
  });

  test('refuses a page reference that was changed or belongs to other conditions', async () => {
    const page = await listCases(officer, query());
    const cursor = page.next ?? '';
    for (const wrong of ['x', cursor.slice(2), Buffer.from('[1]').toString('base64url'), Buffer.from('{"a":1}').toString('base64url')]) {
      expect(await outcomeOf(listCases(officer, query({ cursor: wrong })))).toBe('invalid_input');
    }
    expect(await outcomeOf(listCases(officer, query({ cursor, regions: ['11'] })))).toBe('invalid_input');
    expect(await outcomeOf(listCases(officer, query({ cursor, sort: { key: 'firm', direction: 'asc' } })))).toBe('invalid_input');
  });

  test('takes the same number of queries for a page of many rows and of few', async () => {
    const spy = vi.spyOn(pg.Client.prototype, 'query');
    await listCases(officer, query());
    const many = spy.mock.calls.length;
    spy.mockClear();
    await listCases(officer, query({ q: '100%' }));
    const few = spy.mock.calls.length;
    spy.mockRestore();
    expect(few).toBeLessThanOrEqual(many);
    expect(many).toBeLessThanOrEqual(10);
  });
});

describe('conditions', () => {
  test('find by name, receipt number and business number, with signs taken as they are', async () => {
    expect(await walk(officer, query({ q: '100%' }))).toEqual([all[40]]);
    expect(await walk(officer, query({ q: '%%' }))).toEqual([]);
    const [row] = await db.owner<{ receipt_number: string; business_number: string }>(`select a.receipt_number, f.business_number from application a join firm f on f.id = a.firm_id where a.id = $1`, [all[3]]);
    expect(await walk(officer, query({ q: row?.receipt_number.toLowerCase() }))).toEqual([all[3]]);
    const number = row?.business_number ?? '';
    expect(await walk(officer, query({ q: `${number.slice(0, 3)}-${number.slice(3, 5)}-${number.slice(5)}` }))).toEqual([all[3]]);
  });

  test('narrow by state, industry and person, and the views count what they show', async () => {
    const screening = await listCases(officer, query({ states: ['screening'] }));
    expect(new Set(screening.lines.map((line) => line.state))).toEqual(new Set(['screening']));
    expect((await walk(officer, query({ ksic: ['25'] }))).length + (await walk(officer, query({ ksic: ['30'] }))).length).toBe(63);
    expect(await walk(officer, query({ mine: true }))).toHaveLength(7);
    const page = await listCases(officer, query());
    for (const { view, count } of page.views) expect(count, view).toBe((await walk(officer, query({ view }))).length);
  });

  test('a partner officer sees the own group only, an evaluator nothing', async () => {
    expect(await walk(partner, query())).toHaveLength(9);
    expect(await outcomeOf(listCases(await makeStaff(db.owner, 'evaluator'), query()))).toBe('not_allowed');
  });
});

describe('the home of an officer', () => {
  test('counts the own turn and what is overdue, and lists plans that wait', async () => {
    await db.owner(`insert into plan (application_id, firm_id, state) select id, firm_id, 'submitted' from application where id = $1`, [all[4]]);
    const work = await getWork(officer);
    expect(work.counts.mine).toBeGreaterThan(0);
    expect(work.counts.overdue).toBeGreaterThan(0);
    expect(work.lines.length).toBeLessThanOrEqual(6);
    expect(work.queues.find((queue) => queue.machine === 'plan')).toMatchObject({ state: 'submitted', count: 1, rows: [{ applicationId: all[4] }] });
    expect((await getWork(await makeStaff(db.owner, 'finance_officer'))).queues.some((queue) => queue.machine === 'plan')).toBe(false);
  });
});
