import { beforeAll, describe, expect, test } from 'vitest';
import { simpleInterest } from '#app/domain/grants/clawback.ts';
import { closeSettlement } from '#app/services/grants/close-settlement.ts';
import { finaliseSettlement } from '#app/services/grants/decide-settlement.ts';
import { demandRecovery, recordRecoveryPayment } from '#app/services/grants/recovery-collect.ts';
import { decideRecovery, givePriorNotice, giveRecoveryOpinion } from '#app/services/grants/recovery-decide.ts';
import { investigate, suspectMisuse } from '#app/services/grants/recovery-open.ts';
import { terminateAgreement } from '#app/services/grants/terminate-agreement.ts';
import { assertNotHeld } from '#app/services/workflow/assert-not-held.ts';
import { getHoldPage } from '#app/services/workflow/get-hold-page.ts';
import { expireHolds, liftHold, refuseHold } from '#app/services/workflow/lift-hold.ts';
import { activateHold, extendHold, placeHold } from '#app/services/workflow/place-hold.ts';
import { withActor } from '#db/transaction.ts';
import { ledgerOf, makeOutcomeYear, makeRunningCase, makeStaff, type OutcomeYear, type RunningCase } from '#tests/factories/completion.ts';
import { useDatabase } from '#tests/support/database.ts';
import { settleTo, type Staff } from './steps.ts';

const db = useDatabase();
let year: OutcomeYear;
let staff: Staff;

beforeAll(async () => {
  year = await makeOutcomeYear(db.owner);
  staff = { officer: await makeStaff(db.owner, 'officer'), senior: await makeStaff(db.owner, 'senior_officer'), finance: await makeStaff(db.owner, 'finance_officer') };
});

const agreementState = async (made: RunningCase) => (await db.owner<{ state: string }>(`select state from agreement where id = $1`, [made.agreementId]))[0]?.state;

