import { beforeAll, describe, expect, test } from 'vitest';
import { acceptCompletion, openRepair, refuseCompletion } from '#app/services/outcomes/decide-completion.ts';
import { getCompletionPage } from '#app/services/outcomes/get-completion-page.ts';
import { getInterimPage } from '#app/services/outcomes/get-interim-page.ts';
import { giveOpinion } from '#app/services/outcomes/give-opinion.ts';
import { inspectCompletion, returnCompletion } from '#app/services/outcomes/inspect-completion.ts';
import { checkInterim, decideInterim } from '#app/services/outcomes/interim-decide.ts';
import { proposeRemedy, reportInterim } from '#app/services/outcomes/interim-report.ts';
import { scheduleInterim } from '#app/services/outcomes/interim-schedule.ts';
import { answerVerification, disputeVerification, openVerification, sendVerificationValue } from '#app/services/outcomes/open-verification.ts';
import { openCompletion, submitCompletionReport } from '#app/services/outcomes/report-completion.ts';
import { closeVerifications, reviewVerification, ruleOnDispute } from '#app/services/outcomes/verify-outcome.ts';
import { makeOutcomeYear, makeRunningCase, makeStaff, type OutcomeYear } from '#tests/factories/completion.ts';
import { cleanInspection, complete, fullReport, type Staff } from '#tests/services/settlement/steps.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
let year: OutcomeYear;
let staff: Staff;

beforeAll(async () => {
  year = await makeOutcomeYear(db.owner);
  staff = { officer: await makeStaff(db.owner, 'officer'), senior: await makeStaff(db.owner, 'senior_officer'), finance: await makeStaff(db.owner, 'finance_officer') };
});

const stateOf = async (table: string, id: string) => (await db.owner<{ state: string }>(`select state from ${table} where application_id = $1 order by created_at desc limit 1`, [id]))[0]?.state;
const mails = async (id: string) => (await db.owner<{ kind: string }>(`select distinct kind from notice where application_id = $1`, [id])).map((row) => row.kind);

describe('the interim check', () => {
  test('goes from the day set to the second payment', async () => {
    const made = await makeRunningCase(db.owner, year, { completion: 'not_due' });
    const applicationId = made.id;
    await scheduleInterim(staff.officer(), { applicationId, dueOn: '2026-11-20' });
    await scheduleInterim(staff.officer(), { applicationId, dueOn: '2026-11-25' });
    await reportInterim(made.firm(), { applicationId, tasks: made.taskIds.map((taskId) => ({ taskId, progressPercent: 60, note: '' })), spentWon: 12_000_000, text: 'On plan.' });
    await checkInterim(staff.officer(), { applicationId, form: { mode: 'site', spendPlausible: true, note: 'Seen.' } });
    expect((await getInterimPage(staff.officer(), applicationId)).steps).toEqual(['pass', 'pass_with_actions', 'fail']);
    expect(await decideInterim(staff.officer(), { applicationId, decision: 'pass' })).toEqual({ opened: 1 });
    expect(await stateOf('interim_check', applicationId)).toBe('passed');
    expect(await db.owner(`select state from tranche where application_id = $1 and number = 2`, [applicationId])).toEqual([{ state: 'claim_open' }]);
    expect(await mails(applicationId)).toEqual(expect.arrayContaining(['interim_check_due', 'interim_reported', 'interim_checked', 'interim_passed_claim']));
  });

  test('cannot pass under the mark, and a failed one takes a remedy plan and a second check by an evaluator', async () => {
    const made = await makeRunningCase(db.owner, year, { completion: 'not_due' });
    const applicationId = made.id;
    await scheduleInterim(staff.officer(), { applicationId, dueOn: '2026-11-20' });
    await expect(reportInterim(made.firm(), { applicationId, tasks: [], spentWon: 99_000_000, text: 'x' })).rejects.toMatchObject({ code: 'invalid_input', fields: { spentWon: expect.anything(), 'tasks[0].progressPercent': expect.anything() } });
    await reportInterim(made.firm(), { applicationId, tasks: made.taskIds.map((taskId) => ({ taskId, progressPercent: 20, note: '' })), spentWon: 0, text: 'Late.' });
    await checkInterim(staff.officer(), { applicationId, form: { mode: 'video', spendPlausible: true, note: 'Little.' } });
    await expect(decideInterim(staff.officer(), { applicationId, decision: 'pass' })).rejects.toMatchObject({ code: 'invalid_input' });
    await decideInterim(staff.officer(), { applicationId, decision: 'fail', code: 'no_progress', reason: 'A fifth of the plan.' });
    await proposeRemedy(made.firm(), { applicationId, text: 'Second shift from Monday.' });
    const evaluator = await makeStaff(db.owner, 'evaluator');
    await expect(checkInterim(evaluator(), { applicationId, form: { mode: 'site', spendPlausible: true, note: 'x' } })).rejects.toMatchObject({ code: 'not_found' });
    await db.owner(`insert into evaluation_assignment (application_id, firm_id, evaluator_id, purpose, conflict_declaration, declared_at) values ($1, $2, $3, 'interim', 'none', now())`, [applicationId, made.firmId, evaluator().actor.userId]);
    await checkInterim(evaluator(), { applicationId, form: { mode: 'site', spendPlausible: true, note: 'Running.' } });
    await decideInterim(staff.officer(), { applicationId, decision: 'pass' });
    expect(await stateOf('interim_check', applicationId)).toBe('passed');
  });

  test('passes with actions once each has its proof, and only after the date', async () => {
    const made = await makeRunningCase(db.owner, year, { completion: 'not_due' });
    const applicationId = made.id;
    await scheduleInterim(staff.officer(), { applicationId, dueOn: '2026-11-20' });
    await reportInterim(made.firm(), { applicationId, tasks: made.taskIds.map((taskId) => ({ taskId, progressPercent: 55, note: '' })), spentWon: 1_000_000, text: 'On plan.' });
    await checkInterim(staff.officer(), { applicationId, form: { mode: 'site', spendPlausible: false, note: 'One invoice is missing.' } });
    await expect(decideInterim(staff.officer(), { applicationId, decision: 'pass_with_actions', actions: [] })).rejects.toMatchObject({ code: 'invalid_input' });
    await decideInterim(staff.officer(), { applicationId, decision: 'pass_with_actions', actions: [{ text: 'Send the invoice', dueOn: '2026-11-30' }] });
    await expect(decideInterim(staff.officer(), { applicationId, decision: 'confirm_actions', proofs: [''] })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await decideInterim(staff.officer(), { applicationId, decision: 'confirm_actions', proofs: ['Invoice 12'] })).toEqual({ opened: 1 });
  });
});

