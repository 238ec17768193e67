import { beforeAll, describe, expect, test } from 'vitest';
import { isValidBusinessNumber } from '#app/domain/formats/business-number.ts';
import { MACHINE_NAMES, type MachineName } from '#app/domain/workflow/machine.ts';
import { machines } from '#app/domain/workflow/machines.ts';
import { DEMO_FIRMS } from '#app/services/demo/demo-firms.ts';
import { seedDemo } from '#app/services/demo/seed-demo.ts';
import { configureDatabase } from '#db/client.ts';
import { verify } from '#db/verify.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
const NOW = new Date('2026-11-20T06:00:00Z');
const load = (said: string[]) => seedDemo({ now: NOW, say: (text) => said.push(text), hashPassword: () => Promise.resolve('$argon2id$demo') });

beforeAll(async () => {
  configureDatabase({ url: db.appUrl, applicationName: 'portal-test', poolSize: 4, statementTimeoutMs: 60_000, waitTimeoutMs: 30_000, bulk: true });
  const started = performance.now();
  await load([]);
  process.stdout.write(`demo programme loaded in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}, 400_000);

/** The table of a machine, where its name is another. */
const TABLES: Readonly<Partial<Record<MachineName, string>>> = { diagnosis: 'assessment', reading: 'kpi_reading' };

const NO_USE_CASE = 'no use-case moves a row there yet';
const FEW_REFUSED = 'one appeal for each refused decision, and few firms are refused';
const PASSES = 'begins and ends within one use-case';

/** States in which no firm of the demonstration stands, and why. A state that comes into reach leaves this list. */
const WITHOUT_A_ROW: Readonly<Record<MachineName, Readonly<Record<string, string>>>> = {
  firm: { invited: NO_USE_CASE, registering: PASSES, registry_check: PASSES, verified: PASSES, merged: NO_USE_CASE },
  application: { returned_unassessed: 'the reserve list of the demo year ends later' },
  assignment: { proposed: PASSES, conflict_check: PASSES },
  diagnosis: {},
  kpi_card: { rebaseline_requested: PASSES, retired: NO_USE_CASE },
  reading: {},
  plan: { endorsed: PASSES, amended: 'no demo firm changes a task' },
  grant_decision: {},
  agreement: { countersigned: PASSES, rescinded: NO_USE_CASE },
  change_request: { approved: PASSES },
  tranche: { held: NO_USE_CASE },
  visit: { fee_claimed: NO_USE_CASE, fee_paid: NO_USE_CASE },
  interim_check: {},
  completion: {},
  verification: { evidence_review: PASSES },
  settlement: { submitted: 'is matched at once' },
  recovery: { voluntary_return: NO_USE_CASE, instalments: NO_USE_CASE, referred: NO_USE_CASE },
  appeal: { admissibility: FEW_REFUSED, inadmissible: FEW_REFUSED, review: FEW_REFUSED, upheld: FEW_REFUSED, partly_upheld: FEW_REFUSED },
  hold: {},
  membership: {},
  follow_up_request: allOf('follow_up_request', NO_USE_CASE),
  wrongdoing_report: allOf('wrongdoing_report', NO_USE_CASE),
};

function allOf(machine: MachineName, reason: string): Record<string, string> {
  return Object.fromEntries(Object.keys(machines[machine].states).map((state) => [state, reason]));
}

describe('the demo programme', () => {
  test.each(MACHINE_NAMES)('has a firm in each state of %s, but for those that are named with a reason', async (machine) => {
    const rows = await db.owner<{ state: string }>(`select distinct state from ${TABLES[machine] ?? machine}`);
    const found = new Set(rows.map((row) => row.state));
    expect(Object.keys(machines[machine].states).filter((state) => !found.has(state)).toSorted()).toEqual(Object.keys(WITHOUT_A_ROW[machine]).toSorted());
  });

  test('keeps its books: the ledger is zero and the verifier finds nothing', async () => {
    const [ledger] = await db.owner<{ sum: string; transfers: string }>('select sum(balance_won)::text as sum, (select count(*) from ledger_transfer)::text as transfers from ledger_account');
    expect(ledger?.sum).toBe('0');
    expect(Number(ledger?.transfers)).toBeGreaterThan(60);
    expect((await verify(db.ownerUrl)).findings).toEqual([]);
  });

  test('shows firms as the demo guidance asks for', async () => {
    const rows = await db.owner<{ business_number: string; affiliated: boolean; grant_won: string | null }>(
      `select f.business_number, exists (select from supply_relation r where r.firm_id = f.id) as affiliated, (select a.requested_won::text from application a where a.firm_id = f.id) as grant_won from firm f`,
    );
    expect(rows).toHaveLength(DEMO_FIRMS.length);
    expect(rows.every((row) => row.business_number.startsWith('99981') && isValidBusinessNumber(row.business_number))).toBe(true);
    const root = DEMO_FIRMS.filter((firm) => firm.rootTechnologies.length > 0).length / DEMO_FIRMS.length;
    expect(root).toBeGreaterThan(0.45);
    expect(root).toBeLessThan(0.55);
    const free = DEMO_FIRMS.filter((firm) => !firm.parent);
    const small = free.filter((firm) => (firm.salesWon[0] ?? 0) < 5_000_000_000).length / free.length;
    expect(small).toBeGreaterThan(0.8);
    expect(small).toBeLessThan(0.9);
    expect(rows.filter((row) => row.affiliated)).toHaveLength(DEMO_FIRMS.length - free.length);
    for (const row of rows) if (row.grant_won) expect(Number(row.grant_won)).toSatisfy((won: number) => won >= 20_000_000 && won <= 40_000_000);
    const texts = DEMO_FIRMS.flatMap((firm) => [firm.problem, firm.wish, firm.commitment]);
    expect(texts.every((text) => text.length >= 200 && text.length <= 2000)).toBe(true);
    expect(new Set(DEMO_FIRMS.map((firm) => firm.problem)).size).toBe(DEMO_FIRMS.length);
  });

  test('has enough results for public figures, with a KPI from zero and some that got worse', async () => {
    const [year] = await db.owner<{ id: string }>('select id from programme_year where number = 14');
    const figures = await db.owner<{ definition_code: string; n: string }>('select definition_code, n from public_kpi_outcomes($1)', [year?.id]);
    expect(figures.filter((figure) => Number(figure.n) >= 10).map((figure) => figure.definition_code)).toEqual(expect.arrayContaining(['Q1', 'D1']));
    const [zero] = await db.owner<{ n: number }>(`select count(*)::int as n from kpi_card where baseline_value = 0 and state = 'frozen'`);
    expect(zero?.n).toBeGreaterThan(0);
    const [worse] = await db.owner<{ n: number }>(
      `select count(*)::int as n from kpi_card c join kpi_definition d on d.code = c.definition_code join kpi_reading r on r.kpi_card_id = c.id and r.kind = 'final'
       where case when d.better = 'lower' then r.value > c.baseline_value else r.value < c.baseline_value end`,
    );
    expect(worse?.n).toBeGreaterThanOrEqual(2);
    const [settled] = await db.owner<{ n: number }>(`select count(*)::int as n from settlement where state = 'closed'`);
    expect(settled?.n).toBeGreaterThanOrEqual(6);
    const [published] = await db.owner<{ figures: { improvement: { n: number; worse: number } } }>('select public_outcome_figures($1, 5, null) as figures', [year?.id]);
    expect(published?.figures.improvement.worse).toBeGreaterThanOrEqual(2);
  });

  test('happens in the past, in order, on working days', async () => {
    const [late] = await db.owner<{ n: number }>('select count(*)::int as n from event where effective_at > $1', [NOW]);
    expect(late?.n).toBe(0);
    const [weekend] = await db.owner<{ n: number }>(`select count(*)::int as n from visit where extract(isodow from visit_on) > 5`);
    expect(weekend?.n).toBe(0);
    const [backwards] = await db.owner<{ n: number }>(
      `select count(*)::int as n from (select effective_at, lag(effective_at) over (partition by application_id order by recorded_at, id) as before from event where application_id is not null) e where effective_at < before`,
    );
    expect(backwards?.n).toBe(0);
  });

  test('keeps a few mails for the demo mailbox and no flood', async () => {
    const rows = await db.owner<{ status: string; n: number }>('select status, count(*)::int as n from mail_delivery group by 1');
    expect(Object.fromEntries(rows.map((row) => [row.status, row.n]))).toMatchObject({ queued: 20 });
    expect(rows.map((row) => row.status).toSorted()).toEqual(['cancelled', 'queued']);
  });

  test('stays as it is when the product starts again', async () => {
    const [before] = await db.owner<{ events: number; mails: number }>(`select (select count(*) from event)::int as events, (select count(*) from mail_delivery where status = 'queued')::int as mails`);
    const said: string[] = [];
    await load(said);
    expect(said).toEqual([]);
    const [after] = await db.owner(`select (select count(*) from event)::int as events, (select count(*) from mail_delivery where status = 'queued')::int as mails`);
    expect(after).toEqual(before);
  });
});
