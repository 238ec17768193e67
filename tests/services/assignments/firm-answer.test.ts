import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '#app/domain/accounts/context.ts';
import { activateUnanswered } from '#app/services/assignments/activate-unanswered.ts';
import { agreeToConsultant, objectToConsultant } from '#app/services/assignments/answer-consultant.ts';
import { acceptOffer } from '#app/services/assignments/answer-offer.ts';
import { getFirmConsultant } from '#app/services/assignments/get-firm-consultant.ts';
import { getMyFirm, listMyFirms } from '#app/services/assignments/list-my-firms.ts';
import { listProposals } from '#app/services/assignments/list-proposals.ts';
import { proposeAssignment } from '#app/services/assignments/propose-assignment.ts';
import { ruleOnObjection } from '#app/services/assignments/rule-objection.ts';
import { getFirmHome } from '#app/services/firms/get-firm-home.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { getVisitForm } from '#app/services/visits/get-visit-form.ts';
import { createCase, createYear, type SubmittedCase, type Year } from '#tests/factories/cases.ts';
import { createConsultant, type Consultant } from '#tests/factories/consultants.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { makeStaff, NOW, noticesOf, outcomeOf } from '../cases/arrange.ts';

const db = useDatabase();
const REASON = '작년까지 경쟁사를 맡으신 분이어서 공정 자료를 함께 보기 어렵습니다.';
let year: Year;
let officer: Context & { userId: string };
let made: SubmittedCase;
let consultant: Consultant;
let assignmentId: string;

beforeAll(async () => {
  year = await createYear(db.owner);
  officer = await makeStaff(db.owner, 'officer');
});

beforeEach(async () => {
  made = await createCase(db.owner, { year, state: 'admitted', officerId: officer.userId });
  consultant = await newConsultant();
  assignmentId = await acceptedBy(consultant);
});

const representative = (now = '2026-08-18T06:00:00Z') => contextOf(made.firm.representative.actor, now);
const advisor = (person: Consultant = consultant) => contextOf(person.actor, NOW);

async function newConsultant(capacity = 8): Promise<Consultant> {
  const person = await createConsultant(db.owner, { capacity });
  await db.owner(`update consultant set region_codes = '{48}', ksic_codes = '{30}' where id = $1`, [person.consultantId]);
  return person;
}

async function acceptedBy(person: Consultant): Promise<string> {
  const { assignmentId: id } = await proposeAssignment(officer, { applicationId: made.id, consultantId: person.consultantId });
  await acceptOffer(contextOf(person.actor, '2026-08-18T05:40:00Z'), { assignmentId: id, noConflict: true });
  return id;
}

const rowOf = async (id: string) => (await db.owner(`select a.state, a.due_on::text, a.started_on::text, c.live_count from assignment a join consultant c on c.id = a.consultant_id where a.id = $1`, [id]))[0];