describe('an agreement ended for cause', () => {
  test('is settled for the part done and the rest recovered with interest, to a ledger of zero', async () => {
    const made = await makeRunningCase(db.owner, year);
    const applicationId = made.id;
    await expect(terminateAgreement(staff.senior(), { applicationId, code: 'misuse', findings: 'The press was sold.', heard: false })).rejects.toMatchObject({ code: 'incomplete' });
    await expect(terminateAgreement(staff.officer(), { applicationId, code: 'misuse', findings: 'The press was sold.', heard: true })).rejects.toMatchObject({ code: expect.stringMatching(/not_allowed|not_your_turn/) });
    await terminateAgreement(staff.senior(), { applicationId, code: 'misuse', findings: 'The press was sold.', heard: true });
    expect(await agreementState(made)).toBe('terminated');
    expect(await db.owner(`select s.state, c.live_count from assignment s join consultant c on c.id = s.consultant_id where s.application_id = $1`, [applicationId])).toEqual([{ state: 'ended', live_count: 0 }]);
    expect(await db.owner(`select state from tranche where application_id = $1 order by number`, [applicationId])).toEqual([{ state: 'paid' }, { state: 'cancelled' }]);
    await suspectMisuse(staff.officer(), { applicationId, source: 'asset_check', facts: 'The press is gone.' });
    await investigate(staff.senior(), { applicationId });
    await settleTo(db.owner, made, staff, { spentWon: 6_000_000, allowedWon: 6_000_000, paidWon: 21_000_000 });
    const second = await makeStaff(db.owner, 'senior_officer');
    await finaliseSettlement(second('2027-01-20T01:00:00Z'), { applicationId });
    expect(await db.owner(`select count(*)::int as count from recovery where application_id = $1`, [applicationId])).toEqual([{ count: 1 }]);
    await expect(givePriorNotice(staff.senior('2027-01-21T01:00:00Z'), { applicationId, principalWon: 22_000_000, surchargeTimes: 0, reason: 'x' })).rejects.toMatchObject({ code: 'invalid_input' });
    await givePriorNotice(staff.senior('2027-01-21T01:00:00Z'), { applicationId, principalWon: 15_000_000, surchargeTimes: 0.2, reason: 'Sold within two years.' });
    await expect(decideRecovery(second('2027-01-22T01:00:00Z'), { applicationId, decision: 'decide_recover', lawBasis: 'Article 12', reason: 'As found.' })).rejects.toMatchObject({ code: 'window_closed' });
    await giveRecoveryOpinion(made.firm('2027-01-25T01:00:00Z'), { applicationId, opinion: 'We needed the money.' });
    await expect(decideRecovery(staff.senior('2027-02-10T01:00:00Z'), { applicationId, decision: 'decide_recover', lawBasis: 'Article 12', reason: 'As found.' })).rejects.toMatchObject({ code: 'four_eyes' });
    await decideRecovery(second('2027-02-10T01:00:00Z'), { applicationId, decision: 'decide_recover', lawBasis: 'Article 12', reason: 'As found.' });
    const interest = simpleInterest(15_000_000, '2026-02-02', '2027-02-10', [{ fromOn: '2026-02-02', percent: 5 }]);
    const { totalWon } = await demandRecovery(staff.finance('2027-02-11T01:00:00Z'), { applicationId });
    expect(totalWon).toBe(15_000_000 + 3_000_000 + interest);
    expect(await ledgerOf(db.owner, made)).toBe(totalWon);
    await expect(closeSettlement(staff.finance('2027-02-12T01:00:00Z'), { applicationId })).rejects.toMatchObject({ code: 'incomplete' });
    await recordRecoveryPayment(staff.finance('2027-03-01T01:00:00Z'), { applicationId, amountWon: 10_000_000, receivedOn: '2027-02-28', reference: 'R-1' });
    expect(await recordRecoveryPayment(staff.finance('2027-03-02T01:00:00Z'), { applicationId, amountWon: totalWon - 10_000_000, receivedOn: '2027-03-01', reference: 'R-2' })).toEqual({ restWon: 0 });
    expect(await ledgerOf(db.owner, made)).toBe(0);
    await closeSettlement(staff.finance('2027-03-03T01:00:00Z'), { applicationId });
    expect(await db.owner(`select state from settlement where application_id = $1`, [applicationId])).toEqual([{ state: 'closed' }]);
    expect(await db.owner(`select count(*)::int as count from membership where application_id = $1`, [applicationId])).toEqual([{ count: 0 }]);
    expect(await db.owner(`select sum(balance_won)::float8 as won from ledger_account`)).toEqual([{ won: 0 }]);
  });

  test('may end with a dismissal, and hides a suspicion from the firm', async () => {
    const made = await makeRunningCase(db.owner, year);
    await suspectMisuse(staff.officer(), { applicationId: made.id, source: 'report', facts: 'A call.' });
    await expect(suspectMisuse(staff.officer(), { applicationId: made.id, source: 'report', facts: 'Again.' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(giveRecoveryOpinion(made.firm(), { applicationId: made.id, opinion: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    await investigate(staff.senior(), { applicationId: made.id });
    await decideRecovery(staff.senior(), { applicationId: made.id, decision: 'dismiss', lawBasis: '', reason: 'No ground.' });
    expect(await db.owner(`select state from recovery where application_id = $1`, [made.id])).toEqual([{ state: 'dismissed' }]);
  });
});

describe('a hold', () => {
  const held = (made: RunningCase, scope: 'pay' | 'claim') => withActor(staff.officer(), (tx) => assertNotHeld(tx, { firmId: made.firmId, applicationId: made.id }, scope));

  test('by an officer lasts at most two days; a longer one is approved by a senior officer', async () => {
    const made = await makeRunningCase(db.owner, year);
    const input = { applicationId: made.id, scope: 'pay', cause: 'bank_change', reason: 'The account changed.' } as const;
    await expect(placeHold(staff.officer(), { ...input, untilOn: '2026-11-09' })).rejects.toMatchObject({ code: 'invalid_input' });
    const short = await placeHold(staff.officer(), { ...input, untilOn: '2026-11-11' });
    expect(short.state).toBe('active');
    await expect(held(made, 'pay')).rejects.toMatchObject({ code: 'held' });
    await held(made, 'claim');
    await extendHold(staff.senior(), { holdId: short.holdId, untilOn: '2026-11-20', reason: 'The bank needs a week.' });
    await liftHold(staff.senior(), { holdId: short.holdId, reason: 'Confirmed.' });
    await held(made, 'pay');
    const long = await placeHold(staff.officer(), { ...input, untilOn: '2026-12-31' });
    expect(long.state).toBe('requested');
    await held(made, 'pay');
    await activateHold(staff.senior(), { holdId: long.holdId });
    await expect(held(made, 'pay')).rejects.toMatchObject({ code: 'held' });
    expect((await getHoldPage(staff.senior(), made.id)).holds.map((hold) => hold.state).sort()).toEqual(['active', 'lifted']);
    expect(await expireHolds(new Date('2027-01-02T00:00:00Z'))).toBe(1);
    await held(made, 'pay');
  });

  test('over everything stops the agreement and lets it go on afterwards', async () => {
    const made = await makeRunningCase(db.owner, year);
    const { holdId } = await placeHold(staff.senior(), { applicationId: made.id, scope: 'all', cause: 'registry_change', reason: 'The number is closed.', untilOn: '2026-12-31' });
    expect(await agreementState(made)).toBe('on_hold');
    await expect(held(made, 'claim')).rejects.toMatchObject({ code: 'held' });
    await liftHold(staff.senior(), { holdId, reason: '' });
    expect(await agreementState(made)).toBe('in_force');
    const asked = await placeHold(staff.finance(), { applicationId: made.id, scope: 'pay', cause: 'other', reason: 'Odd slip.', untilOn: '2026-11-12' });
    await refuseHold(staff.senior(), { holdId: asked.holdId, reason: 'It is in order.' });
    await held(made, 'pay');
  });
});
