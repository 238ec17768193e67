import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '#app/domain/accounts/context.ts';
import { confirmIneligible } from '#app/services/applications/confirm-ineligible.ts';
import { decideApplication } from '#app/services/applications/decide-application.ts';
import { fileAppeal, withdrawAppeal, type AppealInput } from '#app/services/applications/file-appeal.ts';
import { takesPlace } from '#app/services/applications/firm-draft.ts';
import { getAppealPage, getFirmAppeals, listAppealLines } from '#app/services/applications/get-appeals.ts';
import { admitAppeal, callHearing, checkAdmissibility, decideAppeal, refuseAdmission } from '#app/services/applications/handle-appeal.ts';
import { implementAppeal } from '#app/services/applications/implement-appeal.ts';
import { proposeIneligible } from '#app/services/applications/propose-ineligible.ts';
import { recordChecks } from '#app/services/applications/record-checks.ts';
import { listFirmApplications } from '#db/queries/applications.ts';
import { patchAppeal } from '#db/queries/appeals.ts';
import { lockAggregate, setAggregateState } from '#db/queries/workflow.ts';
import { withActor } from '#db/transaction.ts';
import { createCase, createYear, type SubmittedCase, type Year } from '#tests/factories/cases.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { checksOf, makeStaff, noticesOf, outcomeOf, stateOf } from '#tests/services/cases/arrange.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
type Staff = Context & { userId: string };
let year: Year;
let officer: Staff;
let senior: Staff;
let other: Staff;
let reviewer: Staff;

beforeAll(async () => {
  year = await createYear(db.owner);
  [officer, senior, other, reviewer] = [await makeStaff(db.owner, 'officer'), await makeStaff(db.owner, 'senior_officer'), await makeStaff(db.owner, 'officer'), await makeStaff(db.owner, 'senior_officer')];
});

const at = <T extends Context>(ctx: T, moment: string): T => ({ ...ctx, now: new Date(moment) });
const repOf = (made: SubmittedCase, moment = '2026-08-20T01:00:00Z'): Context => contextOf(made.firm.representative.actor, moment);
const input = (made: SubmittedCase, more: Partial<AppealInput> = {}): AppealInput => ({
  applicationId: made.id, machine: 'application', summary: '탈락 결정을 다시 살펴 주십시오.', grounds: '평가 의견에 적힌 생산 자료는 보완 때 제출한 자료와 다릅니다. 근거를 붙입니다.', hearingWanted: false, ...more,
});

/** A case that was refused on 18 August 2026; the letter is opened on `openedOn`, else it never reaches the firm. */
async function rejected(openedOn: string | null = '2026-08-19T00:30:00Z'): Promise<SubmittedCase> {
  const made = await createCase(db.owner, { year, state: 'ranked', officerId: officer.userId, totalScore: 50 });
  await decideApplication(senior, { applicationId: made.id, kind: 'rejected', reasonCode: 'R01', reasonText: '기준 점수에 미치지 못합니다.', feedback: '수량 자료를 갖추어 주십시오.' });
  if (openedOn) await db.owner(`update notice set read_at = $2 where application_id = $1 and kind = 'application_rejected' and recipient_id = $3`, [made.id, openedOn, made.firm.representative.userId]);
  return made;
}

const appealOf = async (made: SubmittedCase) => (await db.owner<{ state: string; due_on: string; reviewer_id: string | null; decision_notified_on: string | null }>(`select state, due_on::text, reviewer_id, decision_notified_on::text from appeal where application_id = $1 order by filed_at desc limit 1`, [made.id]))[0];

async function inReview(hearingWanted = false): Promise<{ made: SubmittedCase; appealId: string }> {
  const made = await rejected();
  const { appealId } = await fileAppeal(repOf(made), input(made, { hearingWanted }));
  await checkAdmissibility(at(other, '2026-08-21T01:00:00Z'), { appealId });
  await admitAppeal(at(other, '2026-08-21T02:00:00Z'), { appealId });
  return { made, appealId };
}