describe('the completion', () => {
  test('is reported, inspected and accepted, and opens settlement and verification', async () => {
    const made = await makeRunningCase(db.owner, year);
    await complete(made, staff);
    expect(await stateOf('completion', made.id)).toBe('accepted');
    expect(await stateOf('settlement', made.id)).toBe('opened');
    expect(await stateOf('plan', made.id)).toBe('closed');
    expect(await db.owner(`select state from verification where application_id = $1`, [made.id])).toEqual([{ state: 'not_open' }, { state: 'not_open' }]);
    expect(await db.owner(`select status from plan_task where application_id = $1 order by position`, [made.id])).toEqual([{ status: 'done' }, { status: 'dropped' }]);
    expect(await mails(made.id)).toEqual(expect.arrayContaining(['completion_submitted', 'completion_inspected', 'completion_accepted', 'settlement_opened']));
    const page = await getCompletionPage(made.firm());
    expect(page.mark).toEqual({ meanPercent: 100, passed: true, passPercent: 80 });
  });

  test('names every gap of a report beside its field', async () => {
    const made = await makeRunningCase(db.owner, year, { smartFactory: true, finals: { d1: null } });
    const report = fullReport(made);
    const input = { ...report, summary: 'short', tasks: report.tasks.map((task) => ({ ...task, outcome: null })), jobsCreated: null, ownInvestmentWon: null, satisfaction: null, assets: [], t2Waiver: '' };
    await expect(submitCompletionReport(made.firm(), input)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { summary: expect.anything(), 'tasks[0].outcome': expect.anything(), kpis: expect.anything(), jobsCreated: expect.anything(), ownInvestmentWon: expect.anything(), satisfaction: expect.anything(), 'assets[0].name': expect.anything(), t2Waiver: expect.anything() },
    });
    expect(await stateOf('completion', made.id)).toBe('due');
  });

  test('under the mark is refused, repaired once, and never accepted by its inspector', async () => {
    const made = await makeRunningCase(db.owner, year, { finals: { q1: 7.5, d1: 91 } });
    const applicationId = made.id;
    await submitCompletionReport(made.firm(), fullReport(made));
    await expect(inspectCompletion(staff.officer(), cleanInspection(made))).rejects.toMatchObject({ code: 'incomplete' });
    await giveOpinion(made.consultant(), { applicationId, opinion: 'More time would have helped the line.' });
    await returnCompletion(staff.officer(), { applicationId, items: ['Photos are missing'], reason: 'Photos' });
    await submitCompletionReport(made.firm(), fullReport(made));
    await inspectCompletion(staff.officer(), cleanInspection(made));
    await expect(acceptCompletion(staff.senior(), { applicationId, text: 'Still' })).rejects.toMatchObject({ code: 'invalid_input' });
    await refuseCompletion(staff.senior(), { applicationId, reason: 'Below the mark.' });
    await openRepair(staff.officer(), { applicationId });
    await submitCompletionReport(made.firm(), fullReport(made));
    await db.owner(`update completion set state = 'inspected', inspected_by = $2 where application_id = $1`, [applicationId, staff.senior().actor.userId]).catch(() => undefined);
    await inspectCompletion(staff.officer(), cleanInspection(made)).catch(() => undefined);
    const inspector = (await db.owner<{ inspected_by: string }>(`select inspected_by from completion where application_id = $1`, [applicationId]))[0]?.inspected_by;
    if (inspector === staff.senior().actor.userId) await expect(refuseCompletion(staff.senior(), { applicationId, reason: 'Own' })).rejects.toMatchObject({ code: 'four_eyes' });
    const other = await makeStaff(db.owner, 'senior_officer');
    await refuseCompletion(other(), { applicationId, reason: 'Still below the mark.' });
    await expect(openRepair(staff.officer(), { applicationId })).rejects.toMatchObject({ code: 'limit_exceeded' });
  });

  test('is opened early by the firm only with a reason, and not by another firm', async () => {
    const made = await makeRunningCase(db.owner, year, { completion: 'not_due' });
    const other = await makeRunningCase(db.owner, year);
    await expect(openCompletion(made.firm('2026-06-01T01:00:00Z'), { applicationId: made.id })).rejects.toMatchObject({ code: 'reason_required' });
    await expect(openCompletion(other.firm(), { applicationId: made.id })).rejects.toMatchObject({ code: 'not_found' });
    await openCompletion(made.firm('2026-06-01T01:00:00Z'), { applicationId: made.id, reason: 'All tasks are done.' });
    expect(await stateOf('completion', made.id)).toBe('due');
  });

  test('one key sent twice has one effect', async () => {
    const made = await makeRunningCase(db.owner, year);
    const ctx = { ...made.firm(), idempotencyKey: crypto.randomUUID() };
    await submitCompletionReport(ctx, fullReport(made));
    await submitCompletionReport(ctx, fullReport(made));
    expect(await db.owner(`select count(*)::int as count from event where application_id = $1 and machine = 'completion' and action = 'submit'`, [made.id])).toEqual([{ count: 1 }]);
  });
});

