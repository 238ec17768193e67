import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '#tests/support/database.ts';
import { acting, type Case, makeCase, makeWorld, refusal, type World } from './world.ts';

const database = useDatabase();
let world: World;
let made: Case;

beforeAll(async () => {
  world = await makeWorld(database.owner);
  made = await makeCase(database.owner, world);
});

async function account(kind: string, negative = false): Promise<string> {
  const id = randomUUID();
  await database.owner(`insert into ledger_account (id, kind, organisation_id, may_be_negative, programme_year_id, firm_id) values ($1, $2, $3, $4, $5, $6)`, [
    id, kind, world.parentId, negative, world.yearId, kind === 'firm_grant' ? (await makeCase(database.owner, world)).firmId : null,
  ]);
  return id;
}

/** Books one transfer in one transaction as the finance officer. */
function book(lines: readonly (readonly [account: string, won: number])[], id = randomUUID()): Promise<unknown> {
  return acting(database.appUrl, { role: 'officer', duty: 'finance_officer', userId: world.financeId }, async (query) => {
    await query(`insert into ledger_transfer (id, kind, recorded_by) values ($1, 'allocation', $2)`, [id, world.financeId]);
    const values = lines.map((_, index) => `($1, $${2 + index * 2}, $${3 + index * 2})`).join(', ');
    if (lines.length > 0) await query(`insert into ledger_line (transfer_id, account_id, amount_won) values ${values}`, [id, ...lines.flat()]);
  }, true);
}

describe('the ledger', () => {
  test('takes a balanced transfer, keeps the balances and seals it', async () => {
    const [outside, earmark] = [await account('outside', true), await account('contributor_earmark')];
    const id = randomUUID();
    await book([[outside, -5_000_000], [earmark, 5_000_000]], id);
    expect(await database.owner(`select balance_won::text as won from ledger_account where id = any($1) order by balance_won`, [[outside, earmark]])).toEqual([{ won: '-5000000' }, { won: '5000000' }]);
    expect(await database.owner(`select chain from record_seal where transfer_id = $1`, [id])).toEqual([{ chain: 'money' }]);
  });

  test('refuses a transfer that does not sum to zero, has one line or none', async () => {
    const [a, b] = [await account('returned', true), await account('clawback')];
    expect(await refusal(book([[a, -100], [b, 99]]))).toBe('IP004');
    expect(await refusal(book([[a, 100]]))).toBe('IP004');
    expect(await refusal(book([]))).toBe('IP004');
  });

  test('refuses a negative balance', async () => {
    const [a, b] = [await account('programme_year'), await account('firm_grant')];
    expect(await refusal(book([[a, -1], [b, 1]]))).toBe('23514');
  });

  test('refuses a late line for a transfer that is sealed, an update and a delete', async () => {
    const [a, b] = [await account('firm_own_share', true), await account('firm_paid')];
    const id = randomUUID();
    await book([[a, -10], [b, 10]], id);
    expect(await refusal(database.owner(`insert into ledger_line (transfer_id, account_id, amount_won) values ($1, $2, 5), ($1, $3, -5)`, [id, b, a]))).toBe('IP002');
    expect(await refusal(database.owner(`update ledger_line set amount_won = 11 where transfer_id = $1`, [id]))).toBe('IP002');
    expect(await refusal(database.owner(`delete from ledger_transfer where id = $1`, [id]))).toBe('IP002');
    expect(await refusal(database.owner(`truncate ledger_line`))).toBe('IP002');
  });

  test('cannot be written by a firm, a consultant or an administrator', async () => {
    for (const role of ['firm', 'consultant', 'admin', 'parent', 'evaluator', 'auditor', 'public']) {
      expect(await refusal(acting(database.appUrl, { role, userId: made.memberId, firmId: made.firmId }, (query) => query(`insert into ledger_transfer (kind) values ('payment')`)))).toBe('42501');
    }
  });
});