describe('a firm whose consultant has accepted', () => {
  test('reads who it is, why, and until when to answer; the consultant waits', async () => {
    expect(await rowOf(assignmentId)).toEqual({ state: 'accepted', due_on: '2026-08-21', started_on: null, live_count: 1 });
    const page = await getFirmConsultant(representative());
    expect(page).toMatchObject({ current: { id: assignmentId, state: 'accepted', dueOn: '2026-08-21' }, answer: { mayAgree: true, isHeld: false, refusal: null, clock: { used: 0, promise: 3 } }, former: [] });
    expect(page.current?.reasons.length).toBeGreaterThanOrEqual(3);
    const home = await getFirmHome(representative());
    expect(home.stage).toMatchObject({ stage: 'match', side: 'firm', nextAction: 'assignment.agree' });
    expect(home.due).toMatchObject({ on: '2026-08-21' });
    expect(home.todos.find((todo) => todo.status === 'now')).toEqual({ name: 'consultant', page: 'consultant', status: 'now' });
    expect((await listMyFirms(advisor())).firms).toMatchObject([{ state: 'accepted', dueOn: '2026-08-21' }]);
    expect(await outcomeOf(getVisitForm(advisor(), made.id))).toBe('not_found');
  });

  test('agrees, and the work begins with its letters', async () => {
    expect(await agreeToConsultant(representative(), { assignmentId })).toMatchObject({ dueOn: expect.any(String) as string });
    expect(await rowOf(assignmentId)).toEqual({ state: 'active', due_on: null, started_on: '2026-08-18', live_count: 1 });
    expect(await noticesOf(db.owner, made.id)).toMatchObject({ consultant_to_confirm: 1, assignment_active: 3 });
    expect((await listMyFirms(advisor())).firms).toMatchObject([{ stage: { stage: 'diagnose', side: 'firm' } }]);
    expect(await outcomeOf(agreeToConsultant(representative(), { assignmentId }))).toBe('transition_not_allowed');
    expect(await outcomeOf(objectToConsultant(representative(), { assignmentId, reason: REASON }))).toBe('transition_not_allowed');
  });

  test('answers through its representative only, and only for itself', async () => {
    const manager = await createPerson(db.owner, 'manager', { firmId: made.firm.id });
    expect((await getFirmConsultant(contextOf(manager.actor, NOW))).answer).toMatchObject({ mayAgree: false });
    expect(await outcomeOf(agreeToConsultant(contextOf(manager.actor, NOW), { assignmentId }))).toBe('not_your_turn');
    const other = await createCase(db.owner, { year, state: 'admitted' });
    expect(await outcomeOf(agreeToConsultant(contextOf(other.firm.representative.actor, NOW), { assignmentId }))).toBe('not_found');
    expect(await outcomeOf(objectToConsultant(advisor(), { assignmentId, reason: REASON }))).not.toBe('done');
    expect(await outcomeOf(agreeToConsultant(officer, { assignmentId }))).not.toBe('done');
  });

  test('has one answer when it agrees and objects at once', async () => {
    const outcomes = await Promise.all([outcomeOf(agreeToConsultant(representative(), { assignmentId })), outcomeOf(objectToConsultant(representative(), { assignmentId, reason: REASON }))]);
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'transition_not_allowed')).toHaveLength(1);
  });

  test('cannot agree while assigning is on hold, but may still object', async () => {
    await db.owner(`insert into hold (firm_id, application_id, state, scope, cause_code) values ($1, $2, 'active', 'assign', 'check')`, [made.firm.id, made.id]);
    expect(await outcomeOf(agreeToConsultant(representative(), { assignmentId }))).toBe('held');
    expect(await outcomeOf(objectToConsultant(representative(), { assignmentId, reason: REASON }))).toBe('done');
  });
});

