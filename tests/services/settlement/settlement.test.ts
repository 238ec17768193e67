import { beforeAll, describe, expect, test } from 'vitest';
import { startMembership } from '#app/services/firms/start-membership.ts';
import { closeSettlement, recordRefund } from '#app/services/grants/close-settlement.ts';
import { acceptSettlementResult, decideObjection, finaliseSettlement, objectToSettlement } from '#app/services/grants/decide-settlement.ts';
import { getSettlementPage } from '#app/services/grants/get-settlement-page.ts';
import { matchLines } from '#app/services/grants/match-lines.ts';
import { answerSettlementQueries, draftSettlement, judgeLines, querySettlement, startSettlementReview } from '#app/services/grants/review-settlement.ts';
import { addSettlementLine, removeSettlementLine, submitSettlement } from '#app/services/grants/submit-settlement.ts';
import { getCompletionPage } from '#app/services/outcomes/get-completion-page.ts';
import { openVerification, sendVerificationValue } from '#app/services/outcomes/open-verification.ts';
import { closeVerifications, reviewVerification } from '#app/services/outcomes/verify-outcome.ts';
import { deriveCaseStage } from '#app/domain/workflow/case-stage.ts';
import { findCaseParts, statesOfCase } from '#db/queries/case-states.ts';
import { withActor } from '#db/transaction.ts';
import { giveProofs, ledgerOf, makeOutcomeYear, makeRunningCase, makeStaff, type OutcomeYear, type RunningCase } from '#tests/factories/completion.ts';
import { useDatabase } from '#tests/support/database.ts';
import { complete, settleTo, type Staff } from './steps.ts';

const db = useDatabase();
let year: OutcomeYear;
let staff: Staff;

beforeAll(async () => {
  year = await makeOutcomeYear(db.owner);
  staff = { officer: await makeStaff(db.owner, 'officer'), senior: await makeStaff(db.owner, 'senior_officer'), finance: await makeStaff(db.owner, 'finance_officer') };
});

const stageOf = (made: RunningCase) =>
  withActor(staff.officer(), async (tx) => {
    const parts = await findCaseParts(tx, made.id);
    return parts ? deriveCaseStage(statesOfCase(parts)).stage : null;
  });

const PLACES = `select s.state, s.end_reason, c.live_count from assignment s join consultant c on c.id = s.consultant_id where s.application_id = $1`;

async function settlementOf(made: RunningCase) {
  return (await db.owner<{ state: string; refund: number; refunded: number; allowed: number; certificate: string | null }>(
    `select state, refund_won::float8 as refund, refunded_won::float8 as refunded, allowed_won::float8 as allowed, certificate_document_id as certificate from settlement where application_id = $1`, [made.id],
  ))[0];
}