describe('filing', () => {
  test('is the representative’s, within fourteen days of the day on which the letter arrived', async () => {
    const made = await rejected();
    const manager = await createPerson(db.owner, 'manager', { firmId: made.firm.id });
    expect(await outcomeOf(fileAppeal(contextOf(manager.actor, '2026-08-20T01:00:00Z'), input(made)))).not.toBe('done');
    const [target] = (await getFirmAppeals(repOf(made))).targets;
    expect(target).toMatchObject({ state: 'rejected', untilOn: '2026-09-02', isOpen: true, hasAppeal: false, reasonCode: 'R01' });
    expect(await outcomeOf(fileAppeal(repOf(made, '2026-09-02T15:00:00Z'), input(made)))).toBe('window_closed');
    const { appealId } = await fileAppeal(repOf(made, '2026-09-02T14:59:00Z'), input(made));
    expect(await appealOf(made)).toMatchObject({ state: 'filed', decision_notified_on: '2026-08-19' });
    expect(await outcomeOf(fileAppeal(repOf(made), input(made)))).toBe('conflict');
    expect((await getFirmAppeals(repOf(made))).appeals[0]).toMatchObject({ id: appealId, side: 'officer', mayWithdraw: true });
    const notices = await noticesOf(db.owner, made.id);
    expect(notices['appeal_received']).toBe(2);
    expect(notices['appeal_filed']).toBeGreaterThanOrEqual(4);
    expect(await db.owner(`select state, side from clock_segment where machine = 'appeal' and subject_id = $1`, [appealId])).toEqual([{ state: 'filed', side: 'officer' }]);
    const [event] = await db.owner(`select action, actor_duty, to_state from event where subject_type = 'appeal' and subject_id = $1`, [appealId]);
    expect(event).toEqual({ action: 'file', actor_duty: 'representative', to_state: 'filed' });
  });

  test('happens once, however often the form is sent', async () => {
    const made = await rejected();
    const keyed = { ...repOf(made), idempotencyKey: 'appeal-form-pressed-twice' };
    const [first, second] = await Promise.all([fileAppeal(keyed, input(made)), fileAppeal(keyed, input(made))]);
    expect(second.appealId).toBe(first.appealId);
    expect((await fileAppeal(keyed, input(made))).appealId).toBe(first.appealId);
    const raced = await rejected();
    const outcomes = await Promise.allSettled(['one', 'two'].map((key) => fileAppeal({ ...repOf(raced), idempotencyKey: `appeal-form-${key}` }, input(raced))));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await db.owner(`select application_id from appeal where application_id in ($1, $2)`, [made.id, raced.id])).toHaveLength(2);
  });

  test('has no end while the letter did not arrive, and starts with the mail that was taken', async () => {
    const made = await rejected(null);
    expect((await getFirmAppeals(repOf(made, '2026-10-20T01:00:00Z'))).targets[0]).toMatchObject({ deliveredAt: null, untilOn: null, isOpen: true });
    await db.owner(
      `update mail_delivery set status = 'sent', sent_at = '2026-08-24T01:00:00Z' where notice_id = (select id from notice where application_id = $1 and kind = 'application_rejected' and recipient_id = $2)`,
      [made.id, made.firm.representative.userId],
    );
    expect((await getFirmAppeals(repOf(made, '2026-09-07T01:00:00Z'))).targets[0]).toMatchObject({ untilOn: '2026-09-07', isOpen: true });
    expect((await getFirmAppeals(repOf(made, '2026-09-07T15:00:00Z'))).targets[0]).toMatchObject({ isOpen: false });
  });

  test('needs grounds, a refused decision of the own firm, and no other appeal', async () => {
    const made = await rejected();
    const stranger = await rejected();
    expect(await outcomeOf(fileAppeal(repOf(made), input(made, { grounds: '짧음' })))).toBe('invalid_input');
    expect(await outcomeOf(fileAppeal(repOf(made), input(stranger)))).toBe('not_found');
    expect(await outcomeOf(fileAppeal(repOf(made), input(made, { machine: 'grant_decision' })))).toBe('not_found');
    const open = await createCase(db.owner, { year, state: 'evaluation' });
    expect(await outcomeOf(fileAppeal(repOf(open), input(open)))).toBe('not_found');
  });

  test('can be taken back until the decision, and filed again while days remain', async () => {
    const made = await rejected();
    const { appealId } = await fileAppeal(repOf(made), input(made));
    expect(await outcomeOf(withdrawAppeal(officer, { appealId, reason: '' }))).not.toBe('done');
    await withdrawAppeal(repOf(made), { appealId, reason: '자료를 더 모으겠습니다.' });
    expect((await appealOf(made))?.state).toBe('withdrawn');
    expect((await noticesOf(db.owner, made.id))['appeal_withdrawn']).toBeGreaterThan(0);
    expect(await outcomeOf(fileAppeal(repOf(made, '2026-08-25T01:00:00Z'), input(made)))).toBe('done');
    const decided = await inReview();
    await decideAppeal(at(reviewer, '2026-08-24T01:00:00Z'), { appealId: decided.appealId, verdict: 'dismissed', reason: '근거가 부족합니다.', minutes: '' });
    expect(await outcomeOf(withdrawAppeal(repOf(decided.made), { appealId: decided.appealId, reason: '' }))).toBe('transition_not_allowed');
  });
});

