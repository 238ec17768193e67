import type { Better } from './kpi-definition.ts';

/** Result of one KPI. Percentages have four decimals as stored; screens show one. */
export interface ImprovementResult {
  /** Change against the baseline in per cent, positive is better; null when the baseline is zero. */
  improvementPercent: number | null;
  /** Share of the planned change that was reached, in per cent; null without a usable target. */
  achievementPercent: number | null;
  /** after − before in the unit of the KPI (percentage points for rates), sign as measured. */
  change: number;
  /** True when the value moved to the worse side. */
  worse: boolean;
  /** Why the improvement is left out of averages. */
  excluded: 'zero_baseline' | null;
}

/** Rounds to the four decimals in which results are stored; minus zero becomes zero. */
export function roundToFour(value: number): number {
  const rounded = Math.round((value + Number.EPSILON * Math.sign(value)) * 10_000) / 10_000;
  return rounded === 0 ? 0 : rounded;
}

/** Improvement and achievement of one KPI; formulas of domain.md 4.3. A zero baseline gives null, a worse value stays negative. */
export function computeImprovement(input: { before: number; after: number; target?: number | null; better: Better }): ImprovementResult {
  const { before, after, better } = input;
  const gain = better === 'lower' ? before - after : after - before;
  const planned = input.target === undefined || input.target === null ? null : input.target - before;
  return {
    improvementPercent: before === 0 ? null : roundToFour((gain / Math.abs(before)) * 100),
    achievementPercent: planned === null || planned === 0 ? null : roundToFour(((after - before) / planned) * 100),
    change: roundToFour(after - before),
    worse: gain < 0,
    excluded: before === 0 ? 'zero_baseline' : null,
  };
}

/** Checks a target at entry: it must differ from the baseline and lie on its better side. */
export function checkTarget(input: { before: number; target: number; better: Better }): 'ok' | 'same_as_baseline' | 'worse_than_baseline' {
  if (input.target === input.before) return 'same_as_baseline';
  const isBetter = input.better === 'lower' ? input.target < input.before : input.target > input.before;
  return isBetter ? 'ok' : 'worse_than_baseline';
}

/** Rate from its two counts; null when the denominator is zero. */
export function computeRate(numerator: number, denominator: number, scale: number): number | null {
  return denominator === 0 ? null : roundToFour((numerator / denominator) * scale);
}

/** 1 % = 10,000 ppm. */
export function percentToPpm(percent: number): number {
  return Math.round(percent * 10_000);
}

/** ppm as per cent with four decimals. */
export function ppmToPercent(ppm: number): number {
  return roundToFour(ppm / 10_000);
}
