import { beforeEach, describe, expect, test } from 'vitest';
import { deriveCaseStage } from '#app/domain/workflow/case-stage.ts';
import { announceMembershipEnds, endMemberships } from '#app/services/firms/end-memberships.ts';
import { followUpOf } from '#app/services/firms/follow-up.ts';
import { shortenMembership } from '#app/services/firms/shorten-membership.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { findCaseParts, statesOfCase } from '#db/queries/case-states.ts';
import { asWorker, withActor } from '#db/transaction.ts';
import { createAdmittedCase, type AdmittedCase } from '#tests/factories/case.ts';
import { contextOf } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { noticesOf, outcomeOf } from '../cases/arrange.ts';

const db = useDatabase();
let made: AdmittedCase;

beforeEach(async () => {
  made = await createAdmittedCase(db.owner);
});

const on = (day: string) => systemContext(new Date(`${day}T01:00:00Z`), 'test');
const officer = (day: string) => contextOf(made.officer.actor, `${day}T01:00:00Z`);
const member = (state: string, endsOn: string) =>
  db.owner(`insert into membership (application_id, firm_id, state, minutes_granted, starts_on, ends_on) values ($1, $2, $3, 960, '2026-10-01', $4)`, [made.applicationId, made.firm.id, state, endsOn]);
const stateNow = async () => (await db.owner<{ state: string }>('select state from membership where application_id = $1', [made.applicationId]))[0]?.state;

describe('a follow-up', () => {
  test('is announced to end sixty days before, once, and ends after its last day; the case is closed', async () => {
    await member('active', '2027-03-01');
    await announceMembershipEnds(on('2026-12-30'));
    expect(await stateNow()).toBe('active');
    await announceMembershipEnds(on('2026-12-31'));
    expect(await stateNow()).toBe('ending');
    await announceMembershipEnds(on('2027-01-02'));
    expect((await noticesOf(db.owner, made.applicationId))['membership_ending']).toBeGreaterThanOrEqual(2);
    await endMemberships(on('2027-03-01'));
    expect(await stateNow()).toBe('ending');
    await endMemberships(on('2027-03-02'));
    expect(await stateNow()).toBe('ended');
    expect((await noticesOf(db.owner, made.applicationId))['membership_ended']).toBeGreaterThanOrEqual(1);
    const parts = await asWorker((tx) => findCaseParts(tx, made.applicationId), 'test');
    expect(parts && deriveCaseStage(statesOfCase(parts))).toMatchObject({ stage: 'ended', machine: 'membership', nextAction: null });
  });

  test('that nobody started lapses, and stands still during a hold', async () => {
    await member('eligible', '2027-03-01');
    await db.owner(`insert into hold (firm_id, application_id, state, scope, cause_code) values ($1, $2, 'active', 'all', 'check')`, [made.firm.id, made.applicationId]);
    await endMemberships(on('2027-03-02'));
    expect(await stateNow()).toBe('eligible');
    await db.owner(`update hold set state = 'lifted', version = version + 1 where application_id = $1`, [made.applicationId]);
    await announceMembershipEnds(on('2027-02-02'));
    expect(await stateNow()).toBe('eligible');
    await endMemberships(on('2027-03-02'));
    expect(await stateNow()).toBe('ended');
    expect(await noticesOf(db.owner, made.applicationId)).toMatchObject({ membership_lapsed: 2 });
  });

  test('ends once when two rules run at the same time', async () => {
    await member('ending', '2027-03-01');
    await Promise.all([endMemberships(on('2027-03-02')), endMemberships(on('2027-03-02'))]);
    expect(await db.owner(`select action from event where application_id = $1 and machine = 'membership'`, [made.applicationId])).toEqual([{ action: 'end' }]);
  });

  test('shows the firm its last day and the days of measurement from the settings', async () => {
    await member('active', '2028-09-30');
    expect(await withActor(contextOf(made.firm.representative.actor, '2026-11-01T01:00:00Z'), (tx) => followUpOf(tx, made.applicationId))).toMatchObject({ endsOn: '2028-09-30', measuredOn: ['2027-04-01', '2027-10-01'] });
  });
});

describe('an earlier end', () => {
  const input = (endsOn: string, reason = '기업이 공장을 옮겨 앞당겨 마치기를 요청하였습니다.') => ({ applicationId: made.applicationId, endsOn, reason });

  test('is set by an officer with a reason and two weeks of notice; the firm is told', async () => {
    await member('active', '2028-09-30');
    expect(await outcomeOf(shortenMembership(officer('2026-11-02'), input('2026-11-10')))).toBe('invalid_input');
    expect(await outcomeOf(shortenMembership(officer('2026-11-02'), input('2028-10-01')))).toBe('invalid_input');
    expect(await outcomeOf(shortenMembership(officer('2026-11-02'), input('2026-11-20', '')))).toBe('invalid_input');
    expect(await outcomeOf(shortenMembership(contextOf(made.senior.actor, '2026-11-02T01:00:00Z'), input('2026-11-20')))).toBe('not_allowed');
    expect(await outcomeOf(shortenMembership(contextOf(made.firm.representative.actor, '2026-11-02T01:00:00Z'), input('2026-11-20')))).toBe('not_allowed');
    await shortenMembership(officer('2026-11-02'), input('2026-11-20'));
    expect(await db.owner('select ends_on::text from membership where application_id = $1', [made.applicationId])).toEqual([{ ends_on: '2026-11-20' }]);
    expect(await noticesOf(db.owner, made.applicationId)).toMatchObject({ membership_shortened: 2 });
    await announceMembershipEnds(on('2026-11-03'));
    expect(await stateNow()).toBe('ending');
    expect(await outcomeOf(shortenMembership(officer('2026-11-03'), input('2026-11-18')))).toBe('transition_not_allowed');
  });
});
