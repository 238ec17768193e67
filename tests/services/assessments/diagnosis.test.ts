import { beforeAll, describe, expect, test } from 'vitest';
import { isAppError } from '#app/domain/errors.ts';
import { agreeAssessment } from '#app/services/assessments/agree-assessment.ts';
import { confirmArea, validateAssessment } from '#app/services/assessments/confirm-area.ts';
import { answerDispute, disputeAssessment, ruleDispute } from '#app/services/assessments/dispute-assessment.ts';
import { getAssessmentView } from '#app/services/assessments/get-assessment.ts';
import { recordOnsite, scheduleOnsite } from '#app/services/assessments/record-onsite.ts';
import { saveAreaAnswer } from '#app/services/assessments/save-area-answer.ts';
import { startAssessment } from '#app/services/assessments/start-assessment.ts';
import { submitAssessment } from '#app/services/assessments/submit-assessment.ts';
import { agreeDiagnosis, answerAll, confirmAll, roundVersion } from '#tests/factories/assessment.ts';
import { createAdmittedCase, type AdmittedCase } from '#tests/factories/case.ts';
import { contextOf } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
let given: AdmittedCase;
const firm = (now = '2026-10-01T01:00:00Z') => contextOf(given.firm.representative.actor, now);
const consultant = (now = '2026-10-09T01:00:00Z') => contextOf(given.consultant.actor, now);

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

const answer = { areaCode: 'A1', level: 2, notApplicable: false, evidence: '', revision: 0, isDraft: false } as const;

describe('the self-assessment', () => {
  beforeAll(async () => {
    given = await createAdmittedCase(database.owner);
  });

  test('starts once, however often it is opened', async () => {
    await Promise.all([startAssessment(firm()), startAssessment(firm())]);
    await startAssessment(firm());
    const rows = await database.owner(`select state, roadmap_version from assessment where application_id = $1`, [given.applicationId]);
    expect(rows).toEqual([{ state: 'self_in_progress', roadmap_version: '2026.1' }]);
  });

  test('asks for evidence from level 3 on, and for a reason where an area does not apply', async () => {
    expect(await codeOf(saveAreaAnswer(firm(), { ...answer, level: 3 }))).toBe('invalid_input');
    expect(await codeOf(saveAreaAnswer(firm(), { ...answer, level: null, notApplicable: true }))).toBe('invalid_input');
    expect(await codeOf(saveAreaAnswer(firm(), { ...answer, level: null }))).toBe('invalid_input');
    await saveAreaAnswer(firm(), { ...answer, level: 3, isDraft: true });
    await saveAreaAnswer(firm(), { ...answer, level: 3, evidence: 'Monthly minutes', revision: 1 });
  });

  test('keeps the first of two answers that different people write', async () => {
    expect(await codeOf(saveAreaAnswer(contextOf(given.manager.actor), { ...answer, revision: 1 }))).toBe('stale_version');
  });

  test('is not sent while areas are open, nor by a manager without delegation', async () => {
    expect(await codeOf(submitAssessment(firm(), { version: await roundVersion(given) }))).toBe('incomplete');
    expect(await codeOf(submitAssessment(contextOf(given.manager.actor), { version: await roundVersion(given) }))).toBe('not_allowed');
  });

  test('is closed to another firm and to another consultant', async () => {
    const other = await createAdmittedCase(database.owner);
    expect(await codeOf(getAssessmentView(contextOf(other.firm.representative.actor), given.applicationId))).toBe('not_found');
    expect(await codeOf(confirmArea(contextOf(other.consultant.actor), { applicationId: given.applicationId, areaCode: 'A1', level: 2, note: '', grade: null, revision: 2 }))).toBe('not_found');
  });
});

