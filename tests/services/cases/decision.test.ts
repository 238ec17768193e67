import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '#app/domain/accounts/context.ts';
import { addEvaluators, assignEvaluators } from '#app/services/applications/assign-evaluators.ts';
import { decideApplication, type DecisionInput } from '#app/services/applications/decide-application.ts';
import { getCase } from '#app/services/applications/get-case.ts';
import { getEvaluation, listMyEvaluations } from '#app/services/applications/get-evaluation.ts';
import { rankApplication, type RankingProposal } from '#app/services/applications/rank-applications.ts';
import { declareConflict, submitScore, type ScoreInput } from '#app/services/applications/submit-score.ts';
import { createCase, createYear, type Year } from '#tests/factories/cases.ts';
import { createConsultant } from '#tests/factories/consultants.ts';
import { useDatabase } from '#tests/support/database.ts';
import { makeStaff, noticesOf, outcomeOf, stateOf } from './arrange.ts';

const db = useDatabase();
type Staff = Context & { userId: string };
let year: Year;
let officer: Staff;
let senior: Staff;
let first: Staff;
let second: Staff;
let third: Staff;

beforeAll(async () => {
  year = await createYear(db.owner);
  [officer, senior, first, second, third] = [
    await makeStaff(db.owner, 'officer'), await makeStaff(db.owner, 'senior_officer'), await makeStaff(db.owner, 'evaluator'), await makeStaff(db.owner, 'evaluator'), await makeStaff(db.owner, 'evaluator'),
  ];
});

const COMMENT = '현장에서 대표자를 면담하고 기록을 확인했습니다.';
const HIGH = { need: 18, commitment: 18, plan: 20, capability: 12, effect: 16 };
const LOW = { need: 8, commitment: 8, plan: 10, capability: 6, effect: 8 };
const PROPOSAL: RankingProposal = { kind: 'admitted', reasonCode: null, reasonText: '', feedback: '' };
const sheetOf = (applicationId: string, points: ScoreInput['points'], submit = true): ScoreInput => ({ applicationId, points, bonuses: ['small_firm'], comment: COMMENT, submit });

async function inEvaluation(evaluators: readonly Staff[] = [first, second], inYear = year) {
  const made = await createCase(db.owner, { year: inYear, state: 'eligible', officerId: officer.userId });
  await assignEvaluators(officer, { applicationId: made.id, evaluatorIds: evaluators.map((person) => person.userId), dueOn: '2026-09-10' });
  for (const person of evaluators) await declareConflict(person, { applicationId: made.id, conflict: false, note: '' });
  return made;
}

