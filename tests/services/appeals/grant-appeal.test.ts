import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '#app/domain/accounts/context.ts';
import { fileAppeal } from '#app/services/applications/file-appeal.ts';
import { getFirmAppeals } from '#app/services/applications/get-appeals.ts';
import { admitAppeal, checkAdmissibility, decideAppeal } from '#app/services/applications/handle-appeal.ts';
import { implementAppeal } from '#app/services/applications/implement-appeal.ts';
import { approveGrant, refuseGrant } from '#app/services/grants/decide-grant.ts';
import { recommendGrant } from '#app/services/grants/review-grant.ts';
import { createFundedYear, createGrantReadyCase, createMoneyPeople, recommendCase, type FundedYear, type GrantReadyCase, type MoneyPeople } from '#tests/factories/grant.ts';
import { contextOf } from '#tests/factories/people.ts';
import { makeStaff, noticesOf, outcomeOf } from '#tests/services/cases/arrange.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
type Staff = Context & { userId: string };
let people: MoneyPeople;
let year: FundedYear;
let other: Staff;
let reviewer: Staff;

beforeAll(async () => {
  people = await createMoneyPeople(db.owner);
  year = await createFundedYear(db.owner, people);
  [other, reviewer] = [await makeStaff(db.owner, 'officer'), await makeStaff(db.owner, 'senior_officer')];
});

const on = (day: string) => `2026-${day}T01:00:00Z`;
const officer = () => contextOf(people.officer.actor, on('10-13'));
const senior = () => contextOf(people.senior.actor, on('10-13'));
const at = (ctx: Staff, day: string): Staff => ({ ...ctx, now: new Date(on(day)) });
const rep = (given: GrantReadyCase, day = '10-15') => contextOf(given.firm.representative.actor, on(day));
const recommended = { amountWon: 30_000_000, reason: '근거 자료를 확인하였습니다.', duplicateSupport: { result: 'clean', note: '' } } as const;

describe('an appeal against a refused grant', () => {
  test('brings the grant back to its review, in the hands of others', async () => {
    const given = await createGrantReadyCase(db.owner, year);
    const { applicationId } = given;
    await recommendCase(people, given, 30_000_000);
    await refuseGrant(senior(), { applicationId, code: 'cost_not_reasonable', reason: '비용 근거가 부족합니다.' });
    expect((await getFirmAppeals(rep(given))).targets[0]).toMatchObject({ machine: 'grant_decision', reasonCode: 'cost_not_reasonable' });
    const { appealId } = await fileAppeal(rep(given), { applicationId, machine: 'grant_decision', summary: '지원 불가 결정을 바꾸어 주십시오.', grounds: '견적서 두 부를 더 붙여 비용의 근거를 보입니다. 확인해 주십시오.', hearingWanted: false });
    expect(await outcomeOf(checkAdmissibility(officer(), { appealId }))).toBe('four_eyes');
    await checkAdmissibility(at(other, '10-16'), { appealId });
    await admitAppeal(at(other, '10-16'), { appealId });
    expect(await outcomeOf(decideAppeal(senior(), { appealId, verdict: 'upheld', reason: '사유', minutes: '' }))).toBe('four_eyes');
    await decideAppeal(at(reviewer, '10-19'), { appealId, verdict: 'upheld', reason: '견적이 적정합니다.', minutes: '' });
    await implementAppeal(at(other, '10-20'), { appealId });
    const [decision] = await db.owner(`select state, proposed_by, approved_by from grant_decision where id = $1`, [given.decisionId]);
    expect(decision).toEqual({ state: 'review', proposed_by: null, approved_by: null });
    const later = (ctx: Context): Context => ({ ...ctx, now: new Date(on('10-21')) });
    expect(await outcomeOf(recommendGrant(later(officer()), { applicationId, ...recommended }))).toBe('four_eyes');
    await recommendGrant(at(other, '10-21'), { applicationId, ...recommended });
    const approval = { applicationId, amountWon: 30_000_000, reason: '', conditions: [], withPlan: true };
    expect(await outcomeOf(approveGrant(later(senior()), approval))).toBe('four_eyes');
    expect(await outcomeOf(approveGrant(at(reviewer, '10-22'), approval))).toBe('done');
    expect((await noticesOf(db.owner, applicationId))['appeal_implemented']).toBeGreaterThan(0);
  });
});