describe('the confirmation on site', () => {
  beforeAll(async () => {
    given = await createAdmittedCase(database.owner);
    await answerAll(given, '2026-10-01T01:00:00Z');
    await database.owner(`update firm_member set rights = '{"delegated": true}' where user_id = $1`, [given.manager.userId]);
    await submitAssessment(contextOf(given.manager.actor, '2026-10-02T01:00:00Z'), { version: await roundVersion(given) });
  });

  test('leaves the firm’s own levels as they were sent', async () => {
    expect(await codeOf(saveAreaAnswer(firm(), { ...answer, level: 5, evidence: 'late', revision: 1 }))).toBe('not_your_turn');
  });

  test('needs the visit before levels are confirmed', async () => {
    expect(await codeOf(confirmArea(consultant(), { applicationId: given.applicationId, areaCode: 'A1', level: 2, note: '', grade: null, revision: 1 }))).toBe('not_your_turn');
    await scheduleOnsite(consultant('2026-10-05T01:00:00Z'), { applicationId: given.applicationId, version: await roundVersion(given), scheduledOn: '2026-10-08' });
    expect(await codeOf(recordOnsite(consultant('2026-10-05T01:00:00Z'), { applicationId: given.applicationId, version: await roundVersion(given), visitedOn: '2026-10-08', contactName: 'Park' }))).toBe('invalid_input');
    await recordOnsite(consultant(), { applicationId: given.applicationId, version: await roundVersion(given), visitedOn: '2026-10-08', contactName: 'Park' });
  });

  test('asks for a grade above level 2, and for a note where the levels differ', async () => {
    const base = { applicationId: given.applicationId, areaCode: 'A5', note: 'seen', grade: null, revision: 1 } as const;
    expect(await codeOf(confirmArea(consultant(), { ...base, level: 3 }))).toBe('invalid_input');
    expect(await codeOf(confirmArea(consultant(), { ...base, level: 2, note: '' }))).toBe('invalid_input');
    expect(await codeOf(validateAssessment(consultant(), { applicationId: given.applicationId, version: await roundVersion(given), summary: '' }))).toBe('incomplete');
    await confirmAll(given, '2026-10-09T02:00:00Z');
    await validateAssessment(consultant('2026-10-09T03:00:00Z'), { applicationId: given.applicationId, version: await roundVersion(given), summary: 'Counts first.' });
  });

  test('shows both columns and proposes the next level as target', async () => {
    const view = await getAssessmentView(firm(), given.applicationId);
    expect(view.summary).toMatchObject({ confirmedTotal: 40, band: 'basic', differing: 1 });
    expect(view.answers.find((row) => row.areaCode === 'A5')).toMatchObject({ ownLevel: 3, confirmedLevel: 2, targetLevel: 3 });
    expect(view.priorities.slice(0, 2).map((row) => row.areaCode)).toEqual(['A5', 'A9']);
  });

  test('goes back with a dispute and comes again with an answer to each area', async () => {
    const version = await roundVersion(given);
    expect(await codeOf(disputeAssessment(contextOf(given.manager.actor, '2026-10-10T01:00:00Z'), { version, items: [{ areaCode: 'A5', reason: 'x' }] }))).toBe('not_your_turn');
    expect(await codeOf(disputeAssessment(firm('2026-10-18T01:00:00Z'), { version, items: [{ areaCode: 'A5', reason: 'We have sheets.' }] }))).toBe('expired');
    expect(await codeOf(disputeAssessment(firm('2026-10-10T01:00:00Z'), { version, items: [] }))).toBe('invalid_input');
    await disputeAssessment(firm('2026-10-10T01:00:00Z'), { version, items: [{ areaCode: 'A5', reason: 'We have sheets.' }] });
    expect(await codeOf(ruleDispute(contextOf(given.officer.actor), { applicationId: given.applicationId, version: await roundVersion(given), reason: 'early', thirdRater: '' }))).toBe('transition_not_allowed');
    expect(await codeOf(confirmArea(consultant(), { applicationId: given.applicationId, areaCode: 'A1', level: 1, note: 'x', grade: null, revision: 2 }))).toBe('not_your_turn');
    expect(await codeOf(answerDispute(consultant('2026-10-11T01:00:00Z'), { applicationId: given.applicationId, version: await roundVersion(given), answers: {} }))).toBe('invalid_input');
    await answerDispute(consultant('2026-10-11T01:00:00Z'), { applicationId: given.applicationId, version: await roundVersion(given), answers: { A5: 'Sheets are from 2024.' } });
  });

  test('is settled by an officer when one round was not enough', async () => {
    await disputeAssessment(firm('2026-10-12T01:00:00Z'), { version: await roundVersion(given), items: [{ areaCode: 'A5', reason: 'Still not so.' }] });
    await ruleDispute(contextOf(given.officer.actor, '2026-10-13T01:00:00Z'), { applicationId: given.applicationId, version: await roundVersion(given), reason: 'The confirmed level stands.', thirdRater: '' });
    const [row] = await database.owner(`select state, ruling, hash is not null as hashed from assessment where application_id = $1`, [given.applicationId]);
    expect(row).toEqual({ state: 'agreed', ruling: 'The confirmed level stands.', hashed: true });
  });
});

