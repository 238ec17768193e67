import { beforeAll, describe, expect, test } from 'vitest';
import { visitorActor } from '#app/domain/accounts/actor.ts';
import { aggregateImprovement, type AggregateFirm } from '#app/domain/outcomes/aggregate.ts';
import { computeImprovement } from '#app/domain/outcomes/improvement.ts';
import { getPublicOutcomes, joinSteps } from '#app/services/outcomes/get-public-outcomes.ts';
import { outcomesJsonSchema, toOutcomesJson } from '#app/services/outcomes/outcomes-json.ts';
import { makeOutcomeYear, makeRunningCase, type OutcomeYear, type RunningCase } from '#tests/factories/completion.ts';
import { contextOf } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
const visitor = () => contextOf(visitorActor('ko'));

/** Puts a verification behind each indicator of a case, as if the work had been done. */
async function verify(made: RunningCase, values: readonly [number | null, number | null], options: { grade?: string; state?: string } = {}): Promise<void> {
  await db.owner(`update completion set jobs_created = 1, own_investment_won = 1000000 where application_id = $1`, [made.id]);
  for (const [index, cardId] of made.cardIds.entries()) {
    const value = values[index] ?? null;
    await db.owner(`insert into verification (application_id, firm_id, kpi_card_id, state, stated_value, verified_value, grade) values ($1, $2, $3, $4, $5, $5, $6)`, [made.id, made.firmId, cardId, value === null ? 'window_open' : (options.state ?? 'verified'), value, value === null ? null : (options.grade ?? 'B')]);
  }
}

async function makeFirms(year: OutcomeYear, values: readonly (readonly [number | null, number | null])[]): Promise<RunningCase[]> {
  const made: RunningCase[] = [];
  for (const pair of values) {
    const one = await makeRunningCase(db.owner, year, { smartFactory: made.length === 0, completion: 'accepted' });
    await verify(one, pair);
    made.push(one);
  }
  return made;
}

describe('the public results', () => {
  let year: OutcomeYear;
  const values: readonly (readonly [number | null, number | null])[] = [[5, 96], [6, 95], [8.8, 93], [4, 97], [7, 88], [3.3, 99], [null, null]];

  beforeAll(async () => {
    year = await makeOutcomeYear(db.owner);
    await makeFirms(year, values);
    const low = await makeRunningCase(db.owner, year, { completion: 'accepted' });
    await verify(low, [1, 99], { grade: 'C', state: 'adjusted' });
  });

  test('equal the domain formulas recomputed from the rows', async () => {
    const outcomes = await getPublicOutcomes(visitor(), { year: year.number });
    const firms: AggregateFirm[] = values.map(([q1, d1], index) => ({
      firmId: String(index),
      values: [[q1, 8, 5, 'lower'] as const, [d1, 90, 96, 'higher'] as const].flatMap(([after, before, target, better]) => {
        if (after === null) return [];
        const result = computeImprovement({ before, after, target, better });
        return [{ improvementPercent: result.improvementPercent, achievementPercent: result.achievementPercent, grade: 'B' as const }];
      }),
    }));
    firms.push({ firmId: 'low', values: [{ improvementPercent: null, excluded: 'not_verified' }, { improvementPercent: null, excluded: 'not_verified' }] });
    const expected = aggregateImprovement(firms);
    const achievement = aggregateImprovement(firms, { measure: 'achievement' });
    const figures = outcomes.live?.figures;
    expect(figures).toMatchObject({
      asked: expected.asked, answered: expected.answered, values: expected.values,
      improvement: { n: expected.n }, excluded: { notVerified: expected.excluded.not_verified, zeroBaseline: 0, retired: 0 },
    });
    expect(figures?.improvement.mean).toBeCloseTo(expected.mean ?? Number.NaN, 3);
    expect(figures?.improvement.median).toBeCloseTo(expected.median ?? Number.NaN, 3);
    expect(figures?.achievement.mean).toBeCloseTo(achievement.mean ?? Number.NaN, 3);
    expect(figures?.achievement.median).toBeCloseTo(achievement.median ?? Number.NaN, 3);
    expect(outcomes.live).toMatchObject({ notAnswered: 1, excludedFirms: 1 });
    expect(figures?.improvement.worse).toBe(1);
    expect(outcomes.live?.steps.reduce((sum, step) => sum + step.count, 0)).toBe(expected.n);
    expect(outcomes.live?.kpis.map((kpi) => [kpi.code, kpi.n, kpi.worse])).toEqual([['Q1', 6, 1], ['D1', 6, 1]]);
  });

  test('count money, funnel, plants and regions of the year alone', async () => {
    const { live } = await getPublicOutcomes(visitor(), { year: year.number });
    expect(live?.counts).toMatchObject({ applied: 8, selected: 8, agreed: 8, completed: 8, agreedWon: 240_000_000, paidWon: 168_000_000 });
    expect(live?.figures.smartFactories).toEqual({ planned: 5, built: 1, underWay: 0 });
    expect(live?.figures.jobs).toEqual({ n: 8, created: 8 });
    expect(live?.regions.find((region) => region.code === '41')).toMatchObject({ participants: 8, n: 6 });
    expect(live?.regions.reduce((sum, region) => sum + region.participants, 0)).toBe(8);
  });

  test('follow their schema as data, with coverage and stable keys', async () => {
    const outcomes = await getPublicOutcomes(visitor(), { year: year.number });
    const data = outcomesJsonSchema.parse(JSON.parse(JSON.stringify(toOutcomesJson(outcomes))));
    expect(data.coverage).toMatchObject({ participants: 8, asked: 8, answered: 7, notAnswered: 1, counted: 6, excludedFirms: 1 });
    expect(Object.keys(data)).toEqual(['schema', 'generatedAt', 'year', 'years', 'rules', 'formula', 'coverage', 'improvement', 'achievement', 'distribution', 'indicators', 'families', 'regions', 'funnel', 'quota', 'money', 'smartFactories', 'jobs', 'ownInvestment', 'published', 'cumulative']);
    expect(JSON.stringify(data)).not.toMatch(/firmId|business/i);
  });
});