describe('limits', () => {
  test('the budget of a year is never exceeded by twenty officers at once', async () => {
    const small = await makeWorld(database.owner, 300_000_000);
    const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 20 });
    try {
      const taken = await Promise.all(
        Array.from({ length: 40 }, async () => {
          const result = await pool.query(`update programme_year set committed_won = committed_won + 20000000 where id = $1 and committed_won + 20000000 <= budget_won`, [small.yearId]);
          return result.rowCount ?? 0;
        }),
      );
      expect(taken.reduce((sum, count) => sum + count, 0)).toBe(15);
      expect(await refusal(pool.query(`update programme_year set committed_won = committed_won + 1 where id = $1`, [small.yearId]))).toBe('23514');
    } finally {
      await pool.end();
    }
  });

  test('receipt numbers have no gap and no double under concurrency, and a rollback gives its number back', async () => {
    const fresh = await makeWorld(database.owner);
    const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 10 });
    try {
      await Promise.all(
        Array.from({ length: 30 }, async (_, index) => {
          const client = await pool.connect();
          await client.query('begin');
          await client.query(`select take_receipt_number($1)`, [fresh.yearId]);
          await client.query(index % 3 === 0 ? 'rollback' : 'commit');
          client.release();
        }),
      );
      expect((await pool.query(`select take_receipt_number($1) as number`, [fresh.yearId])).rows[0]).toEqual({ number: expect.stringMatching(/-00021$/) });
    } finally {
      await pool.end();
    }
  });

  test('a grant outside of the limits of its year is refused', async () => {
    const approve = (won: number) => refusal(database.owner(`update grant_decision set amount_won = $2, requested_won = greatest($2, requested_won) where id = $1`, [made.grantId, won]));
    expect(await approve(19_999_999)).toBe('IP005');
    expect(await approve(40_000_001)).toBe('IP005');
    expect(await approve(30_000_000)).toBe('accepted');
  });

  test('an agreement is never larger than its decision', async () => {
    expect(await refusal(database.owner(`update agreement set amount_won = 30000001 where id = $1`, [made.agreementId]))).toBe('IP005');
  });

  test('advances stay within the cap to the won and tranches within the agreement', async () => {
    const set = (won: number) => refusal(database.owner(`update tranche set planned_won = $2 where id = $1`, [made.trancheId, won]));
    expect(await set(21_000_001)).toBe('IP005');
    expect(await set(21_000_000)).toBe('accepted');
    const add = (number: number, won: number) => refusal(database.owner(
      `insert into tranche (agreement_id, application_id, firm_id, number, kind, planned_won) values ($1, $2, $3, $4, 'final', $5)`, [made.agreementId, made.applicationId, made.firmId, number, won]));
    expect(await add(2, 9_000_001)).toBe('IP005');
    expect(await add(2, 9_000_000)).toBe('accepted');
    expect(await add(3, 1)).toBe('IP005');
  });

  test('paid money stays within the agreement', async () => {
    expect(await refusal(database.owner(`update agreement set paid_won = amount_won + 1 where id = $1`, [made.agreementId]))).toBe('23514');
    expect(await refusal(database.owner(`update agreement set paid_won = -1 where id = $1`, [made.agreementId]))).toBe('23514');
  });

  test('who proposes does not approve, who approves does not pay', async () => {
    expect(await refusal(database.owner(`update grant_decision set approved_by = proposed_by where id = $1`, [made.grantId]))).toBe('23514');
    const tranche = (columns: string) => refusal(database.owner(`update tranche set ${columns} where id = $1`, [made.trancheId]));
    expect(await tranche(`verified_by = '${world.officerId}', approved_by = '${world.officerId}'`)).toBe('23514');
    expect(await tranche(`verified_by = '${world.officerId}', approved_by = '${world.seniorId}', paid_by = '${world.seniorId}'`)).toBe('23514');
    expect(await tranche(`verified_by = '${world.officerId}', approved_by = '${world.seniorId}', paid_by = '${world.officerId}'`)).toBe('23514');
    expect(await tranche(`verified_by = '${world.officerId}', approved_by = '${world.seniorId}', paid_by = '${world.financeId}'`)).toBe('accepted');
  });

  test('a firm has one live application and one live agreement per year', async () => {
    expect(await refusal(database.owner(`insert into application (firm_id, programme_year_id) values ($1, $2)`, [made.firmId, world.yearId]))).toBe('23505');
    expect(await refusal(database.owner(
      `insert into agreement (application_id, firm_id, grant_decision_id, amount_won, starts_on, ends_on) values ($1, $2, $3, 20000000, '2026-10-01', '2027-07-31')`,
      [made.applicationId, made.firmId, made.grantId]))).toBe('23505');
  });

  test('a bank reference and an invoice count once', async () => {
    const other = await makeCase(database.owner, world);
    await database.owner(`update tranche set bank_reference = 'B-1' where id = $1`, [made.trancheId]);
    expect(await refusal(database.owner(`update tranche set bank_reference = 'B-1' where id = $1`, [other.trancheId]))).toBe('23505');
    const line = (id: string, agreement: string, firm: string) => refusal(database.owner(
      `insert into tranche_line (tranche_id, agreement_id, firm_id, title, proof_kind, proof_on, amount_won, supplier_number, invoice_number) values ($1, $2, $3, 'x', 'tax_invoice', '2026-11-01', 1000, '1248100998', 'T-1')`,
      [id, agreement, firm]));
    expect(await line(made.trancheId, made.agreementId, made.firmId)).toBe('accepted');
    expect(await line(other.trancheId, other.agreementId, other.firmId)).toBe('23505');
  });
});