describe('a settlement', () => {
  test('with nothing left over closes with the ledger at zero, a certificate and the follow-up', async () => {
    const made = await makeRunningCase(db.owner, year);
    await complete(made, staff);
    await settleTo(db.owner, made, staff, { spentWon: 21_000_000, allowedWon: 21_000_000, paidWon: 21_000_000 });
    await acceptSettlementResult(made.firm(), { applicationId: made.id });
    expect(await settlementOf(made)).toMatchObject({ state: 'final', allowed: 21_000_000, refund: 0 });
    await expect(closeSettlement(staff.officer(), { applicationId: made.id })).rejects.toMatchObject({ code: expect.stringMatching(/not_allowed|not_your_turn/) });
    await closeSettlement(staff.finance(), { applicationId: made.id });
    expect(await ledgerOf(db.owner, made)).toBe(0);
    expect(await settlementOf(made)).toMatchObject({ state: 'closed', certificate: expect.any(String) });
    expect(await db.owner(`select state from tranche where application_id = $1 and number = 2`, [made.id])).toEqual([{ state: 'cancelled' }]);
    expect(await stageOf(made)).toBe('alumni');
    await startMembership(made.firm(), { applicationId: made.id });
    expect(await db.owner(`select state, minutes_granted from membership where application_id = $1`, [made.id])).toEqual([{ state: 'active', minutes_granted: 960 }]);
    expect(await db.owner(PLACES, [made.id])).toEqual([{ state: 'active', end_reason: null, live_count: 1 }]);
    await openVerification(staff.officer(), { applicationId: made.id });
    for (const { id } of (await getCompletionPage(made.firm())).verifications) {
      await sendVerificationValue(made.firm(), { verificationId: id, numerator: null, denominator: null, value: 5 });
      await reviewVerification(staff.officer(), { verificationId: id, decision: 'verify', grade: 'B' });
    }
    await closeVerifications(staff.officer('2027-01-10T01:00:00Z'), { applicationId: made.id });
    expect(await db.owner(`select state from agreement where id = $1`, [made.agreementId])).toEqual([{ state: 'completed' }]);
    expect(await db.owner(PLACES, [made.id])).toEqual([{ state: 'ended', end_reason: 'completed', live_count: 0 }]);
  });

  test('with less accepted than paid asks for the rest with interest, and closes when it is back', async () => {
    const made = await makeRunningCase(db.owner, year);
    await complete(made, staff);
    await settleTo(db.owner, made, staff, { spentWon: 20_000_000, allowedWon: 18_000_000, paidWon: 21_000_000, interestWon: 40_000 });
    await expect(finaliseSettlement(staff.senior(), { applicationId: made.id })).rejects.toMatchObject({ code: 'window_closed' });
    await finaliseSettlement(staff.senior('2027-01-20T01:00:00Z'), { applicationId: made.id });
    expect(await settlementOf(made)).toMatchObject({ state: 'refund_due', allowed: 18_000_000, refund: 3_040_000 });
    expect(await db.owner(`select state, amount_won::float8 as won, interest_won::float8 as interest, surcharge_won::float8 as surcharge from recovery where application_id = $1`, [made.id])).toEqual([{ state: 'demanded', won: 3_000_000, interest: 40_000, surcharge: 0 }]);
    const pay = (amountWon: number) => recordRefund(staff.finance('2027-02-01T01:00:00Z'), { applicationId: made.id, amountWon, receivedOn: '2027-01-31', reference: 'KB-1' });
    await expect(closeSettlement(staff.finance(), { applicationId: made.id })).rejects.toMatchObject({ code: 'incomplete' });
    await expect(pay(3_040_001)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await pay(1_000_000)).toEqual({ restWon: 2_040_000 });
    expect(await pay(2_040_000)).toEqual({ restWon: 0 });
    await closeSettlement(staff.finance(), { applicationId: made.id });
    expect(await ledgerOf(db.owner, made)).toBe(0);
    expect(await db.owner(`select state from recovery where application_id = $1`, [made.id])).toEqual([{ state: 'paid' }]);
    expect(await db.owner(`select returned_won::float8 as won from agreement where id = $1`, [made.agreementId])).toEqual([{ won: 3_000_000 }]);
  });

  test('with more accepted than paid opens a last payment and waits for it', async () => {
    const made = await makeRunningCase(db.owner, year);
    await complete(made, staff);
    await settleTo(db.owner, made, staff, { spentWon: 28_000_000, allowedWon: 28_000_000, paidWon: 21_000_000 });
    await acceptSettlementResult(made.firm(), { applicationId: made.id });
    expect(await settlementOf(made)).toMatchObject({ state: 'final_payment_due' });
    expect(await db.owner(`select state, planned_won::float8 as won from tranche where application_id = $1 and number = 2`, [made.id])).toEqual([{ state: 'claim_open', won: 7_000_000 }]);
    await expect(closeSettlement(staff.finance(), { applicationId: made.id })).rejects.toMatchObject({ code: 'incomplete' });
  });

  test('is objected to line by line, and decided by somebody other than its reviewer', async () => {
    const made = await makeRunningCase(db.owner, year);
    await complete(made, staff);
    const lineId = await settleTo(db.owner, made, staff, { spentWon: 21_000_000, allowedWon: 19_000_000, paidWon: 21_000_000 });
    await expect(objectToSettlement(made.firm(), { applicationId: made.id, text: 'x', lines: [{ lineId, text: ' ' }] })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(objectToSettlement(made.firm('2027-03-01T01:00:00Z'), { applicationId: made.id, text: 'Late', lines: [{ lineId, text: 'It was planned.' }] })).rejects.toMatchObject({ code: 'expired' });
    await objectToSettlement(made.firm(), { applicationId: made.id, text: 'The tool was planned.', lines: [{ lineId, text: 'See page 3.' }] });
    await db.owner(`update settlement set reviewed_by = $2 where application_id = $1`, [made.id, staff.senior().actor.userId]);
    const verdict = { applicationId: made.id, reason: 'Page 3 shows it.', lines: [{ lineId, allowedWon: 21_000_000, code: null, query: 'Planned indeed.' }] };
    await expect(decideObjection(staff.senior(), verdict)).rejects.toMatchObject({ code: 'four_eyes' });
    const other = await makeStaff(db.owner, 'senior_officer');
    await decideObjection(other(), verdict);
    expect(await settlementOf(made)).toMatchObject({ state: 'final', allowed: 21_000_000 });
    await closeSettlement(staff.finance(), { applicationId: made.id });
    expect(await ledgerOf(db.owner, made)).toBe(0);
  });

  test('takes one round of questions, and no line outside the agreement or without proof', async () => {
    const made = await makeRunningCase(db.owner, year);
    const applicationId = made.id;
    await complete(made, staff);
    const line = { applicationId, budgetLineId: null, title: 'Training', supplierName: 'School', invoiceNumber: 'S-1', proofOn: '2026-05-04', amountWon: 21_000_000, ownShareWon: 0 };
    await expect(addSettlementLine(made.firm(), { ...line, proofOn: '2025-12-31' })).rejects.toMatchObject({ code: 'invalid_input', fields: { proofOn: expect.anything() } });
    await expect(addSettlementLine(made.firm(), { ...line, ownShareWon: 22_000_000 })).rejects.toMatchObject({ code: 'invalid_input', fields: { ownShareWon: expect.anything() } });
    await addSettlementLine(made.firm(), line);
    await addSettlementLine(made.firm(), { ...line, title: 'Twice', invoiceNumber: 'S-2' });
    const rows = await db.owner<{ id: string }>(`select id from settlement_line where application_id = $1 order by position`, [applicationId]);
    await removeSettlementLine(made.firm(), { applicationId, lineId: rows[1]?.id ?? '' });
    await expect(submitSettlement(made.firm(), { applicationId, interestWon: 0, unspentWon: 0 })).rejects.toMatchObject({ code: 'invalid_input', fields: { lines: expect.anything() } });
    await giveProofs(db.owner, made);
    await expect(submitSettlement(made.firm(), { applicationId, interestWon: 0, unspentWon: 5 })).rejects.toMatchObject({ code: 'invalid_input', fields: { unspentWon: expect.anything() } });
    await submitSettlement(made.firm(), { applicationId, interestWon: 0, unspentWon: 0 });
    expect((await getSettlementPage(staff.officer(), applicationId)).lines[0]?.matchScore).toBeGreaterThanOrEqual(75);
    await startSettlementReview(staff.officer(), { applicationId });
    const lineId = rows[0]?.id ?? '';
    await expect(draftSettlement(staff.officer(), { applicationId })).rejects.toMatchObject({ code: 'incomplete' });
    await expect(querySettlement(staff.officer(), { applicationId, reason: 'x' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(judgeLines(staff.officer(), { applicationId, lines: [{ lineId, allowedWon: 1, code: null, query: '' }] })).rejects.toMatchObject({ code: 'invalid_input' });
    await judgeLines(staff.officer(), { applicationId, lines: [{ lineId, allowedWon: null, code: null, query: 'Who took part?' }] });
    await querySettlement(staff.officer(), { applicationId, reason: 'One question' });
    await answerSettlementQueries(made.firm(), { applicationId, answers: [{ lineId, answer: 'Twelve people.' }] });
    await expect(querySettlement(staff.officer(), { applicationId, reason: 'Again' })).rejects.toMatchObject({ code: 'limit_exceeded' });
  });

  test('is closed to consultants and to other firms', async () => {
    const made = await makeRunningCase(db.owner, year);
    const other = await makeRunningCase(db.owner, year);
    await complete(made, staff);
    await expect(getSettlementPage(made.consultant(), made.id)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(getSettlementPage(other.firm(), made.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('the matcher scores what is there, and nothing for the same invoice twice', () => {
  const line = { id: 'a', supplierName: 'S', invoiceNumber: '1', proofOn: '2026-05-01', budgetLineId: 'b', fileCount: 2 };
  const period = { startsOn: '2026-01-01', endsOn: '2026-12-31' };
  expect(matchLines([line], period).get('a')).toBe(100);
  expect(matchLines([{ ...line, proofOn: '2027-01-01', fileCount: 1, budgetLineId: null }], period).get('a')).toBe(45);
  expect([...matchLines([line, { ...line, id: 'c' }], period).values()]).toEqual([0, 0]);
});
