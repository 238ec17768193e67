import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { composeMail } from '#app/jobs/compose-mail.ts';
import { acceptAgreement, sendAgreementCode } from '#app/services/grants/accept-agreement.ts';
import { approvePayment } from '#app/services/grants/approve-payment.ts';
import { enterBankAccount, verifyBankAccount } from '#app/services/grants/bank-account.ts';
import { confirmPayment, failPayment, reconcilePayment } from '#app/services/grants/confirm-payment.ts';
import { confirmCondition, countersignAgreement, putAgreementInForce } from '#app/services/grants/countersign-agreement.ts';
import { approveGrant } from '#app/services/grants/decide-grant.ts';
import { lapseOffers } from '#app/services/grants/lapse-offers.ts';
import { declineAgreement, offerAgreement } from '#app/services/grants/offer-agreement.ts';
import { orderPayment, readBankFile, sendBatch } from '#app/services/grants/order-payment.ts';
import { reversePayment } from '#app/services/grants/reverse-payment.ts';
import { saveAgreementDraft } from '#app/services/grants/save-agreement-draft.ts';
import { saveClaim, type ClaimLineInput } from '#app/services/grants/save-claim.ts';
import { codeOf } from '#app/services/grants/sign-code.ts';
import { submitClaim } from '#app/services/grants/submit-claim.ts';
import { queryClaim, recommendPayment, verifyClaim } from '#app/services/grants/verify-claim.ts';
import { receiveFile } from '#app/services/documents/receive-file.ts';
import { readDocument } from '#app/services/documents/read-document.ts';
import { pdfOf } from '#tests/factories/files.ts';
import { approveCase, createFundedYear, createGrantReadyCase, createMoneyPeople, recommendCase, type FundedYear, type GrantReadyCase, type MoneyPeople } from '#tests/factories/grant.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { uniqueWord } from '#tests/factories/unique.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
let people: MoneyPeople;
let year: FundedYear;
beforeAll(async () => {
  people = await createMoneyPeople(db.owner);
  year = await createFundedYear(db.owner, people);
});

const at = (day: string) => `2026-${day}T01:00:00Z`;
const officer = (day = '10-15') => contextOf(people.officer.actor, at(day));
const senior = (day = '10-20') => contextOf(people.senior.actor, at(day));
const finance = (day = '10-28') => contextOf(people.finance.actor, at(day));
const rep = (given: GrantReadyCase, day = '10-16') => contextOf(given.firm.representative.actor, at(day));
const NUMBER = '110-456-789012';

async function one<T extends object>(text: string, values: readonly unknown[]): Promise<T> {
  const [row] = await db.owner<T & Record<string, unknown>>(text, values);
  if (!row) throw new Error(`no row: ${text}`);
  return row;
}
const stateOf = async (table: string, id: string) => (await one<{ state: string }>(`select state from ${table} where id = $1`, [id])).state;
const agreementOf = (given: GrantReadyCase) => one<{ id: string; state: string; current_version_id: string; number: string | null; paid_won: string }>('select id, state, current_version_id, number, paid_won from agreement where application_id = $1 order by created_at desc limit 1', [given.applicationId]);

async function draft(given: GrantReadyCase, grantWon = 30_000_000, over: { trancheWon?: number[]; endsOn?: string; lineWon?: number } = {}) {
  const first = over.lineWon ?? 12_000_000;
  return saveAgreementDraft(officer(), {
    applicationId: given.applicationId,
    startsOn: '2026-10-15',
    endsOn: over.endsOn ?? '2027-07-31',
    lines: [
      { category: 'equipment', title: '비전 검사기', basis: '12,000,000원 × 1대', proof: '견적서', amountWon: first, ownShareWon: 1_000_000, planTaskId: null },
      { category: 'consulting', title: '공정 컨설팅', basis: '일 720,000원 × 25일', proof: '세금계산서', amountWon: grantWon - 12_000_000, ownShareWon: 0, planTaskId: null },
    ],
    trancheWon: over.trancheWon ?? [],
  });
}

async function mailedCode(versionId: string): Promise<string> {
  const row = await one<{ values: { codeId: string } }>(`select values from notice where kind = 'sign_code' and subject_id = $1 order by created_at desc limit 1`, [versionId]);
  return codeOf(row.values.codeId);
}

