import { beforeAll, describe, expect, it } from 'vitest';
import { acceptedUseLines, refundLines } from '#app/domain/grants/ledger.ts';
import { approvePayment } from '#app/services/grants/approve-payment.ts';
import { enterBankAccount } from '#app/services/grants/bank-account.ts';
import { confirmPayment, failPayment } from '#app/services/grants/confirm-payment.ts';
import { getPaymentView } from '#app/services/grants/get-payment-view.ts';
import { orderPayment, sendBatch } from '#app/services/grants/order-payment.ts';
import { postTransfer } from '#app/services/grants/post-transfer.ts';
import { reversePayment } from '#app/services/grants/reverse-payment.ts';
import { checkChangeAccount } from '#app/services/grants/review-change.ts';
import { recommendPayment } from '#app/services/grants/verify-claim.ts';
import { withActor } from '#db/transaction.ts';
import { contextOf } from '#tests/factories/people.ts';
import { uniqueWord } from '#tests/factories/unique.ts';
import { useDatabase } from '#tests/support/database.ts';
import { moneyScene } from './arrange.ts';
import { changeScene } from './change-arrange.ts';

const db = useDatabase();
const scene = moneyScene(db);
const changes = changeScene(scene);
beforeAll(() => scene.open());
const { one, at, officer, senior, finance, rep, stateOf, agreementOf, inForce, claim, verifyAll, sentPayment } = scene;

