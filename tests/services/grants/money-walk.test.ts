import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { confirmPayment, reconcilePayment } from '#app/services/grants/confirm-payment.ts';
import { readBankFile } from '#app/services/grants/order-payment.ts';
import { uniqueWord } from '#tests/factories/unique.ts';
import { useDatabase } from '#tests/support/database.ts';
import { moneyScene } from './arrange.ts';

const db = useDatabase();
const scene = moneyScene(db);
beforeAll(() => scene.open());
const { one, senior, finance, stateOf, agreementOf, sentPayment } = scene;

describe('the whole walk of the money', () => {
  it('ends with the exact ledger lines, counters and three pairs of hands', async () => {
    const { given, trancheId, batch } = await sentPayment();
    const file = await readBankFile(finance(), batch.batchId);
    expect(file.content).toBe(`batch,row,bank_code,account_number,holder,amount_won,memo\r\n${batch.number},1,088,110456789012,${given.firm.name},15000000,${(await agreementOf(given)).number}-1\r\n`);
    expect(file.hash).toBe(createHash('sha256').update(file.content).digest('hex'));
    expect((await readBankFile(finance('11-05'), batch.batchId)).content).toBe(file.content);
    await expect(readBankFile(senior(), batch.batchId)).rejects.toMatchObject({ code: 'not_allowed' });

    await confirmPayment(finance(), { trancheId, bankReference: `kb-${uniqueWord()}`, paidOn: '2026-10-28' });
    await reconcilePayment(finance('10-29'), { trancheId });
    expect(await stateOf('tranche', trancheId)).toBe('reconciled');

    const lines = await db.owner<{ kind: string; account: string; amount_won: string }>(
      `select t.kind, a.kind as account, l.amount_won from ledger_line l join ledger_transfer t on t.id = l.transfer_id join ledger_account a on a.id = l.account_id
       where a.firm_id = $1 or t.id in (select l2.transfer_id from ledger_line l2 join ledger_account a2 on a2.id = l2.account_id where a2.firm_id = $1) order by t.recorded_at, l.amount_won`,
      [given.firm.id],
    );
    expect(lines.map((line) => [line.kind, line.account, Number(line.amount_won)])).toEqual([
      ['commitment', 'programme_year', -30_000_000],
      ['commitment', 'firm_grant', 30_000_000],
      ['payment', 'firm_grant', -15_000_000],
      ['payment', 'firm_paid', 15_000_000],
    ]);
    expect(Number((await agreementOf(given)).paid_won)).toBe(15_000_000);
    const sum = await one<{ sum: string }>('select sum(balance_won) as sum from ledger_account', []);
    expect(Number(sum.sum)).toBe(0);
    const hands = await one<{ verified_by: string; approved_by: string; paid_by: string }>('select verified_by, approved_by, paid_by from tranche where id = $1', [trancheId]);
    expect(new Set(Object.values(hands)).size).toBe(3);
  });

  it('keeps the account number out of every table but its ciphertext', async () => {
    const { given, batch, trancheId } = await sentPayment();
    await readBankFile(finance(), batch.batchId);
    await confirmPayment(finance(), { trancheId, bankReference: `kb-${uniqueWord()}`, paidOn: '2026-10-28' });
    const tables = await db.owner<{ table_name: string }>(`select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`);
    for (const { table_name: table } of tables) {
      const [found] = await db.owner<{ n: string }>(`select count(*) as n from "${table}" x where x::text like '%110456789012%' or x::text like '%110-456-789012%'`);
      expect([table, Number(found?.n)]).toEqual([table, 0]);
    }
    const row = await one<{ last_digits: string; number_cipher: Buffer }>('select last_digits, number_cipher from bank_account where firm_id = $1', [given.firm.id]);
    expect(row.last_digits).toBe('9012');
    expect(row.number_cipher.includes(Buffer.from('110456789012'))).toBe(false);
  });
});