async function accept(given: GrantReadyCase) {
  const { current_version_id: versionId } = await agreementOf(given);
  await sendAgreementCode(rep(given), { applicationId: given.applicationId });
  const { sha256 } = await one<{ sha256: Buffer }>('select d.sha256 from agreement_version v join document d on d.id = v.document_id where v.id = $1', [versionId]);
  await acceptAgreement(rep(given), { applicationId: given.applicationId, documentHash: sha256.toString('hex'), code: await mailedCode(versionId), ip: '203.0.113.7' });
}

async function bank(given: GrantReadyCase, number = NUMBER) {
  await enterBankAccount(rep(given), { applicationId: given.applicationId, bankCode: '088', holder: given.firm.name, number });
  const { id } = await one<{ id: string }>('select id from bank_account where firm_id = $1 order by entered_at desc, id desc limit 1', [given.firm.id]);
  await verifyBankAccount(officer('10-17'), { applicationId: given.applicationId, accountId: id, verified: true, reason: '' });
}

/** A case whose agreement is in force, with the id of its first tranche. */
async function inForce(options: { trancheWon?: number[] } = {}): Promise<{ given: GrantReadyCase; trancheId: string }> {
  const given = await createGrantReadyCase(db.owner, year);
  await approveCase(people, given, 30_000_000);
  await draft(given, 30_000_000, options);
  await offerAgreement(officer(), { applicationId: given.applicationId });
  await bank(given);
  await accept(given);
  await countersignAgreement(senior(), { applicationId: given.applicationId, ip: null });
  const { id } = await one<{ id: string }>(`select id from tranche where application_id = $1 and number = 1`, [given.applicationId]);
  return { given, trancheId: id };
}

async function lineInput(given: GrantReadyCase, amountWon: number, which = 0): Promise<ClaimLineInput> {
  const rows = await db.owner<{ id: string }>('select b.id from budget_line b join agreement g on g.current_version_id = b.agreement_version_id where g.application_id = $1 order by b.position', [given.applicationId]);
  return { id: null, budgetLineId: rows[which]?.id ?? '', title: '선지급', note: '계약금', supplierName: '', supplierNumber: '', proofKind: 'quotation', proofOn: '2026-10-19', invoiceNumber: '', amountWon };
}
const upload = async (index: number) => ({ index, purpose: 'quotation' as const, received: await receiveFile(Readable.from([Buffer.from(pdfOf())]), '견적서.pdf') });

async function claim(given: GrantReadyCase, trancheId: string, amounts: readonly [number, number]) {
  await saveClaim(rep(given, '10-21'), { trancheId, note: '', lines: [await lineInput(given, amounts[0], 0), await lineInput(given, amounts[1], 1)], uploads: [await upload(0), await upload(1)] });
  return submitClaim(rep(given, '10-21'), { trancheId, answer: '' });
}

async function verifyAll(trancheId: string) {
  const lines = await db.owner<{ id: string; amount_won: string }>('select id, amount_won from tranche_line where tranche_id = $1 order by created_at, id', [trancheId]);
  await verifyClaim(officer('10-22'), { trancheId, verdicts: lines.map((line) => ({ lineId: line.id, allowedWon: Number(line.amount_won), code: null })) });
}

async function sentPayment() {
  const made = await inForce();
  await claim(made.given, made.trancheId, [10_000_000, 5_000_000]);
  await verifyAll(made.trancheId);
  await recommendPayment(officer('10-23'), { trancheId: made.trancheId });
  await approvePayment(senior('10-26'), { trancheId: made.trancheId });
  await orderPayment(finance('10-27'), { trancheId: made.trancheId });
  const batch = await sendBatch(finance('10-27'), { trancheIds: [made.trancheId] });
  return { ...made, batch };
}

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