describe('an objection', () => {
  test('needs a reason and comes within three working days', async () => {
    expect(await outcomeOf(objectToConsultant(representative(), { assignmentId, reason: ' ' }))).toBe('invalid_input');
    expect(await outcomeOf(objectToConsultant(representative('2026-08-21T15:30:00Z'), { assignmentId, reason: REASON }))).toBe('expired');
    await objectToConsultant(representative('2026-08-21T14:30:00Z'), { assignmentId, reason: REASON });
    expect(await rowOf(assignmentId)).toMatchObject({ state: 'objected', due_on: null, live_count: 1 });
    expect(await noticesOf(db.owner, made.id)).toMatchObject({ assignment_objected: 2 });
  });

  test('is upheld: the place is free, another consultant is proposed, and a second objection is refused', async () => {
    await objectToConsultant(representative(), { assignmentId, reason: REASON });
    expect((await listProposals(officer, made.id)).live).toMatchObject({ state: 'objected', objectionText: REASON });
    const input = { applicationId: made.id, assignmentId, ruling: 'uphold', reason: '' } as const;
    expect(await outcomeOf(ruleOnObjection(officer, { ...input, assignmentId: made.id }))).toBe('not_found');
    expect(await outcomeOf(ruleOnObjection(await makeStaff(db.owner, 'senior_officer'), input))).toBe('not_your_turn');
    await ruleOnObjection(officer, input);
    expect(await rowOf(assignmentId)).toMatchObject({ state: 'cancelled', live_count: 0 });
    expect(await noticesOf(db.owner, made.id)).toMatchObject({ objection_upheld: 2 });
    expect(await outcomeOf(proposeAssignment(officer, { applicationId: made.id, consultantId: consultant.consultantId }))).toBe('conflict');
    expect(await outcomeOf(getMyFirm(advisor(), made.id))).toBe('not_found');
    const second = await acceptedBy(await newConsultant());
    expect((await getFirmConsultant(representative())).answer).toMatchObject({ refusal: 'used' });
    expect(await outcomeOf(objectToConsultant(representative(), { assignmentId: second, reason: REASON }))).toBe('limit_exceeded');
    await agreeToConsultant(representative(), { assignmentId: second });
    expect((await getFirmConsultant(representative())).former).toMatchObject([{ id: assignmentId, state: 'cancelled' }]);
  });

  test('is overruled with a reason that the firm and the consultant read', async () => {
    await objectToConsultant(representative(), { assignmentId, reason: REASON });
    const input = { applicationId: made.id, assignmentId, ruling: 'overrule' } as const;
    expect(await outcomeOf(ruleOnObjection(officer, { ...input, reason: '' }))).toBe('invalid_input');
    await ruleOnObjection(officer, { ...input, reason: '경쟁사와의 계약이 끝난 지 3년이 지났습니다.' });
    expect(await rowOf(assignmentId)).toMatchObject({ state: 'active', started_on: '2026-08-18' });
    expect(await noticesOf(db.owner, made.id)).toMatchObject({ objection_overruled: 2, assignment_active: 3 });
    expect(await outcomeOf(ruleOnObjection(officer, { ...input, reason: '다시 한번 배정을 확정합니다.' }))).toBe('transition_not_allowed');
  });

  test('is ruled on once when two officers decide at the same time', async () => {
    await objectToConsultant(representative(), { assignmentId, reason: REASON });
    const input = { applicationId: made.id, assignmentId, reason: '경쟁사와의 계약이 끝난 지 3년이 지났습니다.' };
    const outcomes = await Promise.all((['uphold', 'overrule'] as const).map((ruling) => outcomeOf(ruleOnObjection(officer, { ...input, ruling }))));
    expect(outcomes.sort()).toEqual(['done', 'transition_not_allowed']);
  });
});

describe('silence', () => {
  const rule = (now: string) => activateUnanswered(systemContext(new Date(now), 'test'));
  const activeNow = async () => (await rowOf(assignmentId))?.['state'];

  test('makes the assignment active once the window is over and the letter has arrived', async () => {
    await rule('2026-08-22T01:00:00Z');
    expect(await activeNow()).toBe('accepted');
    await db.owner(`update notice set read_at = now() where application_id = $1`, [made.id]);
    await rule('2026-08-21T01:00:00Z');
    expect(await activeNow()).toBe('accepted');
    await db.owner(`insert into hold (firm_id, application_id, state, scope, cause_code) values ($1, $2, 'active', 'assign', 'check')`, [made.firm.id, made.id]);
    await rule('2026-08-22T01:00:00Z');
    expect(await activeNow()).toBe('accepted');
    await db.owner(`update hold set state = 'lifted', version = version + 1 where application_id = $1`, [made.id]);
    await rule('2026-08-22T01:00:00Z');
    expect(await rowOf(assignmentId)).toMatchObject({ state: 'active', started_on: '2026-08-22', due_on: null });
    expect(await noticesOf(db.owner, made.id)).toMatchObject({ assignment_active: 3 });
  });
});

describe('the places of a consultant', () => {
  test('are taken with the acceptance, so that no more firms are accepted than can be served', async () => {
    const busy = await newConsultant(1);
    const second = await createCase(db.owner, { year, state: 'admitted', officerId: officer.userId });
    const third = await createCase(db.owner, { year, state: 'admitted', officerId: officer.userId });
    const offers: string[] = [];
    for (const { id } of [second, third]) offers.push((await proposeAssignment(officer, { applicationId: id, consultantId: busy.consultantId })).assignmentId);
    const outcomes = await Promise.all(offers.map((id) => outcomeOf(acceptOffer(contextOf(busy.actor, NOW), { assignmentId: id, noConflict: true }))));
    expect(outcomes.sort()).toEqual(['done', 'limit_exceeded']);
  });
});
