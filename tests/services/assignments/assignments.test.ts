import { expireOffers } from '#app/services/assignments/expire-offers.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '#app/domain/accounts/context.ts';
import { acceptOffer, declineOffer } from '#app/services/assignments/answer-offer.ts';
import { getMyFirm, listMyFirms } from '#app/services/assignments/list-my-firms.ts';
import { listProposals } from '#app/services/assignments/list-proposals.ts';
import { proposeAssignment, waiveConflict } from '#app/services/assignments/propose-assignment.ts';
import { createCase, createYear, type SubmittedCase, type Year } from '#tests/factories/cases.ts';
import { createConsultant, type Consultant } from '#tests/factories/consultants.ts';
import { contextOf } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { makeStaff, NOW, noticesOf, outcomeOf } from '../cases/arrange.ts';

const db = useDatabase();
let year: Year;
let officer: Context & { userId: string };
let senior: Context & { userId: string };
let made: SubmittedCase;
let consultant: Consultant;

beforeAll(async () => {
  year = await createYear(db.owner);
  officer = await makeStaff(db.owner, 'officer');
  senior = await makeStaff(db.owner, 'senior_officer');
});

beforeEach(async () => {
  made = await createCase(db.owner, { year, state: 'admitted', officerId: officer.userId });
  consultant = await makeConsultant();
});

async function makeConsultant(more: { region?: string; ksic?: string; capacity?: number; live?: number } = {}): Promise<Consultant> {
  const person = await createConsultant(db.owner, { capacity: more.capacity ?? 8 });
  await db.owner(`update consultant set region_codes = array[$2], ksic_codes = array[$3], live_count = $4 where id = $1`, [person.consultantId, more.region ?? '48', more.ksic ?? '30', more.live ?? 0]);
  return person;
}
const as = (person: Consultant) => contextOf(person.actor, NOW);
const rowOf = async (id: string) => (await db.owner(`select state, man_days_half, due_on::text, started_on::text, decline_code, try_number from assignment where id = $1`, [id]))[0];

describe('proposals', () => {
  test('come with at least three reasons, best first, and say who is ruled out', async () => {
    const far = await makeConsultant({ region: '11', ksic: '10' });
    const full = await makeConsultant({ capacity: 2, live: 2 });
    const page = await listProposals(officer, made.id);
    const ids = page.possible.map((line) => line.member.id);
    expect(ids.indexOf(consultant.consultantId)).toBeGreaterThanOrEqual(0);
    for (const line of page.possible) expect(line.score.reasons.length).toBeGreaterThanOrEqual(3);
    const scores = page.possible.map((line) => line.score.score);
    expect(scores).toEqual([...scores].sort((left, right) => right - left));
    expect(ids).not.toContain(full.consultantId);
    expect(page.blocked.find((line) => line.member.id === full.consultantId)?.score.blocks).toEqual(['assignments.block.load_full']);
    expect(far.consultantId).not.toBe(page.possible[0]?.member.id);
    expect(await outcomeOf(listProposals(as(consultant), made.id))).toBe('not_found');
  });
});

