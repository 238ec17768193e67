import { addDays, addToMonth, listMonths, monthOf, monthRange } from '../calendar/civil-date.ts';
import type { CivilDate } from '../calendar/civil-date.ts';
import { computeRate } from './improvement.ts';

/** One month of a KPI as two counts. */
export interface MonthlyCount {
  month: string;
  numerator: number;
  denominator: number;
}

export type WindowFlag = 'short_window' | 'missing_month' | 'zero_denominator' | 'small_sample' | 'constant_values' | 'part_larger_than_whole';

/** A value pooled over a window: counts are added first, then divided, so that busy months weigh more. */
export interface PooledValue {
  numerator: number;
  denominator: number;
  value: number | null;
  months: string[];
  missing: string[];
  flags: WindowFlag[];
}

export interface MonthWindow {
  fromMonth: string;
  toMonth: string;
}

/** The full calendar months before the agreement starts (three by default). */
export function baselineWindow(agreementStartsOn: CivilDate, months = 3): MonthWindow {
  const toMonth = addToMonth(monthOf(agreementStartsOn), -1);
  return { fromMonth: addToMonth(toMonth, 1 - months), toMonth };
}

/** The last full calendar months of the activity. */
export function resultWindow(agreementEndsOn: CivilDate, months = 3): MonthWindow {
  const month = monthOf(agreementEndsOn);
  const endsWithMonth = monthOf(addDays(agreementEndsOn, 1)) !== month;
  const toMonth = endsWithMonth ? month : addToMonth(month, -1);
  return { fromMonth: addToMonth(toMonth, 1 - months), toMonth };
}

/** The same months one year earlier, which a seasonal firm may use as baseline. */
export function previousYearWindow(window: MonthWindow): MonthWindow {
  return { fromMonth: addToMonth(window.fromMonth, -12), toMonth: addToMonth(window.toMonth, -12) };
}

/** First and last day of a window. */
export function windowDates(window: MonthWindow): { fromOn: CivilDate; toOn: CivilDate } {
  return { fromOn: monthRange(window.fromMonth).fromOn, toOn: monthRange(window.toMonth).toOn };
}

/** Pools the counts of a window; flags tell what weakens the value. `scale` 100 gives per cent. */
export function poolWindow(
  counts: readonly MonthlyCount[],
  window: MonthWindow,
  options: { scale: number; part?: boolean; minSample?: number },
): PooledValue {
  const wanted = listMonths(window.fromMonth, window.toMonth);
  const used = counts.filter((count) => count.month >= window.fromMonth && count.month <= window.toMonth);
  const months = wanted.filter((month) => used.some((count) => count.month === month));
  const missing = wanted.filter((month) => !months.includes(month));
  const numerator = used.reduce((sum, count) => sum + count.numerator, 0);
  const denominator = used.reduce((sum, count) => sum + count.denominator, 0);
  const flags: WindowFlag[] = [];
  if (months.length < wanted.length) flags.push(months.length === 0 || missing.at(-1) === wanted.at(-1) || missing[0] === wanted[0] ? 'short_window' : 'missing_month');
  if (denominator === 0) flags.push('zero_denominator');
  if (options.minSample !== undefined && denominator > 0 && denominator < options.minSample) flags.push('small_sample');
  if (options.part && used.some((count) => count.numerator > count.denominator)) flags.push('part_larger_than_whole');
  const rates = used.map((count) => computeRate(count.numerator, count.denominator, options.scale));
  if (rates.length >= 3 && rates.every((rate) => rate !== null && rate === rates[0] && rate !== 0)) flags.push('constant_values');
  return { numerator, denominator, value: computeRate(numerator, denominator, options.scale), months, missing, flags };
}