describe('the agreement', () => {
  it('is drafted inside the year, its lines and payments equal to the grant, the advance below the cap', async () => {
    const given = await createGrantReadyCase(db.owner, year);
    await approveCase(people, given, 30_000_000);
    await expect(draft(given, 30_000_000, { endsOn: '2027-08-01' })).rejects.toMatchObject({ fields: { endsOn: ['grants.agreement.outside_year|{"from":"2026-10-15","to":"2027-07-31"}'] } });
    await expect(draft(given, 30_000_000, { lineWon: 11_999_999 })).rejects.toMatchObject({ fields: { lines: ['grants.agreement.sum_differs|{"sum":29999999,"grant":30000000}'] } });
    await expect(draft(given, 30_000_000, { trancheWon: [21_000_001, 5_000_000, 3_999_999] })).rejects.toMatchObject({ fields: { 'trancheWon[0]': ['answers.claim.advance_above_cap|{"max":21000000}'] } });
    await expect(draft(given, 30_000_000, { trancheWon: [21_000_000, 5_000_000, 3_999_999] })).rejects.toMatchObject({ fields: { tranches: ['grants.agreement.tranches_differ|{"sum":29999999,"grant":30000000}'] } });
    await draft(given, 30_000_000, { trancheWon: [21_000_000, 5_000_000, 4_000_000] });
  });

  it('is signed with the code from the mail over the document that was shown; its file has the stored hash', async () => {
    const given = await createGrantReadyCase(db.owner, year);
    const { applicationId } = given;
    await approveCase(people, given, 30_000_000);
    await expect(offerAgreement(officer(), { applicationId })).rejects.toMatchObject({ code: 'incomplete', fields: { '': ['grants.guard.version_missing'] } });
    const { documentId, versionId } = await draft(given);
    await offerAgreement(officer(), { applicationId });
    await expect(draft(given)).rejects.toMatchObject({ code: 'transition_not_allowed' });
    const opened = await readDocument(rep(given), documentId);
    const chunks: Buffer[] = [];
    for await (const chunk of opened.content) chunks.push(chunk as Buffer);
    const documentHash = createHash('sha256').update(Buffer.concat(chunks)).digest('hex');
    expect(documentHash).toBe(opened.document.sha256);

    await sendAgreementCode(rep(given), { applicationId });
    const code = await mailedCode(versionId);
    const wrong = code === '000000' ? '000001' : '000000';
    const input = { applicationId, documentHash, code, ip: '203.0.113.7' };
    await expect(acceptAgreement(rep(given), { ...input, code: wrong })).rejects.toMatchObject({ fields: { code: ['grants.sign.code_wrong'] } });
    await expect(acceptAgreement(rep(given), { ...input, documentHash: '0'.repeat(64) })).rejects.toMatchObject({ code: 'stale_version' });
    await expect(acceptAgreement(contextOf((await createPerson(db.owner, 'manager', { firmId: given.firm.id })).actor, at('10-16')), input)).rejects.toMatchObject({ code: 'not_allowed' });
    await acceptAgreement(rep(given), input);
    const signature = await one<{ hash: string; method: string; signer_name: string }>(`select encode(document_hash, 'hex') as hash, method, signer_name from agreement_signature where agreement_version_id = $1 and party = 'firm'`, [versionId]);
    expect(signature).toEqual({ hash: documentHash, method: 'code', signer_name: given.firm.representative.actor.name });
    await expect(acceptAgreement(rep(given), input)).rejects.toMatchObject({ code: 'transition_not_allowed' });
    await expect(countersignAgreement(contextOf({ ...people.officer.actor, duty: 'senior_officer' }, at('10-20')), { applicationId, ip: null })).rejects.toMatchObject({ code: 'four_eyes' });
  });

  it('makes a code worthless after five wrong tries or ten minutes, and writes it nowhere', async () => {
    const given = await createGrantReadyCase(db.owner, year);
    const { applicationId } = given;
    await approveCase(people, given, 30_000_000);
    const { versionId } = await draft(given);
    await offerAgreement(officer(), { applicationId });
    const { sha256 } = await one<{ sha256: Buffer }>('select d.sha256 from agreement_version v join document d on d.id = v.document_id where v.id = $1', [versionId]);
    const input = { applicationId, documentHash: sha256.toString('hex'), ip: null };
    await sendAgreementCode(rep(given), { applicationId });
    const code = await mailedCode(versionId);
    const later = contextOf(given.firm.representative.actor, '2026-10-16T01:10:01Z');
    await expect(acceptAgreement(later, { ...input, code })).rejects.toMatchObject({ fields: { code: ['grants.sign.code_expired'] } });
    for (let count = 0; count < 5; count += 1) await expect(acceptAgreement(rep(given), { ...input, code: 'abcdef' })).rejects.toMatchObject({ fields: { code: ['grants.sign.code_wrong'] } });
    await expect(acceptAgreement(rep(given), { ...input, code })).rejects.toMatchObject({ fields: { code: ['grants.sign.code_expired'] } });
    const notice = await one<{ values: Record<string, unknown>; locale: 'ko'; path: string }>(`select values, locale, path from notice where kind = 'sign_code' and subject_id = $1`, [versionId]);
    expect(JSON.stringify(notice.values)).not.toContain(code);
    const mail = await composeMail({ kind: 'sign_code', values: notice.values as Record<string, string>, locale: 'ko', path: notice.path }, 'http://localhost');
    expect(mail.subject).toContain(code);
  });

  it('enters force only with a verified account and met conditions, then freezes KPI cards and plans the payments', async () => {
    const given = await createGrantReadyCase(db.owner, year);
    const { applicationId } = given;
    await recommendCase(people, given, 30_000_000);
    await approveGrant(senior('10-14'), { applicationId, amountWon: 30_000_000, reason: '', withPlan: true, conditions: [{ text: '이행보증보험에 가입합니다.', owner: 'firm', dueOn: '2026-11-10' }] });
    await draft(given);
    await offerAgreement(officer(), { applicationId });
    await accept(given);
    expect(await countersignAgreement(senior(), { applicationId, ip: null })).toMatchObject({ inForce: false });
    await expect(putAgreementInForce(officer('10-21'), { applicationId, waive: false, reason: '' })).rejects.toMatchObject({ fields: { '': ['grants.guard.bank_not_verified'] } });
    await bank(given);
    await expect(putAgreementInForce(officer('10-21'), { applicationId, waive: false, reason: '' })).rejects.toMatchObject({ fields: { '': ['grants.guard.conditions_open'] } });
    await expect(putAgreementInForce(officer('10-21'), { applicationId, waive: true, reason: '급함' })).rejects.toMatchObject({ code: 'not_your_turn' });
    await confirmCondition(officer('10-22'), { applicationId, index: 0 });
    const { number } = await putAgreementInForce(officer('10-22'), { applicationId, waive: false, reason: '' });
    expect(number).toMatch(/-A\d{5}$/);
    const cards = await db.owner<{ state: string }>('select state from kpi_card where application_id = $1', [applicationId]);
    expect(cards.map((card) => card.state)).toEqual(['frozen', 'frozen']);
    const tranches = await db.owner<{ number: number; kind: string; state: string; planned_won: string }>('select number, kind, state, planned_won from tranche where application_id = $1 order by number', [applicationId]);
    expect(tranches.map((row) => [row.number, row.kind, row.state, Number(row.planned_won)])).toEqual([[1, 'advance', 'claim_open', 15_000_000], [2, 'interim', 'planned', 9_000_000], [3, 'final', 'planned', 6_000_000]]);
    const scheduled = await one<{ completion: string; interim: string; settlement: string }>(
      `select (select state from completion where application_id = $1) as completion, (select state from interim_check where application_id = $1) as interim, (select state from settlement where application_id = $1) as settlement`,
      [applicationId],
    );
    expect(scheduled).toEqual({ completion: 'not_due', interim: 'scheduled', settlement: 'not_open' });
  });

  it('gives the money back when it is declined or its last day is over', async () => {
    const own = await createFundedYear(db.owner, people);
    const declined = await createGrantReadyCase(db.owner, own);
    const late = await createGrantReadyCase(db.owner, own);
    for (const given of [declined, late]) {
      await approveCase(people, given, 30_000_000);
      await draft(given);
      await offerAgreement(officer(), { applicationId: given.applicationId });
    }
    await expect(declineAgreement(rep(declined), { applicationId: declined.applicationId, reason: ' ' })).rejects.toMatchObject({ code: 'reason_required' });
    await declineAgreement(rep(declined), { applicationId: declined.applicationId, reason: '다른 사업에 선정되었습니다.' });
    await lapseOffers(new Date(at('12-20')));
    expect(await stateOf('grant_decision', declined.decisionId)).toBe('lapsed');
    expect((await agreementOf(late)).state).toBe('lapsed');
    expect(await lapseOffers(new Date(at('12-21')))).toEqual({ lapsed: 0, freedWon: 0 });
    const after = await one<{ committed_won: string }>('select committed_won from programme_year where id = $1', [own.id]);
    expect(Number(after.committed_won)).toBe(0);
    const held = await db.owner<{ balance_won: string }>(`select balance_won from ledger_account where kind = 'firm_grant' and firm_id = any ($1::uuid[])`, [[declined.firm.id, late.firm.id]]);
    expect(held.map((row) => Number(row.balance_won))).toEqual([0, 0]);
  });
});

