import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '#app/domain/accounts/context.ts';
import { confirmIneligible, returnToScreening } from '#app/services/applications/confirm-ineligible.ts';
import { getCase } from '#app/services/applications/get-case.ts';
import { passEligibility } from '#app/services/applications/pass-eligibility.ts';
import { pickUpApplication } from '#app/services/applications/pick-up-application.ts';
import { proposeIneligible } from '#app/services/applications/propose-ineligible.ts';
import { recordChecks } from '#app/services/applications/record-checks.ts';
import { requestCorrection } from '#app/services/applications/request-correction.ts';
import { addVersion, createCase, createYear, SAMPLE_ANSWERS, type Year } from '#tests/factories/cases.ts';
import { useDatabase } from '#tests/support/database.ts';
import { checksOf, makeStaff, noticesOf, outcomeOf, stateOf } from './arrange.ts';

const db = useDatabase();
let year: Year;
let officer: Context & { userId: string };
let senior: Context & { userId: string };
let finance: Context;

beforeAll(async () => {
  year = await createYear(db.owner);
  officer = await makeStaff(db.owner, 'officer');
  senior = await makeStaff(db.owner, 'senior_officer');
  finance = await makeStaff(db.owner, 'finance_officer');
});

const FIELDS = [{ questionId: 'problem', reason: '불량 수량을 유형별로 적어 주십시오.' }];

async function screened() {
  const made = await createCase(db.owner, { year });
  await pickUpApplication(officer, { applicationId: made.id });
  return made;
}

describe('picking up', () => {
  test('an officer takes a submitted application, with the promise of the year as due day', async () => {
    const made = await screened();
    const [row] = await db.owner(`select state, due_on::text, assigned_officer_id from application where id = $1`, [made.id]);
    expect(row).toEqual({ state: 'screening', due_on: '2026-09-01', assigned_officer_id: officer.userId });
    expect(await outcomeOf(pickUpApplication(officer, { applicationId: made.id }))).toBe('transition_not_allowed');
  });

  test('others do not, and a partner officer never sees a case outside the own group', async () => {
    const made = await createCase(db.owner, { year });
    expect(await outcomeOf(pickUpApplication(senior, { applicationId: made.id }))).toBe('not_your_turn');
    expect(await outcomeOf(pickUpApplication(finance, { applicationId: made.id }))).toBe('not_your_turn');
    const [own] = await db.owner<{ id: string }>(`insert into organisation (kind, name) values ('partner_hq', 'Own') returning id`);
    const [other] = await db.owner<{ id: string }>(`insert into organisation (kind, name) values ('partner_hq', 'Other') returning id`);
    const partner = await makeStaff(db.owner, 'partner_officer', { organisationId: own?.id ?? '' });
    const foreign = await createCase(db.owner, { year, organisationId: other?.id ?? '' });
    const group = await createCase(db.owner, { year, organisationId: own?.id ?? '' });
    expect(await outcomeOf(pickUpApplication(partner, { applicationId: foreign.id }))).toBe('not_found');
    expect(await outcomeOf(pickUpApplication(partner, { applicationId: group.id }))).toBe('done');
  });
});

describe('the checklist', () => {
  test('passes only when all twelve points have a result and none failed', async () => {
    const made = await screened();
    expect(await outcomeOf(passEligibility(officer, { applicationId: made.id }))).toBe('incomplete');
    await recordChecks(officer, { applicationId: made.id, checks: checksOf().slice(1) });
    expect(await outcomeOf(passEligibility(officer, { applicationId: made.id }))).toBe('incomplete');
    await recordChecks(officer, { applicationId: made.id, checks: checksOf(['E01']) });
    expect(await outcomeOf(passEligibility(officer, { applicationId: made.id }))).toBe('conflict');
    expect(await recordChecks(officer, { applicationId: made.id, checks: checksOf() })).toEqual({ recorded: 1 });
    expect(await recordChecks(officer, { applicationId: made.id, checks: checksOf() })).toEqual({ recorded: 0 });
    await passEligibility(officer, { applicationId: made.id });
    expect(await stateOf(db.owner, made.id)).toBe('eligible');
    expect(await noticesOf(db.owner, made.id)).toMatchObject({ eligibility_passed: 1 });
    expect(await outcomeOf(recordChecks(officer, { applicationId: made.id, checks: checksOf() }))).toBe('not_your_turn');
  });

  test('asks for evidence of a failed point and refuses unknown points', async () => {
    const made = await screened();
    expect(await outcomeOf(recordChecks(officer, { applicationId: made.id, checks: [{ itemCode: 'E01', outcome: 'fail', evidence: ' ' }] }))).toBe('invalid_input');
    expect(await outcomeOf(recordChecks(officer, { applicationId: made.id, checks: [{ itemCode: 'E99', outcome: 'pass', evidence: '' }] }))).toBe('invalid_input');
    expect(await outcomeOf(recordChecks(senior, { applicationId: made.id, checks: checksOf() }))).toBe('not_allowed');
  });
});

