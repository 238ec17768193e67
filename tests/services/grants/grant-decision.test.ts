import { describe, expect, it, beforeAll } from 'vitest';
import { AppError } from '#app/domain/errors.ts';
import { approveGrant, refuseGrant, reserveGrant, returnGrant } from '#app/services/grants/decide-grant.ts';
import { answerAboutGrant, askAboutGrant, assignGrantReview, recommendGrant } from '#app/services/grants/review-grant.ts';
import { allocateContribution, pledgeContribution, recordContribution } from '#app/services/partners/record-contribution.ts';
import { contribute, createContributor, createFundedYear, createGrantReadyCase, createMoneyPeople, recommendCase, type MoneyPeople } from '#tests/factories/grant.ts';
import { contextOf } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
let people: MoneyPeople;
beforeAll(async () => {
  people = await createMoneyPeople(db.owner);
});

const NOW = '2026-10-13T01:00:00Z';
const officer = () => contextOf(people.officer.actor, NOW);
const senior = () => contextOf(people.senior.actor, NOW);
const plain = { reason: '', conditions: [], withPlan: true } as const;
const sumOfAll = async () => Number((await db.owner<{ sum: string }>('select coalesce(sum(balance_won), 0) as sum from ledger_account'))[0]?.sum);
const stateOf = async (id: string) => (await db.owner<{ state: string }>('select state from grant_decision where id = $1', [id]))[0]?.state;
const codeOf = (error: unknown) => (error instanceof AppError ? error.code : String(error));

describe('contributions', () => {
  it('go from outside to the earmark and on to the programme year, never above the pledge', async () => {
    const year = await createFundedYear(db.owner, people, { poolWon: 0 });
    const ctx = contextOf(people.finance.actor, NOW);
    const { contributionId } = await pledgeContribution(ctx, { organisationId: year.contributorId, programmeYearId: year.id, pledgedWon: 100_000_000, use: 'any', purpose: '', signedOn: '2026-09-01' });
    await recordContribution(ctx, { contributionId, amountWon: 60_000_000, reference: 'IN-0001', allocate: false });
    await allocateContribution(ctx, { contributionId, amountWon: 25_000_000 });
    const accounts = await db.owner<{ kind: string; balance_won: string }>('select kind, balance_won from ledger_account where programme_year_id = $1 order by kind', [year.id]);
    expect(accounts.map((row) => [row.kind, Number(row.balance_won)])).toEqual([['contributor_earmark', 35_000_000], ['outside', -60_000_000], ['programme_year', 25_000_000]]);
    await expect(recordContribution(ctx, { contributionId, amountWon: 40_000_001, reference: 'IN-0002', allocate: true })).rejects.toMatchObject({ code: 'invalid_input', fields: { amountWon: ['grants.ledger.above_pledge|{"max":40000000}'] } });
    await expect(recordContribution(ctx, { contributionId, amountWon: 1_000, reference: 'in 0001', allocate: true })).resolves.toBeTruthy();
    await expect(recordContribution(ctx, { contributionId, amountWon: 1_000, reference: 'IN-0001', allocate: true })).rejects.toMatchObject({ fields: { reference: ['grants.pay.reference_used'] } });
    await expect(allocateContribution(ctx, { contributionId, amountWon: 35_000_001 })).rejects.toMatchObject({ fields: { amountWon: ['grants.ledger.above_received|{"max":35000000}'] } });
    await expect(allocateContribution(contextOf(people.senior.actor, NOW), { contributionId, amountWon: 1 })).rejects.toMatchObject({ code: 'not_allowed' });
    expect(await sumOfAll()).toBe(0);
  });
});