describe('a payment request', () => {
  it('keeps the advance cap: 21,000,000 of 30,000,000 is taken, one won more is not', async () => {
    const { given, trancheId } = await inForce({ trancheWon: [21_000_000, 5_000_000, 4_000_000] });
    await saveClaim(rep(given, '10-21'), { trancheId, note: '', lines: [await lineInput(given, 12_000_000, 0), await lineInput(given, 9_000_001, 1)], uploads: [await upload(0), await upload(1)] });
    await expect(submitClaim(rep(given, '10-21'), { trancheId, answer: '' })).rejects.toMatchObject({ fields: { '': ['answers.claim.advance_above_cap|{"max":21000000}'] } });
    const lines = await db.owner<{ id: string }>('select id from tranche_line where tranche_id = $1 order by created_at, id', [trancheId]);
    await saveClaim(rep(given, '10-21'), { trancheId, note: '', lines: [{ ...(await lineInput(given, 12_000_000, 0)), id: lines[0]?.id ?? '' }, { ...(await lineInput(given, 9_000_000, 1)), id: lines[1]?.id ?? '' }], uploads: [] });
    expect(await submitClaim(rep(given, '10-21'), { trancheId, answer: '' })).toEqual({ requestedWon: 21_000_000 });
  });

  it('needs proofs inside the period, amounts inside the budget line, and the representative', async () => {
    const { given, trancheId } = await inForce();
    const line = await lineInput(given, 12_000_001, 0);
    await saveClaim(rep(given, '10-21'), { trancheId, note: '', lines: [{ ...line, proofOn: '2026-10-14' }], uploads: [] });
    await expect(submitClaim(rep(given, '10-21'), { trancheId, answer: '' })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { '': expect.arrayContaining(['grants.claim.quotation_missing', 'answers.claim.proof_outside_period|{"on":"2026-10-14","from":"2026-10-15","to":"2027-07-31"}', 'grants.claim.above_budget_line|{"max":12000000}']) },
    });
    const bookkeeper = contextOf((await createPerson(db.owner, 'firm_finance', { firmId: given.firm.id })).actor, at('10-21'));
    await saveClaim(bookkeeper, { trancheId, note: '', lines: [await lineInput(given, 9_000_000, 0)], uploads: [await upload(0)] });
    await expect(submitClaim(bookkeeper, { trancheId, answer: '' })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(saveClaim(officer(), { trancheId, note: '', lines: [], uploads: [] })).rejects.toMatchObject({ code: 'not_allowed' });
    expect(await submitClaim(rep(given, '10-21'), { trancheId, answer: '' })).toEqual({ requestedWon: 9_000_000 });
  });

  it('is closed after the yearly cut-off and open again in January', async () => {
    const { given, trancheId } = await inForce();
    await saveClaim(rep(given, '10-21'), { trancheId, note: '', lines: [await lineInput(given, 9_000_000, 0)], uploads: [await upload(0)] });
    await expect(submitClaim(contextOf(given.firm.representative.actor, '2026-11-30T09:00:01Z'), { trancheId, answer: '' })).rejects.toMatchObject({ code: 'window_closed' });
    await expect(submitClaim(contextOf(given.firm.representative.actor, '2027-01-04T01:00:00Z'), { trancheId, answer: '' })).resolves.toEqual({ requestedWon: 9_000_000 });
  });

  it('goes back with queries per line and comes again with an answer', async () => {
    const { given, trancheId } = await inForce();
    await claim(given, trancheId, [9_000_000, 6_000_000]);
    const lines = await db.owner<{ id: string }>('select id from tranche_line where tranche_id = $1 order by created_at, id', [trancheId]);
    await expect(queryClaim(officer('10-22'), { trancheId, queries: [], reason: '' })).rejects.toMatchObject({ fields: { '': ['grants.verify.no_query'] } });
    await queryClaim(officer('10-22'), { trancheId, queries: [{ lineId: lines[0]?.id ?? '', text: '견적서에 날짜가 없습니다.' }], reason: '' });
    await expect(submitClaim(rep(given, '10-23'), { trancheId, answer: '' })).rejects.toMatchObject({ fields: { answer: ['errors.field.required'] } });
    await submitClaim(rep(given, '10-23'), { trancheId, answer: '다시 받은 견적서를 붙였습니다.' });
    expect(await stateOf('tranche', trancheId)).toBe('submitted');
    const verdict = (index: number, allowedWon: number, code: string | null) => ({ lineId: lines[index]?.id ?? '', allowedWon, code });
    await expect(verifyClaim(officer('10-24'), { trancheId, verdicts: [verdict(0, 9_000_000, null)] })).rejects.toMatchObject({ fields: { 'verdicts[1].allowedWon': ['errors.field.required'] } });
    await expect(verifyClaim(officer('10-24'), { trancheId, verdicts: [verdict(0, 9_000_001, null), verdict(1, 5_000_000, null)] })).rejects.toMatchObject({
      fields: { 'verdicts[0].allowedWon': ['grants.verify.above_line|{"max":9000000}'], 'verdicts[1].code': ['grants.verify.code_missing'] },
    });
    expect(await verifyClaim(officer('10-24'), { trancheId, verdicts: [verdict(0, 9_000_000, null), verdict(1, 5_000_000, 'vat')] })).toEqual({ verifiedWon: 14_000_000 });
  });
});