describe('a second application of the year', () => {
  test('is not begun while an appeal may bring the first one back', async () => {
    const made = await rejected();
    const isTaken = () => withActor(repOf(made), async (tx) => (await listFirmApplications(tx, made.firm.id)).some(takesPlace));
    expect(await isTaken()).toBe(false);
    const { appealId } = await fileAppeal(repOf(made), input(made));
    expect(await isTaken()).toBe(true);
    await withdrawAppeal(repOf(made, '2026-08-21T01:00:00Z'), { appealId, reason: '' });
    expect(await isTaken()).toBe(false);
  });
});

describe('handling', () => {
  test('is for people who never acted on the case: by policy and by the database', async () => {
    const made = await rejected();
    const { appealId } = await fileAppeal(repOf(made), input(made));
    expect(await outcomeOf(checkAdmissibility(officer, { appealId }))).toBe('four_eyes');
    expect((await getAppealPage(officer, appealId)).isTooClose).toBe(true);
    expect(await outcomeOf(checkAdmissibility(reviewer, { appealId }))).toBe('not_your_turn');
    await checkAdmissibility(other, { appealId });
    await admitAppeal(other, { appealId });
    const verdict = { appealId, verdict: 'upheld', reason: '자료를 다시 확인하였습니다.', minutes: '' } as const;
    expect(await outcomeOf(decideAppeal(senior, verdict))).toBe('four_eyes');
    const moved = withActor(senior, async (tx) => {
      await patchAppeal(tx, appealId, { decision_text: '사유', reviewer_id: senior.userId });
      const row = await lockAggregate(tx, 'appeal', appealId);
      return setAggregateState(tx, 'appeal', appealId, { to: 'dismissed', version: row?.version ?? 0, at: senior.now });
    });
    await expect(moved).rejects.toMatchObject({ code: 'IP006' });
    await expect(withActor(reviewer, (tx) => patchAppeal(tx, appealId, { reviewer_id: senior.userId }))).rejects.toMatchObject({ code: 'IP006' });
    // An officer who checked the appeal and became a senior officer is no longer new to it.
    await db.owner(`update role_grant set duty = 'senior_officer' where user_id = $1`, [other.userId]);
    expect(await outcomeOf(decideAppeal({ ...other, actor: { ...other.actor, duty: 'senior_officer' } }, verdict))).toBe('four_eyes');
    await db.owner(`update role_grant set duty = 'officer' where user_id = $1`, [other.userId]);
    expect(await outcomeOf(decideAppeal(reviewer, verdict))).toBe('done');
    expect(await appealOf(made)).toMatchObject({ state: 'upheld', reviewer_id: reviewer.userId });
  });

  test('refuses with a code and a reason, and the firm reads it', async () => {
    const made = await rejected();
    const { appealId } = await fileAppeal(repOf(made), input(made));
    await checkAdmissibility(other, { appealId });
    expect(await outcomeOf(refuseAdmission(other, { appealId, code: 'late', reason: ' ' }))).toBe('invalid_input');
    await refuseAdmission(other, { appealId, code: 'wrong_matter', reason: '이의신청의 대상이 아닙니다.' });
    expect((await getFirmAppeals(repOf(made))).appeals[0]).toMatchObject({ state: 'inadmissible', admissibilityText: '이의신청의 대상이 아닙니다.', clock: null });
    expect((await noticesOf(db.owner, made.id))['appeal_inadmissible']).toBeGreaterThanOrEqual(2);
    expect((await listAppealLines(other, 'closed')).lines.map((line) => line.id)).toContain(appealId);
  });

  test('hears the firm before it decides; the minutes stay with the headquarters', async () => {
    const { made, appealId } = await inReview(true);
    const now = at(reviewer, '2026-08-24T01:00:00Z');
    expect(await outcomeOf(callHearing(now, { appealId, at: new Date('2026-08-20T01:00:00Z'), place: '3층 회의실' }))).toBe('invalid_input');
    await callHearing(now, { appealId, at: new Date('2026-08-28T05:00:00Z'), place: '3층 회의실' });
    expect((await noticesOf(db.owner, made.id))['appeal_hearing']).toBeGreaterThan(0);
    const verdict = { appealId, verdict: 'partly_upheld', reason: '생산 자료 부분을 받아들입니다.', minutes: '' } as const;
    expect(await outcomeOf(decideAppeal(at(reviewer, '2026-08-29T01:00:00Z'), verdict))).toBe('invalid_input');
    expect(await outcomeOf(decideAppeal(at(reviewer, '2026-08-27T01:00:00Z'), { ...verdict, minutes: '대표자가 진술함' }))).toBe('incomplete');
    await decideAppeal(at(reviewer, '2026-08-31T01:00:00Z'), { ...verdict, minutes: '대표자가 자료를 설명함' });
    expect((await getAppealPage(reviewer, appealId)).minutes).toBe('대표자가 자료를 설명함');
    expect(JSON.stringify(await getFirmAppeals(repOf(made)))).not.toContain('대표자가 자료를 설명함');
    expect((await noticesOf(db.owner, made.id))['appeal_partly_upheld']).toBeGreaterThan(0);
  });

  test('is hidden from partner officers', async () => {
    const [group] = await db.owner<{ id: string }>(`insert into organisation (kind, name) values ('partner_hq', 'Group of an appeal') returning id`);
    const partner = await makeStaff(db.owner, 'partner_officer', { organisationId: group?.id ?? '' });
    const { made, appealId } = await inReview();
    await db.owner(`update application set organisation_id = $2 where id = $1`, [made.id, group?.id]);
    expect(await outcomeOf(getAppealPage(partner, appealId))).toBe('not_allowed');
    expect(await outcomeOf(listAppealLines(partner, 'open'))).toBe('not_allowed');
  });
});