describe('a recommendation', () => {
  it('stays inside the limits of the year, the request and the budget, each refusal with its numbers', async () => {
    const year = await createFundedYear(db.owner, people, { budgetWon: 25_000_000 });
    const given = await createGrantReadyCase(db.owner, year, { requestedWon: 30_000_000 });
    const input = { applicationId: given.applicationId, reason: '타당합니다.', duplicateSupport: { result: 'clean', note: '' } as const };
    await assignGrantReview(officer(), { applicationId: given.applicationId });
    await expect(recommendGrant(officer(), { ...input, amountWon: 19_999_999 })).rejects.toMatchObject({ fields: { amountWon: ['grants.amount.outside_limits|{"min":20000000,"max":40000000}'] } });
    await expect(recommendGrant(officer(), { ...input, amountWon: 40_000_001 })).rejects.toMatchObject({ fields: { amountWon: ['grants.amount.outside_limits|{"min":20000000,"max":40000000}'] } });
    await expect(recommendGrant(officer(), { ...input, amountWon: 30_000_001 })).rejects.toMatchObject({ fields: { amountWon: ['grants.amount.above_request|{"max":30000000}'] } });
    await expect(recommendGrant(officer(), { ...input, amountWon: 26_000_000 })).rejects.toMatchObject({ fields: { amountWon: ['grants.amount.above_budget|{"max":25000000}'] } });
    await expect(recommendGrant(officer(), { ...input, amountWon: 24_000_000, reason: ' ' })).rejects.toMatchObject({ fields: { reason: ['errors.reason_required'] } });
    await expect(recommendGrant(senior(), { ...input, amountWon: 24_000_000 })).rejects.toMatchObject({ code: 'not_your_turn' });
    expect(await recommendGrant(officer(), { ...input, amountWon: 24_000_000 })).toEqual({ secondReview: false });
  });

  it('above the limit of one approval goes to a second review', async () => {
    const year = await createFundedYear(db.owner, people);
    const given = await createGrantReadyCase(db.owner, year, { requestedWon: 40_000_000 });
    await recommendCase(people, given, 36_000_000);
    expect(await stateOf(given.decisionId)).toBe('second_review');
    await approveGrant(senior(), { applicationId: given.applicationId, amountWon: 36_000_000, ...plain });
    expect(await stateOf(given.decisionId)).toBe('approved');
  });

  it('can be asked about, answered, and sent back', async () => {
    const year = await createFundedYear(db.owner, people);
    const given = await createGrantReadyCase(db.owner, year);
    const { applicationId } = given;
    await assignGrantReview(officer(), { applicationId });
    await askAboutGrant(officer(), { applicationId, question: '장비 단가의 근거는 무엇입니까?' });
    await expect(answerAboutGrant(contextOf(given.firm.representative.actor, NOW), { applicationId, answer: ' ' })).rejects.toMatchObject({ code: 'invalid_input' });
    await answerAboutGrant(contextOf(given.firm.representative.actor, NOW), { applicationId, answer: '견적 3곳의 중간값입니다.' });
    const [row] = await db.owner<{ questions: { question: string; answer: string }[] }>('select questions from grant_decision where id = $1', [given.decisionId]);
    expect(row?.questions).toMatchObject([{ question: '장비 단가의 근거는 무엇입니까?', answer: '견적 3곳의 중간값입니다.' }]);
    await recommendGrant(officer(), { applicationId, amountWon: 30_000_000, reason: '타당합니다.', duplicateSupport: { result: 'explained', note: '다른 해의 지원입니다.' } });
    await returnGrant(senior(), { applicationId, reason: '견적을 더 받아 주십시오.' });
    expect(await stateOf(given.decisionId)).toBe('review');
  });
});