describe('paying', () => {
  it('takes three people, refuses a held payment, and an account that is being changed', async () => {
    const { given, trancheId } = await inForce();
    await claim(given, trancheId, [10_000_000, 5_000_000]);
    await verifyAll(trancheId);
    await expect(approvePayment(senior('10-23'), { trancheId })).rejects.toMatchObject({ code: 'transition_not_allowed' });
    await recommendPayment(officer('10-23'), { trancheId });
    await expect(approvePayment(contextOf({ ...people.officer.actor, duty: 'senior_officer' }, at('10-26')), { trancheId })).rejects.toMatchObject({ code: 'four_eyes' });
    const [hold] = await db.owner<{ id: string }>(`insert into hold (firm_id, application_id, state, scope, cause_code, ends_at) values ($1, $2, 'active', 'pay', 'check', '2027-01-01') returning id`, [given.firm.id, given.applicationId]);
    await expect(approvePayment(senior('10-26'), { trancheId })).rejects.toMatchObject({ code: 'held' });
    await db.owner(`update hold set state = 'lifted', version = version + 1 where id = $1`, [hold?.id]);
    await approvePayment(senior('10-26'), { trancheId });
    await expect(orderPayment(contextOf({ ...people.senior.actor, duty: 'finance_officer' }, at('10-27')), { trancheId })).rejects.toMatchObject({ code: 'four_eyes' });
    await expect(db.owner('update tranche set paid_by = approved_by where id = $1', [trancheId])).rejects.toMatchObject({ constraint: 'tranche_four_eyes' });
    await enterBankAccount(rep(given, '10-26'), { applicationId: given.applicationId, bankCode: '004', holder: given.firm.name, number: '123456-04-987654' });
    await expect(orderPayment(finance('10-27'), { trancheId })).rejects.toMatchObject({ fields: { '': ['grants.guard.bank_not_verified'] } });
    const { id } = await one<{ id: string }>(`select id from bank_account where firm_id = $1 and status = 'entered'`, [given.firm.id]);
    await verifyBankAccount(officer('10-26'), { applicationId: given.applicationId, accountId: id, verified: true, reason: '' });
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
});