describe('evaluators', () => {
  test('are at least two, evaluate, and neither advise the firm nor assign themselves', async () => {
    const made = await createCase(db.owner, { year, state: 'eligible' });
    const input = { applicationId: made.id, evaluatorIds: [first.userId, second.userId], dueOn: '2026-09-10' };
    expect(await outcomeOf(assignEvaluators(officer, { ...input, evaluatorIds: [first.userId, first.userId] }))).toBe('invalid_input');
    expect(await outcomeOf(assignEvaluators(officer, { ...input, evaluatorIds: [first.userId, senior.userId] }))).toBe('invalid_input');
    expect(await outcomeOf(assignEvaluators(senior, input))).toBe('not_your_turn');
    const adviser = await createConsultant(db.owner);
    await db.owner(`update role_grant set revoked_at = now() where user_id = $1`, [adviser.userId]);
    await db.owner(`insert into role_grant (user_id, role, duty) values ($1, 'evaluator', 'evaluator')`, [adviser.userId]);
    await db.owner(`insert into assignment (application_id, firm_id, consultant_id, state) values ($1, $2, $3, 'ended')`, [made.id, made.firm.id, adviser.consultantId]);
    expect(await outcomeOf(assignEvaluators(officer, { ...input, evaluatorIds: [first.userId, adviser.userId] }))).toBe('conflict');
    await assignEvaluators(officer, input);
    expect(await stateOf(db.owner, made.id)).toBe('evaluation');
    expect(await noticesOf(db.owner, made.id)).toEqual({ evaluation_assigned: 2 });
  });

  test('see the file only after declaring, and a conflict takes the case away', async () => {
    const made = await createCase(db.owner, { year, state: 'eligible', officerId: officer.userId });
    await assignEvaluators(officer, { applicationId: made.id, evaluatorIds: [first.userId, second.userId], dueOn: '2026-09-10' });
    expect((await getEvaluation(first, made.id)).file).toBeNull();
    expect(await outcomeOf(getEvaluation(third, made.id))).toBe('not_found');
    expect(await outcomeOf(submitScore(first, sheetOf(made.id, HIGH)))).toBe('conflict');
    await declareConflict(first, { applicationId: made.id, conflict: false, note: '' });
    expect((await getEvaluation(first, made.id)).file?.sections.length).toBeGreaterThan(2);
    expect(await outcomeOf(declareConflict(first, { applicationId: made.id, conflict: true, note: '친족이 있습니다.' }))).toBe('not_your_turn');
    expect(await outcomeOf(declareConflict(second, { applicationId: made.id, conflict: true, note: '' }))).toBe('invalid_input');
    await declareConflict(second, { applicationId: made.id, conflict: true, note: '대표자의 친족입니다.' });
    expect(await outcomeOf(getEvaluation(second, made.id))).toBe('not_found');
    expect((await noticesOf(db.owner, made.id))['evaluator_conflict']).toBe(1);
    expect((await listMyEvaluations(second)).cases.map((entry) => entry.applicationId)).not.toContain(made.id);
    await addEvaluators(officer, { applicationId: made.id, evaluatorIds: [third.userId], dueOn: '2026-09-10' });
    expect(await outcomeOf(addEvaluators(officer, { applicationId: made.id, evaluatorIds: [second.userId], dueOn: '2026-09-10' }))).toBe('invalid_input');
  });

  test('keep drafts and close a complete sheet once', async () => {
    const made = await inEvaluation();
    await submitScore(first, { ...sheetOf(made.id, { need: 10.5 }, false), comment: '' });
    expect(await outcomeOf(submitScore(first, sheetOf(made.id, { need: 10 })))).toBe('invalid_input');
    expect(await outcomeOf(submitScore(first, sheetOf(made.id, { ...HIGH, need: 21 })))).toBe('invalid_input');
    expect(await submitScore(first, sheetOf(made.id, HIGH))).toEqual({ total: 87 });
    expect(await outcomeOf(submitScore(first, sheetOf(made.id, LOW)))).toBe('not_your_turn');
    await expect(db.owner(`update evaluation_score set total = 1 where application_id = $1`, [made.id])).rejects.toThrow(/never changed/);
  });
});

describe('ranking', () => {
  test('waits for every score, and asks for a third evaluator when two are far apart', async () => {
    const made = await inEvaluation();
    await submitScore(first, sheetOf(made.id, HIGH));
    expect(await outcomeOf(rankApplication(officer, { applicationId: made.id, proposal: PROPOSAL }))).toBe('incomplete');
    await submitScore(second, sheetOf(made.id, LOW));
    expect(await outcomeOf(rankApplication(officer, { applicationId: made.id, proposal: PROPOSAL }))).toBe('incomplete');
    await addEvaluators(officer, { applicationId: made.id, evaluatorIds: [third.userId], dueOn: '2026-09-10' });
    await declareConflict(third, { applicationId: made.id, conflict: false, note: '' });
    await submitScore(third, sheetOf(made.id, HIGH));
    const score = await rankApplication(officer, { applicationId: made.id, proposal: PROPOSAL });
    expect(score).toMatchObject({ assessors: 3, spread: 44, total: 72.3333 });
    const page = await getCase(senior, made.id);
    expect(page.proposal?.payload).toMatchObject({ proposal: PROPOSAL });
    expect(page.head).toMatchObject({ state: 'ranked', totalScore: 72.33 });
    expect((await noticesOf(db.owner, made.id))['application_ranked']).toBeGreaterThan(0);
  });

  test('proposes no place below the pass mark, and a refusal only with a coded reason', async () => {
    const made = await inEvaluation();
    for (const person of [first, second]) await submitScore(person, sheetOf(made.id, LOW));
    expect(await outcomeOf(rankApplication(officer, { applicationId: made.id, proposal: PROPOSAL }))).toBe('invalid_input');
    expect(await outcomeOf(rankApplication(officer, { applicationId: made.id, proposal: { ...PROPOSAL, kind: 'rejected' } }))).toBe('invalid_input');
    await rankApplication(officer, { applicationId: made.id, proposal: { kind: 'rejected', reasonCode: 'R01', reasonText: '기준 점수에 미치지 못합니다.', feedback: '수량 자료를 갖추어 주십시오.' } });
    expect(await stateOf(db.owner, made.id)).toBe('ranked');
  });
});

async function ranked(inYear = year, totalScore = 80) {
  return createCase(db.owner, { year: inYear, state: 'ranked', officerId: officer.userId, totalScore });
}
const decision = (applicationId: string, more: Partial<DecisionInput> = {}): DecisionInput => ({ applicationId, kind: 'admitted', reasonCode: null, reasonText: '', feedback: '', ...more });