describe('an approval', () => {
  it('reserves the money with exactly these ledger lines and opens the agreement', async () => {
    const year = await createFundedYear(db.owner, people, { poolWon: 0, budgetWon: 100_000_000 });
    await contribute(people, { contributorId: year.contributorId, yearId: year.id, won: 18_000_000 });
    const second = await createContributor(db.owner);
    await contribute(people, { contributorId: second, yearId: year.id, won: 50_000_000 });
    const restricted = await createContributor(db.owner);
    await contribute(people, { contributorId: restricted, yearId: year.id, won: 30_000_000, use: 'own_suppliers' });
    const given = await createGrantReadyCase(db.owner, year);
    await recommendCase(people, given, 30_000_000);
    const { agreementId } = await approveGrant(senior(), { applicationId: given.applicationId, amountWon: 30_000_000, ...plain });
    const lines = await db.owner<{ kind: string; organisation_id: string; firm_id: string | null; amount_won: string }>(
      `select a.kind, a.organisation_id, a.firm_id, l.amount_won from ledger_line l join ledger_transfer t on t.id = l.transfer_id join ledger_account a on a.id = l.account_id
       where t.idempotency_key = $1 order by l.amount_won, a.kind`,
      [`commitment:${given.decisionId}`],
    );
    expect(lines.map((line) => [line.kind, line.organisation_id, line.firm_id, Number(line.amount_won)])).toEqual([
      ['programme_year', year.contributorId, null, -18_000_000],
      ['programme_year', second, null, -12_000_000],
      ['firm_grant', second, given.firm.id, 12_000_000],
      ['firm_grant', year.contributorId, given.firm.id, 18_000_000],
    ]);
    expect(await sumOfAll()).toBe(0);
    const [row] = await db.owner<{ committed_won: string }>('select committed_won from programme_year where id = $1', [year.id]);
    expect(Number(row?.committed_won)).toBe(30_000_000);
    const [agreement] = await db.owner<{ state: string; amount_won: string }>('select state, amount_won from agreement where id = $1', [agreementId]);
    expect([agreement?.state, Number(agreement?.amount_won)]).toEqual(['drafting', 30_000_000]);
    const [plan] = await db.owner<{ state: string }>('select state from plan where application_id = $1', [given.applicationId]);
    expect(plan?.state).toBe('approved');
  });

  it('takes the money of the own contributor first, also where it is for own suppliers only', async () => {
    const year = await createFundedYear(db.owner, people, { poolWon: 50_000_000, budgetWon: 100_000_000 });
    const own = await createContributor(db.owner);
    await contribute(people, { contributorId: own, yearId: year.id, won: 40_000_000, use: 'own_suppliers' });
    const given = await createGrantReadyCase(db.owner, year);
    await db.owner(`insert into supply_relation (firm_id, parent_id, tier, since_on) values ($1, $2, 2, '2020-01-01')`, [given.firm.id, own]);
    await recommendCase(people, given, 30_000_000);
    await approveGrant(senior(), { applicationId: given.applicationId, amountWon: 30_000_000, ...plain });
    const [row] = await db.owner<{ balance_won: string }>(`select balance_won from ledger_account where kind = 'programme_year' and organisation_id = $1`, [own]);
    expect(Number(row?.balance_won)).toBe(10_000_000);
  });

  it('is refused to the person who recommended, in the policy and in the database', async () => {
    const year = await createFundedYear(db.owner, people);
    const given = await createGrantReadyCase(db.owner, year);
    await recommendCase(people, given, 30_000_000);
    // The same person, promoted meanwhile.
    const promoted = contextOf({ ...people.officer.actor, duty: 'senior_officer' }, NOW);
    await expect(approveGrant(promoted, { applicationId: given.applicationId, amountWon: 30_000_000, ...plain })).rejects.toMatchObject({ code: 'four_eyes' });
    await expect(db.owner('update grant_decision set approved_by = proposed_by where id = $1', [given.decisionId])).rejects.toMatchObject({ constraint: 'grant_decision_four_eyes' });
    await expect(approveGrant(officer(), { applicationId: given.applicationId, amountWon: 30_000_000, ...plain })).rejects.toMatchObject({ code: 'not_your_turn' });
  });

  it('in part needs a reason, with conditions their due days', async () => {
    const year = await createFundedYear(db.owner, people);
    const given = await createGrantReadyCase(db.owner, year);
    await recommendCase(people, given, 30_000_000);
    const input = { applicationId: given.applicationId, withPlan: true };
    await expect(approveGrant(senior(), { ...input, amountWon: 25_000_000, reason: '', conditions: [] })).rejects.toMatchObject({ fields: { reason: ['errors.reason_required'] } });
    await expect(approveGrant(senior(), { ...input, amountWon: 30_000_000, reason: '', conditions: [{ text: '보험 가입', owner: 'firm', dueOn: '2026-10-01' }] })).rejects.toMatchObject({ fields: { 'conditions[0].dueOn': ['grants.condition.due_past'] } });
    await expect(approveGrant(senior(), { ...input, amountWon: 30_000_001, reason: '', conditions: [] })).rejects.toMatchObject({ code: 'invalid_input' });
    await approveGrant(senior(), { ...input, amountWon: 25_000_000, reason: '단가를 낮추었습니다.', conditions: [] });
    expect(await stateOf(given.decisionId)).toBe('partial');
  });

  it('replays as one: the same key twice commits once', async () => {
    const year = await createFundedYear(db.owner, people);
    const given = await createGrantReadyCase(db.owner, year);
    await recommendCase(people, given, 30_000_000);
    const ctx = contextOf(people.senior.actor, NOW, '0198c000-0000-7000-8000-000000000001');
    const input = { applicationId: given.applicationId, amountWon: 30_000_000, ...plain };
    const first = await approveGrant(ctx, input);
    expect(await approveGrant(ctx, input)).toEqual(first);
    const [row] = await db.owner<{ committed_won: string }>('select committed_won from programme_year where id = $1', [year.id]);
    expect(Number(row?.committed_won)).toBe(30_000_000);
  });

  it('never exceeds the budget, however many come at once', async () => {
    const year = await createFundedYear(db.owner, people, { budgetWon: 200_000_000, poolWon: 200_000_000 });
    const cases = [];
    for (let index = 0; index < 20; index += 1) {
      const given = await createGrantReadyCase(db.owner, year, { requestedWon: 20_000_000 });
      await recommendCase(people, given, 20_000_000);
      cases.push(given);
    }
    // A busy machine may refuse a connection; that is no decision, so it is asked again.
    const decide = async (applicationId: string): Promise<string> => {
      for (;;) {
        try {
          await approveGrant(senior(), { applicationId, amountWon: 20_000_000, ...plain, withPlan: false });
          return 'approved';
        } catch (error) {
          if (error instanceof AppError || !String(error).includes('timeout exceeded')) return codeOf(error);
        }
      }
    };
    const results = await Promise.all(cases.map((given) => decide(given.applicationId)));
    expect(results.toSorted()).toEqual([...Array<string>(10).fill('approved'), ...Array<string>(10).fill('budget_exceeded')]);
    const [row] = await db.owner<{ committed_won: string; booked: string }>(
      `select committed_won, (select sum(balance_won) from ledger_account where kind = 'firm_grant' and programme_year_id = $1) as booked from programme_year where id = $1`,
      [year.id],
    );
    expect([Number(row?.committed_won), Number(row?.booked)]).toEqual([200_000_000, 200_000_000]);
    expect(await sumOfAll()).toBe(0);
  });

  it('is refused when the contributors’ money does not reach, and keeps nothing', async () => {
    const year = await createFundedYear(db.owner, people, { budgetWon: 100_000_000, poolWon: 25_000_000 });
    const given = await createGrantReadyCase(db.owner, year);
    await recommendCase(people, given, 30_000_000);
    await expect(approveGrant(senior(), { applicationId: given.applicationId, amountWon: 30_000_000, ...plain })).rejects.toMatchObject({ code: 'budget_exceeded' });
    const [row] = await db.owner<{ committed_won: string }>('select committed_won from programme_year where id = $1', [year.id]);
    expect(Number(row?.committed_won)).toBe(0);
    expect(await stateOf(given.decisionId)).toBe('recommended');
    expect(await reserveGrant(senior(), { applicationId: given.applicationId })).toEqual({ reserveNumber: 1 });
    await contribute(people, { contributorId: year.contributorId, yearId: year.id, won: 10_000_000 });
    await approveGrant(senior(), { applicationId: given.applicationId, amountWon: 30_000_000, ...plain });
    expect(await stateOf(given.decisionId)).toBe('approved');
  });
});

describe('a refusal', () => {
  it('has a code, a reason and a day to appeal, and tells the firm', async () => {
    const year = await createFundedYear(db.owner, people);
    const given = await createGrantReadyCase(db.owner, year);
    await recommendCase(people, given, 30_000_000);
    const { appealUntil } = await refuseGrant(senior(), { applicationId: given.applicationId, code: 'cost_not_reasonable', reason: '비용 근거가 부족합니다.' });
    expect(appealUntil).toBe('2026-10-27');
    const notices = await db.owner<{ kind: string; path: string }>(`select kind, path from notice where application_id = $1 and recipient_id = $2 order by created_at`, [given.applicationId, given.firm.representative.userId]);
    expect(notices.at(-1)).toEqual({ kind: 'grant_refused', path: '/firm/agreement' });
  });
});