describe('proposing', () => {
  test('checks conflicts, offers with a due day and tells the consultant', async () => {
    const result = await proposeAssignment(officer, { applicationId: made.id, consultantId: consultant.consultantId });
    expect(result).toMatchObject({ state: 'offered', dueOn: '2026-08-25' });
    expect(await rowOf(result.assignmentId)).toMatchObject({ state: 'offered', man_days_half: 50, due_on: '2026-08-25', try_number: 1 });
    const events = await db.owner<{ action: string; actor_duty: string }>(`select action, actor_duty from event where subject_id = $1 order by id`, [result.assignmentId]);
    expect(events.map((event) => `${event.action}/${event.actor_duty}`)).toEqual(['propose/officer', 'check_conflicts/system', 'offer/system']);
    expect(await noticesOf(db.owner, made.id)).toEqual({ assignment_offered: 1 });
    const other = await makeConsultant();
    expect(await outcomeOf(proposeAssignment(officer, { applicationId: made.id, consultantId: other.consultantId }))).toBe('conflict');
  });

  test('is refused to others, before the selection, past hard limits and during a hold', async () => {
    const input = { applicationId: made.id, consultantId: consultant.consultantId };
    expect(await outcomeOf(proposeAssignment(senior, input))).toBe('not_your_turn');
    const early = await createCase(db.owner, { year, state: 'ranked' });
    expect(await outcomeOf(proposeAssignment(officer, { ...input, applicationId: early.id }))).toBe('transition_not_allowed');
    await db.owner(`update consultant set status = 'barred' where id = $1`, [consultant.consultantId]);
    expect(await outcomeOf(proposeAssignment(officer, input))).toBe('conflict');
    await db.owner(`update consultant set status = 'active', declaration = jsonb_build_object('firmIds', jsonb_build_array($2::text)) where id = $1`, [consultant.consultantId, made.firm.id]);
    expect(await outcomeOf(proposeAssignment(officer, input))).toBe('conflict');
    await db.owner(`update consultant set declaration = '{}' where id = $1`, [consultant.consultantId]);
    await db.owner(`insert into hold (firm_id, application_id, state, scope, cause_code) values ($1, $2, 'active', 'assign', 'check')`, [made.firm.id, made.id]);
    expect(await outcomeOf(proposeAssignment(officer, input))).toBe('held');
  });

  test('has one winner when two officers propose at once', async () => {
    const other = await makeConsultant();
    const outcomes = await Promise.all([consultant, other].map((person) => outcomeOf(proposeAssignment(officer, { applicationId: made.id, consultantId: person.consultantId }))));
    expect(outcomes.sort()).toEqual(['conflict', 'done']);
  });

  test('stops at a soft conflict until a senior officer waives it with a reason', async () => {
    const [buyer] = await db.owner<{ id: string }>(`insert into organisation (kind, name) values ('parent_company', 'Buyer') returning id`);
    await db.owner(`update consultant set organisation_id = $2 where id = $1`, [consultant.consultantId, buyer?.id]);
    await db.owner(`insert into supply_relation (firm_id, parent_id, tier) values ($1, $2, 2)`, [made.firm.id, buyer?.id]);
    const result = await proposeAssignment(officer, { applicationId: made.id, consultantId: consultant.consultantId });
    expect(result.state).toBe('conflict_found');
    const input = { applicationId: made.id, assignmentId: result.assignmentId, reason: '거래 부서와 무관함을 확인했습니다.' };
    expect(await outcomeOf(waiveConflict(officer, input))).toBe('not_your_turn');
    expect(await outcomeOf(waiveConflict(senior, { ...input, reason: '' }))).toBe('reason_required');
    await waiveConflict(senior, input);
    expect(await rowOf(result.assignmentId)).toMatchObject({ state: 'offered' });
  });

  test('continues with another consultant after a conflict, on the same row', async () => {
    const [buyer] = await db.owner<{ id: string }>(`insert into organisation (kind, name) values ('parent_company', 'Second buyer') returning id`);
    await db.owner(`update consultant set organisation_id = $2 where id = $1`, [consultant.consultantId, buyer?.id]);
    await db.owner(`insert into supply_relation (firm_id, parent_id, tier) values ($1, $2, 2)`, [made.firm.id, buyer?.id]);
    const stopped = await proposeAssignment(officer, { applicationId: made.id, consultantId: consultant.consultantId });
    const other = await makeConsultant();
    const result = await proposeAssignment(officer, { applicationId: made.id, consultantId: other.consultantId });
    expect(result).toMatchObject({ assignmentId: stopped.assignmentId, state: 'offered' });
  });
});

