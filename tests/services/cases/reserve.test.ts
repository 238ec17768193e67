import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '#app/domain/accounts/context.ts';
import { acceptPlace } from '#app/services/applications/accept-place.ts';
import { decideApplication } from '#app/services/applications/decide-application.ts';
import { endReserveList, freePlace, lapseReserveCalls } from '#app/services/applications/free-place.ts';
import { withdrawApplication } from '#app/services/applications/withdraw-application.ts';
import { getFirmHome } from '#app/services/firms/get-firm-home.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { createCase, createYear, type SubmittedCase, type Year } from '#tests/factories/cases.ts';
import { contextOf } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { makeStaff, NOW, noticesOf, outcomeOf, stateOf } from './arrange.ts';

const db = useDatabase();
let officer: Context & { userId: string };
let senior: Context & { userId: string };

beforeAll(async () => {
  officer = await makeStaff(db.owner, 'officer');
  senior = await makeStaff(db.owner, 'senior_officer');
});

const boss = (made: SubmittedCase, now = NOW) => contextOf(made.firm.representative.actor, now);
const withdraw = (made: SubmittedCase) => withdrawApplication(boss(made), { applicationId: made.id, reason: '생산 라인을 옮기게 되었습니다.' });
const admittedCount = async (year: Year) => (await db.owner<{ n: number }>(`select admitted_count as n from programme_year where id = $1`, [year.id]))[0]?.n;
const called = async (year: Year) => (await db.owner<{ id: string }>(`select id from application where programme_year_id = $1 and reserve_call_until is not null order by reserve_number`, [year.id])).map((row) => row.id);
const jobs = (id: string) => db.owner(`select 1 from pgboss.job where name = 'free-place' and data->>'applicationId' = $1`, [id]);

async function arrange(quota: number, reserves: number): Promise<{ year: Year; admitted: SubmittedCase[]; reserve: SubmittedCase[] }> {
  const year = await createYear(db.owner, { quota });
  const make = (state: string) => createCase(db.owner, { year, state, officerId: officer.userId, totalScore: 80 });
  const admitted: SubmittedCase[] = [];
  const reserve: SubmittedCase[] = [];
  for (let index = 0; index < quota; index += 1) admitted.push(await make('admitted'));
  for (let index = 0; index < reserves; index += 1) reserve.push(await make('reserve'));
  for (const [index, made] of reserve.entries()) await db.owner(`update application set reserve_number = $2, reserve_until = '2026-12-31', due_on = '2026-12-31' where id = $1`, [made.id, index + 1]);
  await db.owner(`update programme_year set admitted_count = quota where id = $1`, [year.id]);
  return { year, admitted, reserve };
}

describe('a place that is given up', () => {
  test('is free and offered to the next firm of the list, who takes it and is selected', async () => {
    const { year, admitted: [gone], reserve: [first, second] } = await arrange(2, 2);
    if (!gone || !first || !second) throw new Error('arranged too little');
    await withdraw(gone);
    expect(await jobs(gone.id)).toHaveLength(1);
    expect(await freePlace(new Date(NOW), gone.id)).toEqual({ calledId: first.id });
    expect(await freePlace(new Date(NOW), gone.id)).toEqual({ calledId: null });
    expect(await admittedCount(year)).toBe(1);
    expect(await called(year)).toEqual([first.id]);
    expect(await noticesOf(db.owner, first.id)).toMatchObject({ reserve_called: 1, reserve_called_officer: expect.any(Number) });
    expect((await getFirmHome(boss(first))).place).toEqual({ untilOn: '2026-08-28', isAccepted: false, mayAnswer: true });
    expect((await getFirmHome(boss(second))).place).toBeNull();
    expect(await outcomeOf(acceptPlace(boss(second), { applicationId: second.id }))).toBe('transition_not_allowed');
    expect(await outcomeOf(acceptPlace(boss(second), { applicationId: first.id }))).toBe('not_found');
    expect(await outcomeOf(acceptPlace(boss(first, '2026-08-31T01:00:00Z'), { applicationId: first.id }))).toBe('expired');
    await acceptPlace(boss(first), { applicationId: first.id });
    expect(await noticesOf(db.owner, first.id)).toMatchObject({ reserve_accepted: expect.any(Number) });
    expect(await lapseReserveCalls(systemContext(new Date('2026-09-10T00:00:00Z'), 'test'))).toBe(0);
    await decideApplication(senior, { applicationId: first.id, kind: 'admitted', reasonCode: null, reasonText: '', feedback: '' });
    expect(await stateOf(db.owner, first.id)).toBe('admitted');
    expect(await admittedCount(year)).toBe(2);
    expect(await called(year)).toEqual([]);
    expect((await db.owner<{ action: string }>(`select action from event where subject_id = $1 and action in ('call_reserve', 'accept_place', 'admit') order by id`, [first.id])).map((event) => event.action)).toEqual(['call_reserve', 'accept_place', 'admit']);
  });

  test('goes to exactly the next five when five firms withdraw at once, and never past the places of the year', async () => {
    const { year, admitted, reserve } = await arrange(6, 8);
    const gone = admitted.slice(0, 5);
    await Promise.all(gone.map(withdraw));
    await Promise.all([...gone, ...gone].map((made) => freePlace(new Date(NOW), made.id)));
    expect(await admittedCount(year)).toBe(1);
    expect(await called(year)).toEqual(reserve.slice(0, 5).map((made) => made.id));
    for (const made of reserve.slice(0, 5)) expect((await noticesOf(db.owner, made.id))['reserve_called']).toBe(1);
    await Promise.all(reserve.slice(0, 5).map((made) => acceptPlace(boss(made), { applicationId: made.id })));
    const outcomes = await Promise.all(reserve.map((made) => outcomeOf(decideApplication({ ...senior, requestId: made.id }, { applicationId: made.id, kind: 'admitted', reasonCode: null, reasonText: '순서를 확인했습니다.', feedback: '' }))));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(5);
    expect(await admittedCount(year)).toBe(6);
  });

  test('passes on when the called firm is silent or withdraws too', async () => {
    const { year, admitted: [gone], reserve: [first, second, third] } = await arrange(1, 3);
    if (!gone || !first || !second || !third) throw new Error('arranged too little');
    await withdraw(gone);
    await freePlace(new Date(NOW), gone.id);
    expect(await lapseReserveCalls(systemContext(new Date('2026-08-28T00:00:00Z'), 'test'))).toBe(0);
    expect(await lapseReserveCalls(systemContext(new Date('2026-08-29T00:00:00Z'), 'test'))).toBe(1);
    expect(await called(year)).toEqual([second.id]);
    expect(await noticesOf(db.owner, first.id)).toMatchObject({ reserve_call_lapsed: 2 });
    await withdraw(second);
    expect(await freePlace(new Date(NOW), second.id)).toEqual({ calledId: third.id });
    expect(await admittedCount(year)).toBe(0);
    expect(await endReserveList(systemContext(new Date('2027-01-02T00:00:00Z'), 'test'))).toBeGreaterThanOrEqual(1);
    expect([await stateOf(db.owner, first.id), await stateOf(db.owner, third.id)]).toEqual(['returned_unassessed', 'reserve']);
  });
});
