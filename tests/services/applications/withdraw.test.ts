import { beforeAll, describe, expect, test } from 'vitest';
import { endWithdrawnCase } from '#app/services/applications/end-withdrawn-case.ts';
import { freePlace } from '#app/services/applications/free-place.ts';
import { getWithdrawalEffects, withdrawApplication } from '#app/services/applications/withdraw-application.ts';
import { approveGrant } from '#app/services/grants/decide-grant.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { asWorker } from '#db/transaction.ts';
import { createFundedYear, createGrantReadyCase, createMoneyPeople, recommendCase, type FundedYear, type GrantReadyCase, type MoneyPeople } from '#tests/factories/grant.ts';
import { contextOf } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
let people: MoneyPeople;
let year: FundedYear;

beforeAll(async () => {
  people = await createMoneyPeople(db.owner);
  year = await createFundedYear(db.owner, people);
});

const on = (day: string) => `2026-${day}T01:00:00Z`;
const senior = () => contextOf(people.senior.actor, on('10-13'));
const rep = (given: GrantReadyCase) => contextOf(given.firm.representative.actor, on('10-15'));

describe('withdrawing after the selection', () => {
  test('lists the work that ends, and the job ends it', async () => {
    const given = await createGrantReadyCase(db.owner, year);
    const { applicationId } = given;
    await recommendCase(people, given, 30_000_000);
    expect((await getWithdrawalEffects(rep(given), applicationId)).effects).toEqual(['end', 'place', 'consultant', 'plan', 'grant', 'officer', 'kept', 'again']);
    await withdrawApplication(rep(given), { applicationId, reason: '사업을 접게 되었습니다.' });
    await freePlace(new Date(on('10-16')), applicationId);
    const [after] = await db.owner(
      `select (select state from assignment where application_id = $1) as assignment, (select state from plan where application_id = $1) as plan, (select state from grant_decision where application_id = $1) as grant`, [applicationId],
    );
    expect(after).toEqual({ assignment: 'ended', plan: 'closed', grant: 'lapsed' });
    const ctx = systemContext(new Date(on('10-17')), 'test');
    expect(await asWorker((tx) => endWithdrawnCase(tx, ctx, applicationId), 'test')).toEqual({ freedWon: 0 });
  });

  test('gives reserved money back to the year', async () => {
    const own = await createFundedYear(db.owner, people);
    const given = await createGrantReadyCase(db.owner, own);
    const { applicationId } = given;
    await recommendCase(people, given, 30_000_000);
    await approveGrant(senior(), { applicationId, amountWon: 30_000_000, reason: '', conditions: [], withPlan: true });
    const committed = async () => Number((await db.owner<{ won: string }>(`select committed_won::text as won from programme_year where id = $1`, [own.id]))[0]?.won);
    expect(await committed()).toBe(30_000_000);
    expect((await getWithdrawalEffects(rep(given), applicationId)).effects).toContain('funds');
    await withdrawApplication(rep(given), { applicationId, reason: '사업을 접게 되었습니다.' });
    await freePlace(new Date(on('10-16')), applicationId);
    expect(await committed()).toBe(0);
    const [sum] = await db.owner<{ sum: string }>('select coalesce(sum(balance_won), 0)::text as sum from ledger_account');
    expect(sum?.sum).toBe('0');
  });
});
