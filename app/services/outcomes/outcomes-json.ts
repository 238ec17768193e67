import type { PublicOutcomes } from '#app/domain/outcomes/public-outcomes.ts';
import { z } from 'zod';

const text = z.object({ ko: z.string(), en: z.string() });
const measured = { n: z.int(), mean: z.number().nullable(), median: z.number().nullable() };

/** Shape of /outcomes.json. Keys are stable; new ones may be added. Percentages are numbers of per cent, money is won. */
export const outcomesJsonSchema = z.object({
  schema: z.literal('outcomes/1'),
  generatedAt: z.iso.datetime(),
  year: z.object({ number: z.int(), label: text, kind: z.enum(['live', 'published']), startsOn: z.iso.date().nullable(), endsOn: z.iso.date().nullable() }),
  years: z.array(z.object({ number: z.int(), kind: z.enum(['live', 'published']) })),
  rules: z.object({ groupMin: z.int(), capPercent: z.number().nullable() }),
  formula: z.object({ improvement: z.string(), achievement: z.string(), mean: z.string(), exclusions: z.string(), groupRule: z.string() }),
  coverage: z
    .object({
      participants: z.int(), completed: z.int(), asked: z.int(), answered: z.int(), notAnswered: z.int(), counted: z.int(), excludedFirms: z.int(),
      values: z.int(), cappedValues: z.int(), excludedValues: z.object({ zeroBaseline: z.int(), notVerified: z.int(), retired: z.int() }),
    })
    .nullable(),
  improvement: z.object({ ...measured, worse: z.int().nullable(), unit: z.literal('percent') }).nullable(),
  achievement: z.object({ ...measured, reached: z.int().nullable(), unit: z.literal('percent') }).nullable(),
  distribution: z.array(z.object({ from: z.number(), to: z.number(), firms: z.int() })),
  indicators: z.array(
    z.object({
      code: z.string(), name: text, unit: z.string(), better: z.enum(['higher', 'lower']), n: z.int(), worse: z.int(), excluded: z.int(),
      medianBefore: z.number(), medianAfter: z.number(), meanImprovement: z.number(), medianImprovement: z.number(),
    }),
  ),
  families: z.array(z.object({ family: z.string(), ...measured, worse: z.int().nullable() })),
  regions: z.array(z.object({ code: z.string(), name: text, participants: z.int(), ...measured })),
  funnel: z.array(z.object({ key: z.string(), count: z.int() })),
  quota: z.int().nullable(),
  money: z.object({ budgetWon: z.int(), agreedWon: z.int(), paidWon: z.int(), settledWon: z.int(), returnedWon: z.int() }).nullable(),
  smartFactories: z.object({ planned: z.int(), built: z.int(), underWay: z.int() }).nullable(),
  jobs: z.object({ n: z.int(), created: z.int().nullable() }).nullable(),
  ownInvestment: z.object({ n: z.int(), won: z.int().nullable() }).nullable(),
  published: z.array(z.object({ year: z.int(), measure: z.string(), value: z.number().nullable(), mark: z.enum(['found', 'derived', 'not_found']), sources: z.array(z.string()) })),
  cumulative: z.array(z.object({ at: text, measure: z.string(), value: z.number().nullable(), mark: z.enum(['found', 'derived', 'not_found']), sources: z.array(z.string()) })),
});

export type OutcomesJson = z.infer<typeof outcomesJsonSchema>;

/** Steps of the funnel in their order. */
export const FUNNEL_KEYS = ['applied', 'eligible', 'selected', 'agreed', 'completed', 'settled'] as const;

/** The page's figures as data. */
export function toOutcomesJson(outcomes: PublicOutcomes): OutcomesJson {
  const { live, rules, year } = outcomes;
  const figures = live?.figures ?? null;
  return {
    schema: 'outcomes/1',
    generatedAt: outcomes.generatedAt.toISOString(),
    year: { ...year, startsOn: live?.startsOn ?? null, endsOn: live?.endsOn ?? null },
    years: outcomes.years.map(({ number, kind }) => ({ number, kind })),
    rules,
    formula: {
      improvement: 'lower is better: (before - after) / |before| * 100; higher is better: (after - before) / |before| * 100',
      achievement: '(after - before) / (target - before) * 100',
      mean: 'simple mean of the means of the firms; the median stands beside it',
      exclusions: 'baseline of zero, value not verified with evidence of grade A or B, retired indicator; worse results stay in',
      groupRule: `measured values are null when fewer than ${rules.groupMin} firms stand behind them`,
    },
    coverage:
      live && figures
        ? {
            participants: live.counts.selected, completed: figures.completed, asked: figures.asked, answered: figures.answered, notAnswered: live.notAnswered, counted: figures.improvement.n,
            excludedFirms: live.excludedFirms, values: figures.values, cappedValues: figures.capped, excludedValues: figures.excluded,
          }
        : null,
    improvement: figures ? { ...figures.improvement, unit: 'percent' } : null,
    achievement: figures ? { ...figures.achievement, unit: 'percent' } : null,
    distribution: (live?.steps ?? []).map((step) => ({ from: step.from, to: step.to, firms: step.count })),
    indicators: (live?.kpis ?? []).map((kpi) => ({
      code: kpi.code, name: kpi.name, unit: kpi.unit, better: kpi.better, n: kpi.n, worse: kpi.worse, excluded: kpi.excluded, medianBefore: kpi.before, medianAfter: kpi.after,
      meanImprovement: kpi.meanChange, medianImprovement: kpi.medianChange,
    })),
    families: (figures?.families ?? []).map((family) => ({ ...family })),
    regions: (live?.regions ?? []).map(({ code, name, participants, n, mean, median }) => ({ code, name, participants, n, mean, median })),
    funnel: live ? FUNNEL_KEYS.map((key) => ({ key, count: live.counts[key] })) : [],
    quota: live?.quota ?? null,
    money: live && figures ? { budgetWon: figures.money.budgetWon, agreedWon: live.counts.agreedWon, paidWon: live.counts.paidWon, settledWon: figures.money.settledWon, returnedWon: figures.money.returnedWon } : null,
    smartFactories: figures?.smartFactories ?? null,
    jobs: figures?.jobs ?? null,
    ownInvestment: figures?.investment ?? null,
    published: outcomes.history
      .filter((figure) => year.kind === 'live' || figure.year === year.number)
      .map(({ year: number, measure, value, mark, sources }) => ({ year: number, measure, value, mark, sources: [...sources] })),
    cumulative: outcomes.cumulative.map(({ label, measure, value, mark, sources }) => ({ at: label, measure, value, mark, sources: [...sources] })),
  };
}