describe('the decision', () => {
  test('admits, and tells the firm', async () => {
    const made = await ranked();
    expect(await outcomeOf(decideApplication(officer, decision(made.id)))).toBe('not_allowed');
    await decideApplication(senior, decision(made.id));
    expect(await stateOf(db.owner, made.id)).toBe('admitted');
    expect(await noticesOf(db.owner, made.id)).toEqual({ application_admitted: 1, application_decided: 1 });
    expect(await outcomeOf(decideApplication(senior, decision(made.id)))).toBe('transition_not_allowed');
  });

  test('is never taken by the person who closed the ranking', async () => {
    const made = await inEvaluation();
    for (const person of [first, second]) await submitScore(person, sheetOf(made.id, HIGH));
    await rankApplication(officer, { applicationId: made.id, proposal: PROPOSAL });
    await db.owner(`update role_grant set role = 'officer', duty = 'senior_officer' where user_id = $1`, [officer.userId]);
    const promoted: Context = { ...officer, actor: { ...officer.actor, duty: 'senior_officer' } };
    expect(await outcomeOf(decideApplication(promoted, decision(made.id)))).toBe('four_eyes');
    await db.owner(`update role_grant set duty = 'officer' where user_id = $1`, [officer.userId]);
    expect(await outcomeOf(decideApplication(senior, decision(made.id)))).toBe('done');
  });

  test('refuses with code, reason, feedback and the day to appeal', async () => {
    const made = await ranked(year, 50);
    expect(await outcomeOf(decideApplication(senior, decision(made.id)))).toBe('invalid_input');
    expect(await outcomeOf(decideApplication(senior, decision(made.id, { kind: 'rejected', reasonText: '사유' })))).toBe('invalid_input');
    expect(await outcomeOf(decideApplication(senior, decision(made.id, { kind: 'rejected', reasonCode: 'R01' })))).toBe('invalid_input');
    await decideApplication(senior, decision(made.id, { kind: 'rejected', reasonCode: 'R01', reasonText: '기준 점수에 미치지 못합니다.', feedback: '수량 자료를 갖추어 주십시오.' }));
    const [row] = await db.owner(`select kind, reason_code, feedback, appeal_until::text from decision where application_id = $1`, [made.id]);
    expect(row).toEqual({ kind: 'rejected', reason_code: 'R01', feedback: '수량 자료를 갖추어 주십시오.', appeal_until: '2026-09-01' });
  });

  test('keeps the order of the reserve list, or says why not', async () => {
    const own = await createYear(db.owner, { quota: 5 });
    const [a, b] = [await ranked(own), await ranked(own)];
    expect(await decideApplication(senior, decision(a.id, { kind: 'reserve' }))).toMatchObject({ reserveNumber: 1 });
    expect(await decideApplication(senior, decision(b.id, { kind: 'reserve' }))).toMatchObject({ reserveNumber: 2 });
    expect(await outcomeOf(decideApplication(senior, decision(b.id)))).toBe('invalid_input');
    await decideApplication(senior, decision(b.id, { reasonText: '1순위 기업이 연기를 요청했습니다.' }));
    await decideApplication(senior, decision(a.id));
    expect(await stateOf(db.owner, a.id)).toBe('admitted');
  });

  test('fills exactly the places of the year under twenty decisions at once', async () => {
    const own = await createYear(db.owner, { quota: 7 });
    const cases = await Promise.all(Array.from({ length: 20 }, () => ranked(own)));
    const outcomes = await Promise.all(cases.map((made) => outcomeOf(decideApplication({ ...senior, requestId: made.id }, decision(made.id)))));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(7);
    expect(outcomes.filter((outcome) => outcome === 'limit_exceeded')).toHaveLength(13);
    const [row] = await db.owner(`select y.admitted_count, (select count(*)::int from application a where a.programme_year_id = y.id and a.state = 'admitted') as admitted from programme_year y where y.id = $1`, [own.id]);
    expect(row).toEqual({ admitted_count: 7, admitted: 7 });
  });

  test('numbers the reserve list without gaps under ten decisions at once', async () => {
    const own = await createYear(db.owner, { quota: 1 });
    const cases = await Promise.all(Array.from({ length: 10 }, () => ranked(own)));
    const results = await Promise.all(cases.map((made) => decideApplication(senior, decision(made.id, { kind: 'reserve' }))));
    expect(results.map((result) => result.reserveNumber).sort((x, y) => (x ?? 0) - (y ?? 0))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});