describe('paying', () => {
  it('takes three scene.people, refuses a held payment, and an account that is being changed', async () => {
    const { given, trancheId } = await inForce();
    await claim(given, trancheId, [10_000_000, 5_000_000]);
    await verifyAll(trancheId);
    await expect(approvePayment(senior('10-23'), { trancheId })).rejects.toMatchObject({ code: 'transition_not_allowed' });
    await recommendPayment(officer('10-23'), { trancheId });
    await expect(approvePayment(contextOf({ ...scene.people.officer.actor, duty: 'senior_officer' }, at('10-26')), { trancheId })).rejects.toMatchObject({ code: 'four_eyes' });
    const [hold] = await db.owner<{ id: string }>(`insert into hold (firm_id, application_id, state, scope, cause_code, ends_at) values ($1, $2, 'active', 'pay', 'check', '2027-01-01') returning id`, [given.firm.id, given.applicationId]);
    await expect(approvePayment(senior('10-26'), { trancheId })).rejects.toMatchObject({ code: 'held' });
    await db.owner(`update hold set state = 'lifted', version = version + 1 where id = $1`, [hold?.id]);
    await approvePayment(senior('10-26'), { trancheId });
    await expect(orderPayment(contextOf({ ...scene.people.senior.actor, duty: 'finance_officer' }, at('10-27')), { trancheId })).rejects.toMatchObject({ code: 'four_eyes' });
    await expect(db.owner('update tranche set paid_by = approved_by where id = $1', [trancheId])).rejects.toMatchObject({ constraint: 'tranche_four_eyes' });
    const account = { bankCode: '004', holder: given.firm.name, number: '123456-04-987654' };
    await expect(enterBankAccount(rep(given, '10-26'), { applicationId: given.applicationId, ...account })).rejects.toMatchObject({ fields: { '': ['grants.bank.change_by_request'] } });
    const change = await changes.submitted(given, 'bank_account', { account, causeOn: null }, '10-26');
    await changes.recommend(change, '10-26');
    await checkChangeAccount(finance('10-26'), { id: change, note: '이전 번호로 전화하여 확인하였습니다.' });
    await changes.approve(change, '10-26');
    await expect(orderPayment(finance('10-27'), { trancheId })).rejects.toMatchObject({ fields: { '': ['grants.guard.bank_not_verified'] } });
    await orderPayment(finance('10-30'), { trancheId });
    expect(await stateOf('tranche', trancheId)).toBe('queued');
  });

  it('happens once, however often the button is pressed', async () => {
    const { given, trancheId } = await sentPayment();
    const bankReference = `kb-${uniqueWord()}`;
    const presses = Array.from({ length: 10 }, () => confirmPayment(finance(), { trancheId, bankReference, paidOn: '2026-10-28' }));
    const results = await Promise.allSettled(presses);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const rows = await one<{ payments: string; paid_won: string }>(`select (select count(*) from ledger_transfer where tranche_id = $1 and kind = 'payment') as payments, (select paid_won from agreement where application_id = $2) as paid_won`, [trancheId, given.applicationId]);
    expect([Number(rows.payments), Number(rows.paid_won)]).toEqual([1, 15_000_000]);
    const other = await sentPayment();
    await expect(confirmPayment(finance(), { trancheId: other.trancheId, bankReference, paidOn: '2026-10-28' })).rejects.toMatchObject({ fields: { bankReference: ['grants.pay.reference_used'] } });
    await expect(confirmPayment(finance(), { trancheId: other.trancheId, bankReference: 'X-1234', paidOn: '2026-10-29' })).rejects.toMatchObject({ fields: { paidOn: ['grants.pay.date_future'] } });
    await expect(confirmPayment(finance(), { trancheId: other.trancheId, bankReference: 'X-1234', paidOn: '2026-10-25' })).rejects.toMatchObject({ fields: { paidOn: ['grants.pay.date_before_approval'] } });
  });

  it('can fail and be sent again, and is reversed by two offices with a mirrored entry', async () => {
    const { given, trancheId } = await sentPayment();
    await failPayment(finance(), { trancheId, reason: '예금주 불일치' });
    await orderPayment(finance('10-29'), { trancheId });
    await sendBatch(finance('10-29'), { trancheIds: [trancheId] });
    await confirmPayment(finance('10-30'), { trancheId, bankReference: `kb-${uniqueWord()}`, paidOn: '2026-10-30' });
    expect(await reversePayment(finance('11-02'), { trancheId, reason: '두 번 지급한 것으로 확인되었습니다.' })).toEqual({ result: 'waiting' });
    await expect(reversePayment(finance('11-02'), { trancheId, reason: '확인' })).rejects.toMatchObject({ code: 'four_eyes' });
    expect(await reversePayment(senior('11-03'), { trancheId, reason: '확인하였습니다.' })).toEqual({ result: 'reversed' });
    const balances = await db.owner<{ kind: string; balance_won: string }>(`select kind, balance_won from ledger_account where firm_id = $1 order by kind`, [given.firm.id]);
    expect(balances.map((row) => [row.kind, Number(row.balance_won)])).toEqual([['firm_grant', 30_000_000], ['firm_paid', 0]]);
    expect(Number((await agreementOf(given)).paid_won)).toBe(0);
    const sum = await one<{ sum: string }>('select sum(balance_won) as sum from ledger_account', []);
    expect(Number(sum.sum)).toBe(0);
  });

  const pay = async () => {
    const made = await sentPayment();
    await confirmPayment(finance(), { trancheId: made.trancheId, bankReference: `kb-${uniqueWord()}`, paidOn: '2026-10-28' });
    return made;
  };
  const reverse = (trancheId: string) => reversePayment(finance('11-02'), { trancheId, reason: '두 번 지급한 것으로 확인되었습니다.' });
  const spent = { code: 'conflict', fields: { '': ['errors.conflict.payment_spent'] } };

  /** Moves money of the firm out of what it was paid, as a settlement (`outside`) or a return (`programme_year`) does. */
  async function take(firmId: string, won: number, to: 'outside' | 'programme_year') {
    const paid = await one<{ programme_year_id: string; organisation_id: string }>(`select programme_year_id, organisation_id from ledger_account where firm_id = $1 and kind = 'firm_paid' and balance_won > 0 limit 1`, [firmId]);
    const pool = { programmeYearId: paid.programme_year_id, organisationId: paid.organisation_id };
    const lines = (to === 'outside' ? acceptedUseLines : refundLines)(pool, firmId, won);
    await withActor(finance('11-01'), (tx) => postTransfer(tx, finance('11-01'), { kind: to === 'outside' ? 'settlement' : 'return', key: `test:${uniqueWord()}`, programmeYearId: pool.programmeYearId, lines }));
  }

  it.each(['outside', 'programme_year'] as const)('is not reversed once part of it went to %s, neither proposed nor confirmed', async (to) => {
    const early = await pay();
    await take(early.given.firm.id, 1, to);
    await expect(reverse(early.trancheId)).rejects.toMatchObject(spent);
    expect((await getPaymentView(finance('11-02'), early.trancheId)).can).toMatchObject({ reverse: false, spent: true });
    const late = await pay();
    expect((await getPaymentView(finance('11-02'), late.trancheId)).can).toMatchObject({ reverse: true });
    expect(await reverse(late.trancheId)).toEqual({ result: 'waiting' });
    await take(late.given.firm.id, 15_000_000, to);
    await expect(reversePayment(senior('11-03'), { trancheId: late.trancheId, reason: '확인하였습니다.' })).rejects.toMatchObject(spent);
    expect(await stateOf('tranche', late.trancheId)).toBe('paid');
    expect(await db.owner(`select 1 from ledger_transfer where tranche_id = $1 and kind = 'reversal'`, [late.trancheId])).toEqual([]);
  });

  it('is not reversed when the firm has given money back, or when a result of the settlement counts on it', async () => {
    const { given, trancheId } = await pay();
    await db.owner('update agreement set returned_won = 1 where application_id = $1', [given.applicationId]);
    await expect(reverse(trancheId)).rejects.toMatchObject(spent);
    await db.owner('update agreement set returned_won = 0 where application_id = $1', [given.applicationId]);
    const { id } = await agreementOf(given);
    await db.owner(`delete from settlement where application_id = $1`, [given.applicationId]);
    await db.owner(`insert into settlement (application_id, firm_id, agreement_id, state) values ($1, $2, $3, 'draft_result')`, [given.applicationId, given.firm.id, id]);
    await expect(reverse(trancheId)).rejects.toMatchObject(spent);
    await db.owner(`delete from settlement where application_id = $1`, [given.applicationId]);
    await db.owner(`insert into settlement (application_id, firm_id, agreement_id, state) values ($1, $2, $3, 'submitted')`, [given.applicationId, given.firm.id, id]);
    expect(await reverse(trancheId)).toEqual({ result: 'waiting' });
  });
});