describe('the agreement on the result', () => {
  beforeAll(async () => {
    given = await createAdmittedCase(database.owner);
    await agreeDiagnosis(given);
  });

  test('freezes levels, targets and the chosen areas with a hash, and tells both sides', async () => {
    const view = await getAssessmentView(firm(), given.applicationId);
    expect(view.round).toMatchObject({ state: 'agreed' });
    expect(view.round?.hash).toMatch(/^[0-9a-f]{64}$/u);
    expect(view.answers.filter((row) => row.priority !== null).map((row) => [row.areaCode, row.priority])).toEqual(expect.arrayContaining([['A5', 1], ['A7', 2]]));
    const kinds = await database.owner<{ kind: string }>(`select distinct kind from notice where application_id = $1`, [given.applicationId]);
    expect(kinds.map((row) => row.kind).sort()).toEqual(['diagnosis_agreed', 'diagnosis_self_submitted', 'diagnosis_validated']);
  });

  test('is never changed afterwards, not even by the owner of the database', async () => {
    expect(await codeOf(agreeAssessment(firm(), { version: await roundVersion(given), targets: {}, areas: ['A5', 'A7'], reason: '' }))).not.toBe('accepted');
    await expect(database.owner(`update assessment_answer set own_level = 5 where application_id = $1`, [given.applicationId])).rejects.toThrow();
  });

  test('wants two to four areas with a gap, and a reason outside the proposal', async () => {
    const next = await createAdmittedCase(database.owner);
    given = next;
    await answerAll(next, '2026-10-01T01:00:00Z');
    await submitAssessment(firm('2026-10-02T01:00:00Z'), { version: await roundVersion(next) });
    await recordOnsite(consultant(), { applicationId: next.applicationId, version: await roundVersion(next), visitedOn: '2026-10-08', contactName: 'Park' });
    await confirmAll(next, '2026-10-09T02:00:00Z');
    await validateAssessment(consultant('2026-10-09T03:00:00Z'), { applicationId: next.applicationId, version: await roundVersion(next), summary: '' });
    const base = { version: await roundVersion(next), targets: {}, areas: ['A5', 'A7'], reason: '' };
    expect(await codeOf(agreeAssessment(firm('2026-10-10T01:00:00Z'), { ...base, areas: ['A5'] }))).toBe('invalid_input');
    expect(await codeOf(agreeAssessment(firm('2026-10-10T01:00:00Z'), { ...base, targets: { A5: 5 } }))).toBe('invalid_input');
    expect(await codeOf(agreeAssessment(firm('2026-10-10T01:00:00Z'), { ...base, areas: ['A5', 'A10'] }))).toBe('invalid_input');
    expect(await codeOf(agreeAssessment(firm('2026-10-10T01:00:00Z'), { ...base, version: 1 }))).toBe('stale_version');
    await agreeAssessment(firm('2026-10-10T01:00:00Z'), { ...base, areas: ['A5', 'A10'], reason: 'An accident last year.' });
    const rows = await database.owner(`select area_code, priority_reason from assessment_answer where application_id = $1 and priority_reason is not null`, [next.applicationId]);
    expect(rows).toEqual([{ area_code: 'A10', priority_reason: 'An accident last year.' }]);
  });
});
