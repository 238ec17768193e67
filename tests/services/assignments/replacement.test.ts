import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '#app/domain/accounts/context.ts';
import { agreeToConsultant } from '#app/services/assignments/answer-consultant.ts';
import { acceptOffer, declineOffer } from '#app/services/assignments/answer-offer.ts';
import { completeHandovers } from '#app/services/assignments/complete-handover.ts';
import { endAssignment } from '#app/services/assignments/end-assignment.ts';
import { getFirmConsultant } from '#app/services/assignments/get-firm-consultant.ts';
import { getMyFirm, listMyFirms } from '#app/services/assignments/list-my-firms.ts';
import { listProposals } from '#app/services/assignments/list-proposals.ts';
import { proposeAssignment } from '#app/services/assignments/propose-assignment.ts';
import { startReplacement } from '#app/services/assignments/start-replacement.ts';
import { writeHandoverNote } from '#app/services/assignments/write-handover-note.ts';
import { openOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { getPlanView } from '#app/services/plans/get-plan.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canWriteAs } from '#app/domain/workflow/case-access.ts';
import { withActor } from '#db/transaction.ts';
import { createCase, createYear, type SubmittedCase, type Year } from '#tests/factories/cases.ts';
import { createConsultant, type Consultant } from '#tests/factories/consultants.ts';
import { contextOf } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { makeStaff, NOW, noticesOf, outcomeOf } from '../cases/arrange.ts';

const db = useDatabase();
const REASON = '건강 문제로 방문을 이어 가기 어렵다고 알려 왔습니다.';
let year: Year;
let officer: Context & { userId: string };
let senior: Context & { userId: string };
let made: SubmittedCase;
let former: Consultant;
let successor: Consultant;
let oldId: string;

beforeAll(async () => {
  year = await createYear(db.owner);
  officer = await makeStaff(db.owner, 'officer');
  senior = await makeStaff(db.owner, 'senior_officer');
});

beforeEach(async () => {
  made = await createCase(db.owner, { year, state: 'admitted', officerId: officer.userId });
  [former, successor] = [await newConsultant(), await newConsultant()];
  oldId = (await proposeAssignment(officer, { applicationId: made.id, consultantId: former.consultantId })).assignmentId;
  await acceptOffer(as(former), { assignmentId: oldId, noConflict: true });
  await agreeToConsultant(representative(), { assignmentId: oldId });
  await db.owner(
    `insert into visit (assignment_id, application_id, firm_id, consultant_id, state, number, starts_at, ends_at, visit_on, purpose, findings, man_days_half, logged_at, logged_by)
     values ($1, $2, $3, $4, 'firm_confirmed', 1, '2026-08-10T01:00:00Z', '2026-08-10T04:00:00Z', '2026-08-10', 'Vorrichtung', 'Finding of the former', 2, now(), $5)`,
    [oldId, made.id, made.firm.id, former.consultantId, former.userId],
  );
  await db.owner('update assignment set used_days_half = 2 where id = $1', [oldId]);
});

const as = (person: Consultant) => contextOf(person.actor, NOW);
const representative = () => contextOf(made.firm.representative.actor, NOW);
const replace = (by: Consultant = successor, reason = REASON) => startReplacement(officer, { applicationId: made.id, consultantId: by.consultantId, reason });
const rowOf = async (id: string) => (await db.owner(`select state, man_days_half, ended_on::text, end_reason, readable_until::text, replaces_id from assignment where id = $1`, [id]))[0];

async function newConsultant(): Promise<Consultant> {
  const person = await createConsultant(db.owner, { capacity: 8 });
  await db.owner(`update consultant set region_codes = '{48}', ksic_codes = '{30}' where id = $1`, [person.consultantId]);
  return person;
}

async function takeOver(): Promise<string> {
  const { assignmentId } = await replace();
  await acceptOffer(as(successor), { assignmentId, noConflict: true });
  await agreeToConsultant(representative(), { assignmentId });
  return assignmentId;
}

// The case is read at the present day of the database, long after the last day of the former one.
const mayWrite = async (person: Consultant) =>
  (await outcomeOf(
    withActor(as(person), async (tx) => {
      const { subject } = await openOutcomeCase(tx, as(person), made.id);
      if (!canWriteAs(as(person).actor, subject, ['consultant']).allowed) throw new AppError('not_allowed');
    }),
  )) === 'done';

describe('replacing a consultant', () => {
  test('starts the hand-over and offers what is left of the days to the successor', async () => {
    const { assignmentId, state } = await replace();
    expect(state).toBe('offered');
    expect(await rowOf(oldId)).toMatchObject({ state: 'handover', man_days_half: 2, ended_on: null });
    expect(await rowOf(assignmentId)).toMatchObject({ state: 'offered', man_days_half: 48, replaces_id: oldId });
    expect(await noticesOf(db.owner, made.id)).toMatchObject({ consultant_replaced: 2, assignment_offered: 2 });
    expect(await listProposals(officer, made.id)).toMatchObject({ handover: { id: oldId }, live: { id: assignmentId }, mayReplace: false });
  });

  test('is refused without a reason, for the same person, to others and while nobody works there', async () => {
    expect(await outcomeOf(replace(successor, ' '))).toBe('invalid_input');
    expect(await outcomeOf(replace(former))).toBe('invalid_input');
    expect(await outcomeOf(startReplacement(senior, { applicationId: made.id, consultantId: successor.consultantId, reason: REASON }))).toBe('not_your_turn');
    expect(await outcomeOf(startReplacement(as(former), { applicationId: made.id, consultantId: successor.consultantId, reason: REASON }))).not.toBe('done');
    await replace();
    expect(await outcomeOf(replace(await newConsultant()))).toBe('transition_not_allowed');
    expect(await rowOf(oldId)).toMatchObject({ state: 'handover' });
  });

  test('has one winner when two officers replace at once', async () => {
    const third = await newConsultant();
    const outcomes = await Promise.all([outcomeOf(replace()), outcomeOf(replace(third))]);
    expect(outcomes.sort()).toEqual(['done', 'transition_not_allowed']);
  });

  test('looks for another successor when the first one declines', async () => {
    const { assignmentId } = await replace();
    await declineOffer(as(successor), { assignmentId, code: 'load', reason: '담당 기업이 많습니다.' });
    const third = await newConsultant();
    expect((await listProposals(officer, made.id)).possible.map((line) => line.member.id)).not.toContain(former.consultantId);
    expect(await outcomeOf(proposeAssignment(officer, { applicationId: made.id, consultantId: former.consultantId }))).toBe('invalid_input');
    const next = await proposeAssignment(officer, { applicationId: made.id, consultantId: third.consultantId });
    expect(await rowOf(next.assignmentId)).toMatchObject({ state: 'offered', replaces_id: oldId, man_days_half: 48 });
  });
});

describe('the hand-over', () => {
  test('is complete when the successor begins: the firm has agreed, the former one is told', async () => {
    const id = await takeOver();
    expect(await rowOf(id)).toMatchObject({ state: 'active' });
    expect(await rowOf(oldId)).toMatchObject({ state: 'ended', end_reason: 'replaced', ended_on: '2026-08-18', readable_until: '2026-09-17' });
    expect(await noticesOf(db.owner, made.id)).toMatchObject({ successor_active: 3, handover_complete: 1 });
    expect(await getFirmConsultant(representative())).toMatchObject({ current: { id, state: 'active' }, former: [{ id: oldId, state: 'ended' }] });
  });

  test('waits for open visits and is completed by the daily rule', async () => {
    const [planned] = await db.owner<{ id: string }>(
      `insert into visit (assignment_id, application_id, firm_id, consultant_id, state, number, starts_at, ends_at, visit_on, purpose) values ($1, $2, $3, $4, 'disputed', 2, '2026-08-12T01:00:00Z', '2026-08-12T04:00:00Z', '2026-08-12', 'x') returning id`,
      [oldId, made.id, made.firm.id, former.consultantId],
    );
    await takeOver();
    expect(await rowOf(oldId)).toMatchObject({ state: 'handover' });
    const rule = () => completeHandovers(systemContext(new Date('2026-08-20T01:00:00Z'), 'test'));
    expect(await rule()).toBe(0);
    await db.owner(`update visit set state = 'void', version = version + 1 where id = $1`, [planned?.id]);
    expect(await rule()).toBe(1);
    expect(await rowOf(oldId)).toMatchObject({ state: 'ended', readable_until: '2026-09-19' });
    expect(await rule()).toBe(0);
  });

  test('passes on a note that the former writes and the successor reads with the visits so far', async () => {
    const { assignmentId } = await replace();
    const note = { applicationId: made.id, assignmentId: oldId, note: '2호기 지그를 먼저 보십시오.' };
    expect(await outcomeOf(writeHandoverNote(as(successor), note))).toBe('not_found');
    expect(await outcomeOf(writeHandoverNote(as(former), { ...note, note: '' }))).toBe('invalid_input');
    await writeHandoverNote(as(former), note);
    expect((await getMyFirm(as(successor), made.id)).brief).toBeNull();
    await acceptOffer(as(successor), { assignmentId, noConflict: true });
    expect((await getMyFirm(as(successor), made.id)).brief).toMatchObject({ note: note.note, usedDaysHalf: 2, visits: [{ findings: 'Finding of the former' }] });
    expect((await getMyFirm(as(former), made.id)).brief).toBeNull();
    await agreeToConsultant(representative(), { assignmentId });
    expect(await outcomeOf(writeHandoverNote(as(former), note))).toBe('transition_not_allowed');
  });
});

describe('who sees and does what', () => {
  test('one who was only asked reads and does nothing; the former one works until the successor begins', async () => {
    const { assignmentId } = await replace();
    expect([await mayWrite(former), await mayWrite(successor)]).toEqual([true, false]);
    await acceptOffer(as(successor), { assignmentId, noConflict: true });
    expect([await mayWrite(former), await mayWrite(successor)]).toEqual([true, false]);
    await agreeToConsultant(representative(), { assignmentId });
    expect([await mayWrite(former), await mayWrite(successor)]).toEqual([false, true]);
  });

  test('the former one reads the case for thirty days, changes nothing, and sees nothing after them', async () => {
    await db.owner(`insert into plan (application_id, firm_id, state, summary) values ($1, $2, 'draft', 'Plan')`, [made.id, made.firm.id]);
    await takeOver();
    // The last day is the database's: it is put around its own present day.
    const readableUntil = (days: number) => db.owner(`update assignment set ended_on = '2026-08-18', readable_until = (now() at time zone 'Asia/Seoul')::date + $2::int where id = $1`, [oldId, days]);
    await readableUntil(0);
    const home = await listMyFirms(as(former));
    expect(home).toMatchObject({ firms: [], former: [{ applicationId: made.id }] });
    expect((await getMyFirm(as(former), made.id)).assignment.state).toBe('ended');
    expect((await getPlanView(as(former), made.id)).plan).toMatchObject({ summary: 'Plan' });
    const change = (person: Consultant) => withActor(as(person), async (tx) => (await tx.updateTable('plan').set({ opinion: 'x' }).where('application_id', '=', made.id).executeTakeFirst()).numUpdatedRows);
    expect([await change(former), await change(successor)]).toEqual([0n, 1n]);
    await readableUntil(-1);
    expect(await outcomeOf(getMyFirm(contextOf(former.actor, '2027-01-01T00:00:00Z'), made.id))).toBe('not_found');
    expect(await outcomeOf(getPlanView(as(former), made.id))).toBe('not_found');
  });
});

describe('ending an assignment', () => {
  test('is for a senior officer with a reason; then another consultant can be proposed', async () => {
    const input = { applicationId: made.id, assignmentId: oldId, reason: '자격이 정지되어 활동할 수 없습니다.' };
    expect(await outcomeOf(endAssignment(officer, input))).toBe('not_your_turn');
    expect(await outcomeOf(endAssignment(senior, { ...input, reason: '' }))).toBe('invalid_input');
    await endAssignment(senior, input);
    expect(await rowOf(oldId)).toMatchObject({ state: 'ended', readable_until: null });
    expect(await noticesOf(db.owner, made.id)).toMatchObject({ assignment_ended: 3 });
    expect(await outcomeOf(getMyFirm(as(former), made.id))).toBe('not_found');
    const next = await proposeAssignment(officer, { applicationId: made.id, consultantId: successor.consultantId });
    expect(await rowOf(next.assignmentId)).toMatchObject({ man_days_half: 48, replaces_id: null });
  });
});