describe('the consultant', () => {
  async function offered() {
    return (await proposeAssignment(officer, { applicationId: made.id, consultantId: consultant.consultantId })).assignmentId;
  }

  test('sees the offer first, declares, accepts, and the firm is asked', async () => {
    const assignmentId = await offered();
    const home = await listMyFirms(as(consultant));
    expect(home.offers).toMatchObject([{ firmName: made.firm.name, clock: { used: 0, promise: 5 } }]);
    expect((await getMyFirm(as(consultant), made.id)).people).toEqual([]);
    expect(await outcomeOf(acceptOffer(as(consultant), { assignmentId, noConflict: false }))).toBe('invalid_input');
    await acceptOffer(as(consultant), { assignmentId, noConflict: true });
    expect(await rowOf(assignmentId)).toMatchObject({ state: 'accepted', due_on: '2026-08-21', started_on: null, man_days_half: 50 });
    expect(await noticesOf(db.owner, made.id)).toEqual({ assignment_offered: 1, assignment_accepted: 1, consultant_to_confirm: 1 });
    const [row] = await db.owner(`select live_count from consultant where id = $1`, [consultant.consultantId]);
    expect(row).toEqual({ live_count: 1 });
    expect((await listMyFirms(as(consultant))).firms).toMatchObject([{ state: 'accepted', stage: { stage: 'match', side: 'firm' } }]);
    expect((await getMyFirm(as(consultant), made.id)).people.length).toBeGreaterThan(0);
    expect(await outcomeOf(acceptOffer(as(consultant), { assignmentId, noConflict: true }))).toBe('transition_not_allowed');
  });

  test('declines with a code and words, sees the firm no more, and the officer offers to the next', async () => {
    const assignmentId = await offered();
    expect(await outcomeOf(declineOffer(as(consultant), { assignmentId, code: 'other', reason: '멀어서' }))).toBe('invalid_input');
    expect(await outcomeOf(declineOffer(as(consultant), { assignmentId, code: 'distance', reason: '' }))).toBe('invalid_input');
    await declineOffer(as(consultant), { assignmentId, code: 'distance', reason: '이동에 세 시간이 걸립니다.' });
    expect(await rowOf(assignmentId)).toMatchObject({ state: 'declined', decline_code: 'distance' });
    expect(await outcomeOf(getMyFirm(as(consultant), made.id))).toBe('not_found');
    expect((await noticesOf(db.owner, made.id))['assignment_declined']).toBe(1);
    const other = await makeConsultant();
    expect(await proposeAssignment(officer, { applicationId: made.id, consultantId: other.consultantId })).toMatchObject({ state: 'offered' });
  });

  test('who does not answer in time is passed over, and the officer can propose somebody else', async () => {
    const assignmentId = await offered();
    const on = (day: string) => systemContext(new Date(`${day}T01:00:00Z`), 'test');
    await expireOffers(on('2026-08-25'));
    expect(await rowOf(assignmentId)).toMatchObject({ state: 'offered' });
    await expireOffers(on('2026-08-26'));
    expect(await rowOf(assignmentId)).toMatchObject({ state: 'offered' });
    await db.owner(`update notice set read_at = now() where application_id = $1`, [made.id]);
    await expireOffers(on('2026-08-26'));
    expect(await rowOf(assignmentId)).toMatchObject({ state: 'expired', due_on: null });
    expect(await noticesOf(db.owner, made.id)).toMatchObject({ assignment_expired: 2 });
    const other = await makeConsultant();
    expect(await proposeAssignment(officer, { applicationId: made.id, consultantId: other.consultantId })).toMatchObject({ state: 'offered' });
  });

  test('answers only the own offer, in time, and within the own capacity', async () => {
    const assignmentId = await offered();
    const other = await makeConsultant();
    expect(await outcomeOf(acceptOffer(as(other), { assignmentId, noConflict: true }))).toBe('not_found');
    const late = contextOf(consultant.actor, '2026-08-26T01:00:00Z');
    expect(await outcomeOf(acceptOffer(late, { assignmentId, noConflict: true }))).toBe('expired');
    await db.owner(`update consultant set live_count = capacity where id = $1`, [consultant.consultantId]);
    expect(await outcomeOf(acceptOffer(as(consultant), { assignmentId, noConflict: true }))).toBe('limit_exceeded');
    expect(await rowOf(assignmentId)).toMatchObject({ state: 'offered' });
  });

  test('is offered a firm five times at most', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await makeConsultant();
      const { assignmentId } = await proposeAssignment(officer, { applicationId: made.id, consultantId: person.consultantId });
      await declineOffer(as(person), { assignmentId, code: 'load', reason: '담당 기업이 많습니다.' });
    }
    expect(await outcomeOf(proposeAssignment(officer, { applicationId: made.id, consultantId: consultant.consultantId }))).toBe('limit_exceeded');
  });
});
