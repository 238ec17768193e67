import { beforeAll, describe, expect, test } from 'vitest';
import { isValidBusinessNumber } from '#app/domain/formats/business-number.ts';
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

/** States that somebody who walks through the demonstration has to meet, by table (domain.md 7.4, 7.10). */
const STATES: Readonly<Record<string, readonly string[]>> = {
  application: ['draft', 'ready_for_sign_off', 'submitted', 'screening', 'correction_requested', 'resubmitted', 'ineligible_proposed', 'ineligible', 'eligible', 'evaluation', 'ranked', 'admitted', 'reserve', 'rejected', 'withdrawn'],
  assignment: ['offered', 'declined', 'active', 'ended'],
  assessment: ['self_in_progress', 'self_submitted', 'onsite_scheduled', 'onsite_done', 'validated', 'disputed', 'agreed'],
  kpi_card: ['draft', 'co_signed', 'frozen'],
  plan: ['draft', 'firm_signed', 'submitted', 'returned', 'approved', 'closed'],
  grant_decision: ['submitted', 'review', 'second_review', 'approved'],
  agreement: ['drafting', 'offered', 'accepted', 'in_force', 'on_hold', 'completed', 'terminated'],
  tranche: ['planned', 'claim_open', 'submitted', 'verified', 'level2', 'reconciled', 'cancelled'],
  visit: ['logged', 'firm_confirmed', 'accepted', 'disputed'],
  kpi_reading: ['recorded', 'confirmed'],
  interim_check: ['scheduled', 'passed'],
  completion: ['not_due', 'submitted', 'returned', 'inspected', 'accepted'],
  verification: ['not_open', 'data_in', 'queried', 'closed'],
  settlement: ['not_open', 'opened', 'auto_matched', 'draft_result', 'refund_due', 'final_payment_due', 'closed'],
  recovery: ['demanded', 'paid'],
  hold: ['active'],
  membership: ['eligible', 'active'],
};

describe('the demo programme', () => {
  test.each(Object.entries(STATES))('has cases in every state of %s', async (table, states) => {
    const rows = await db.owner<{ state: string }>(`select distinct state from ${table}`);
    expect(rows.map((row) => row.state)).toEqual(expect.arrayContaining([...states]));
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
    expect(settled?.n).toBeGreaterThanOrEqual(8);
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