describe('the verification', () => {
  test('checks the firm’s value with evidence and closes when nobody can dispute it', async () => {
    const made = await makeRunningCase(db.owner, year);
    const applicationId = made.id;
    await complete(made, staff);
    expect(await openVerification(staff.officer(), { applicationId })).toEqual({ opened: 2 });
    const [q1, d1] = (await getCompletionPage(made.firm())).verifications;
    if (!q1 || !d1) throw new Error('two verifications');
    await expect(sendVerificationValue(made.firm(), { verificationId: q1.id, numerator: 1, denominator: 0, value: null })).rejects.toMatchObject({ code: 'invalid_input' });
    await sendVerificationValue(made.firm(), { verificationId: q1.id, numerator: 5, denominator: 100, value: null });
    await sendVerificationValue(made.firm(), { verificationId: d1.id, numerator: null, denominator: null, value: 97 });
    await reviewVerification(staff.officer(), { verificationId: q1.id, decision: 'query', reason: 'Which line?' });
    await answerVerification(made.firm(), { verificationId: q1.id, answer: 'Line 2.' });
    await reviewVerification(staff.officer(), { verificationId: q1.id, decision: 'verify', grade: 'A' });
    await reviewVerification(staff.officer(), { verificationId: d1.id, decision: 'adjust', grade: 'B', value: 95, formula: '95 / 100', reason: 'Two part deliveries were late.' });
    await disputeVerification(made.firm(), { verificationId: d1.id, reason: 'They were cancelled.' });
    await expect(ruleOnDispute(staff.officer(), { verificationId: d1.id, ruling: 'rule_verified', value: null, reason: 'x' })).rejects.toMatchObject({ code: expect.stringMatching(/not_allowed|not_your_turn/) });
    await ruleOnDispute(staff.senior(), { verificationId: d1.id, ruling: 'rule_adjusted', value: 96, reason: 'One was cancelled.' });
    await expect(closeVerifications(staff.officer(), { applicationId })).rejects.toMatchObject({ code: 'transition_not_allowed' });
    expect(await closeVerifications(staff.officer('2027-01-10T01:00:00Z'), { applicationId })).toEqual({ closed: 2 });
    expect(await db.owner(`select verified_value::float8 as value, grade from verification where application_id = $1 order by value`, [applicationId])).toEqual([{ value: 5, grade: 'A' }, { value: 96, grade: 'B' }]);
  });
});