test('measured values of fewer than five firms stay hidden, counts do not', async () => {
  const year = await makeOutcomeYear(db.owner);
  await makeFirms(year, [[5, 96], [6, 95], [7, 94], [4, 97]]);
  const { live } = await getPublicOutcomes(visitor(), { year: year.number });
  expect(live?.figures).toMatchObject({ asked: 4, answered: 4, improvement: { n: 4, mean: null, median: null, worse: null }, achievement: { n: 4, mean: null }, jobs: { n: 4, created: null } });
  expect(live?.figures.families.every((family) => family.mean === null)).toBe(true);
  expect(live?.regions.every((region) => region.mean === null)).toBe(true);
  expect(live?.steps).toEqual([]);
  expect(live?.kpis).toEqual([]);
});

test('a zero baseline is left out and counted, and the cap of the settings is applied', async () => {
  const year = await makeOutcomeYear(db.owner, { kpiCapPercent: 50 });
  await makeFirms(year, [[1, 96], [1, 96], [1, 96], [1, 96]]);
  const zero = await makeRunningCase(db.owner, year, { completion: 'accepted', baseline: 0 });
  await verify(zero, [1, 96]);
  const { live, rules } = await getPublicOutcomes(visitor(), { year: year.number });
  expect(rules.capPercent).toBe(50);
  expect(live?.figures.excluded.zeroBaseline).toBe(1);
  expect(live?.figures.capped).toBe(4);
  expect(live?.figures.improvement.n).toBe(5);
});

test('a published year shows what was published, and an unknown year is not found', async () => {
  const outcomes = await getPublicOutcomes(visitor(), { year: 2 });
  expect(outcomes.live).toBeNull();
  expect(outcomes.history.find((figure) => figure.year === 2 && figure.measure === 'improvementPercent')).toMatchObject({ value: 64.3, mark: 'found' });
  expect(outcomesJsonSchema.parse(JSON.parse(JSON.stringify(toOutcomesJson(outcomes)))).year).toMatchObject({ number: 2, kind: 'published' });
  await expect(getPublicOutcomes(visitor(), { year: 98 })).rejects.toMatchObject({ code: 'not_found' });
});

test('the steps of the distribution are equal, without gaps, at most sixteen', () => {
  expect(joinSteps([])).toEqual([]);
  expect(joinSteps([{ from: -10, count: 1 }, { from: 20, count: 2 }])).toEqual([{ from: -10, to: 0, count: 1 }, { from: 0, to: 10, count: 0 }, { from: 10, to: 20, count: 0 }, { from: 20, to: 30, count: 2 }]);
  expect(joinSteps([{ from: -300, count: 1 }, { from: 320, count: 2 }]).length).toBeLessThanOrEqual(16);
});