describe('an upheld appeal', () => {
  test('brings a rejected application back to the evaluation, once', async () => {
    const { made, appealId } = await inReview();
    await decideAppeal(at(reviewer, '2026-08-24T01:00:00Z'), { appealId, verdict: 'upheld', reason: '자료를 다시 확인하였습니다.', minutes: '' });
    expect(await outcomeOf(implementAppeal(at(reviewer, '2026-08-25T01:00:00Z'), { appealId }))).toBe('not_your_turn');
    await implementAppeal(at(officer, '2026-08-25T01:00:00Z'), { appealId });
    expect(await stateOf(db.owner, made.id)).toBe('evaluation');
    expect((await appealOf(made))?.state).toBe('implemented');
    expect(await outcomeOf(implementAppeal(officer, { appealId }))).toBe('transition_not_allowed');
    expect((await noticesOf(db.owner, made.id))['appeal_implemented']).toBeGreaterThan(0);
    expect((await getFirmAppeals(repOf(made))).targets).toEqual([]);
    const [open] = await db.owner<{ n: number }>(`select count(*)::int as n from clock_segment where machine = 'appeal' and subject_id = $1 and ended_at is null`, [appealId]);
    expect(open?.n).toBe(0);
  });

  test('makes an ineligible application eligible, by the hand of the reviewer', async () => {
    const made = await createCase(db.owner, { year, state: 'screening', officerId: officer.userId });
    await recordChecks(officer, { applicationId: made.id, checks: checksOf(['E01']) });
    await proposeIneligible(officer, { applicationId: made.id, reasonCode: 'E01', reason: '국세청 조회에서 휴업으로 나옴' });
    await confirmIneligible(senior, { applicationId: made.id, reason: '휴업 중인 기업은 신청할 수 없습니다.' });
    const { appealId } = await fileAppeal(repOf(made), input(made, { summary: '휴업이 아닙니다.' }));
    await checkAdmissibility(other, { appealId });
    await admitAppeal(other, { appealId });
    await decideAppeal(reviewer, { appealId, verdict: 'upheld', reason: '휴업 사실이 없음을 확인하였습니다.', minutes: '' });
    await implementAppeal(other, { appealId });
    expect(await stateOf(db.owner, made.id)).toBe('eligible');
    const [decision] = await db.owner(`select kind, decided_by, reason_text from decision where application_id = $1 order by decided_at desc, id desc limit 1`, [made.id]);
    expect(decision).toEqual({ kind: 'eligible', decided_by: reviewer.userId, reason_text: '휴업 사실이 없음을 확인하였습니다.' });
  });
});