describe('rejection', () => {
  test('is proposed for a failed point, and confirmed by a senior officer with the day to appeal', async () => {
    const made = await screened();
    await recordChecks(officer, { applicationId: made.id, checks: checksOf(['E01']) });
    expect(await outcomeOf(proposeIneligible(officer, { applicationId: made.id, reasonCode: 'E02', reason: '중소기업이 아님' }))).toBe('invalid_input');
    expect(await outcomeOf(proposeIneligible(officer, { applicationId: made.id, reasonCode: 'E01', reason: ' ' }))).toBe('reason_required');
    await proposeIneligible(officer, { applicationId: made.id, reasonCode: 'E01', reason: '휴업 중입니다.' });
    expect(await outcomeOf(confirmIneligible(officer, { applicationId: made.id, reason: '휴업 중입니다.' }))).toBe('not_allowed');
    expect(await outcomeOf(confirmIneligible({ ...senior, actor: { ...senior.actor, userId: officer.userId } }, { applicationId: made.id, reason: '휴업' }))).toBe('four_eyes');
    await confirmIneligible(senior, { applicationId: made.id, reason: '휴업 중입니다.' });
    const [decision] = await db.owner(`select kind, reason_code, proposed_by, decided_by, appeal_until::text from decision where application_id = $1`, [made.id]);
    expect(decision).toEqual({ kind: 'ineligible', reason_code: 'E01', proposed_by: officer.userId, decided_by: senior.userId, appeal_until: '2026-09-01' });
    expect(await noticesOf(db.owner, made.id)).toMatchObject({ application_ineligible: 1 });
  });

  test('goes back to the review with a reason', async () => {
    const made = await screened();
    await recordChecks(officer, { applicationId: made.id, checks: checksOf(['E03']) });
    await proposeIneligible(officer, { applicationId: made.id, reasonCode: 'E03', reason: '체납이 있습니다.' });
    expect(await outcomeOf(returnToScreening(senior, { applicationId: made.id, reason: '' }))).toBe('reason_required');
    await returnToScreening(senior, { applicationId: made.id, reason: '납부기한 연장을 확인해 주십시오.' });
    expect(await stateOf(db.owner, made.id)).toBe('screening');
    expect(await noticesOf(db.owner, made.id)).toMatchObject({ screening_returned: 1 });
  });
});

describe('the correction request', () => {
  test('names fields, a reason and a due day that moves to a working day', async () => {
    const made = await screened();
    const input = { applicationId: made.id, fields: FIELDS, reason: '내용을 보완해 주십시오.', dueOn: '2026-08-23' };
    expect(await outcomeOf(requestCorrection(officer, { ...input, fields: [] }))).toBe('invalid_input');
    expect(await outcomeOf(requestCorrection(officer, { ...input, fields: [{ questionId: 'problem', reason: '' }] }))).toBe('invalid_input');
    expect(await outcomeOf(requestCorrection(officer, { ...input, fields: [{ questionId: 'unknown', reason: '고쳐 주십시오.' }] }))).toBe('invalid_input');
    expect(await outcomeOf(requestCorrection(officer, { ...input, dueOn: '2026-08-17' }))).toBe('invalid_input');
    expect(await requestCorrection(officer, input)).toEqual({ dueOn: '2026-08-24', round: 1 });
    expect(await stateOf(db.owner, made.id)).toBe('correction_requested');
    expect(await noticesOf(db.owner, made.id)).toMatchObject({ correction_requested: 1 });
  });

  test('is possible twice, and the page shows what the answer changed', async () => {
    const made = await screened();
    const input = { applicationId: made.id, fields: FIELDS, reason: '내용을 보완해 주십시오.', dueOn: '2026-08-25' };
    for (const round of [1, 2]) {
      expect(await requestCorrection(officer, input)).toMatchObject({ round });
      const versionId = await addVersion(db.owner, made.id, made.firm, year, { ...SAMPLE_ANSWERS, problem: `유형별 수량을 적었습니다. ${round}` });
      await db.owner(`update correction_request set answered_at = now(), answered_version_id = $2 where application_id = $1 and round = $3`, [made.id, versionId, round]);
      await db.owner(`update application set state = 'resubmitted', version = version + 1 where id = $1`, [made.id]);
      await pickUpApplication(officer, { applicationId: made.id });
    }
    expect(await outcomeOf(requestCorrection(officer, input))).toBe('limit_exceeded');
    const page = await getCase(officer, made.id);
    expect(page.roundsLeft).toBe(0);
    expect(page.answers.diff?.changes).toMatchObject([{ questionId: 'problem', remark: FIELDS[0]?.reason, after: { kind: 'text', text: '유형별 수량을 적었습니다. 2' } }]);
  });
});

describe('reading a case', () => {
  test('is recorded, for officers and for the auditor who may not act', async () => {
    const made = await screened();
    const auditor = await makeStaff(db.owner, 'auditor');
    expect((await getCase(officer, made.id)).actions).toEqual(['request_correction', 'pass_eligibility', 'propose_ineligible']);
    expect((await getCase(auditor, made.id)).actions).toEqual([]);
    const rows = await db.owner(`select duty, kind from access_log where application_id = $1 order by duty`, [made.id]);
    expect(rows).toEqual([{ duty: 'auditor', kind: 'view' }, { duty: 'officer', kind: 'view' }]);
    const consultant = await makeStaff(db.owner, 'evaluator');
    expect(await outcomeOf(getCase(consultant, made.id))).toBe('not_found');
  });
});
