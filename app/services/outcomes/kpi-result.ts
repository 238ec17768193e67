import { addToMonth, listMonths, monthOf } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import type { EvidenceGrade } from '#app/domain/outcomes/aggregate.ts';
import { meanOf } from '#app/domain/outcomes/aggregate.ts';
import { computeImprovement } from '#app/domain/outcomes/improvement.ts';
import { poolWindow, resultWindow, windowDates, type MonthWindow } from '#app/domain/outcomes/measurement-window.ts';
import type { Text } from '#app/domain/workflow/machine.ts';
import type { KpiCardRow } from '#db/queries/kpi-cards.ts';
import type { ResultReading } from '#db/queries/kpi-results.ts';

/** A value after the improvement, with the counts it was computed from. */
export interface MeasuredValue {
  readonly value: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly months: readonly string[];
  /** Months of the window without a value. */
  readonly missing: readonly string[];
  readonly grade: EvidenceGrade;
}

/** Result of one KPI of a case; percentages have four decimals. */
export interface KpiResult {
  readonly cardId: string;
  readonly code: string;
  readonly name: Text;
  readonly family: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly factor: number;
  readonly decimals: number;
  readonly state: KpiCardRow['state'];
  readonly baseline: { readonly value: number; readonly numerator: number | null; readonly denominator: number | null; readonly from: string; readonly to: string; readonly grade: EvidenceGrade | null } | null;
  readonly target: number | null;
  /** The last single month. */
  readonly latest: { readonly month: string; readonly value: number } | null;
  /** The last months pooled, while the activity goes on. */
  readonly current: MeasuredValue | null;
  /** The final value: entered, or the pooled result window once it is over. */
  readonly final: (MeasuredValue & { readonly source: 'entered' | 'pooled' }) | null;
  readonly basis: 'final' | 'current' | null;
  /** The value that `improvementPercent` and `achievementPercent` rest on. */
  readonly after: number | null;
  readonly improvementPercent: number | null;
  readonly achievementPercent: number | null;
  /** after − baseline in the unit of the KPI; percentage points for rates. */
  readonly change: number | null;
  readonly worse: boolean;
  readonly excluded: 'zero_baseline' | null;
  readonly grade: EvidenceGrade | null;
  readonly monthsEntered: number;
  /** Monthly values that no second person confirmed yet. */
  readonly unconfirmed: number;
}

const CONFIRMED: readonly string[] = ['confirmed', 'verified'];

/** The months whose pooled value is the result: the last of the activity; for an early completion the last that are over. */
export function finalWindowOf(windowMonths: number, endsOn: string, now: Date, completionState: string | null): { window: MonthWindow; isOpen: boolean } {
  const window = resultWindow(endsOn, windowMonths);
  const today = toSeoulDate(now);
  if (today > windowDates(window).toOn) return { window, isOpen: true };
  if (completionState !== 'due' && completionState !== 'returned') return { window, isOpen: false };
  const toMonth = addToMonth(monthOf(today), -1);
  return { window: { fromMonth: addToMonth(toMonth, 1 - windowMonths), toMonth }, isOpen: true };
}

/** Computes the result of a card from its frozen baseline and the readings that count. `window` are the months of the final value. */
export function resultOfCard(card: KpiCardRow, readings: readonly ResultReading[], final: { window: MonthWindow; isOpen: boolean }): KpiResult {
  const own = readings.filter((reading) => reading.cardId === card.id);
  const lastBaseline = card.baselineTo ? monthOf(card.baselineTo) : '';
  const monthly = own.filter((reading) => reading.kind === 'monthly' && reading.month > lastBaseline && reading.state !== 'flagged');
  const latest = monthly.at(-1) ?? null;
  const current = latest ? pool(card, monthly, { fromMonth: addToMonth(latest.month, 1 - card.windowMonths), toMonth: latest.month }) : null;
  const value = finalOf(card, own, monthly, final);
  const after = value?.value ?? current?.value ?? null;
  const before = card.baselineValue;
  const result = before !== null && after !== null ? computeImprovement({ before, after, target: card.targetValue, better: card.definition.better }) : null;
  return {
    cardId: card.id,
    code: card.definitionCode,
    name: card.definition.name,
    family: card.definition.family,
    unit: card.definition.unit,
    better: card.definition.better,
    factor: card.definition.factor,
    decimals: card.definition.decimals,
    state: card.state,
    baseline:
      before !== null && card.baselineFrom && card.baselineTo
        ? { value: before, numerator: card.baselineNumerator, denominator: card.baselineDenominator, from: card.baselineFrom, to: card.baselineTo, grade: card.baselineGrade }
        : null,
    target: card.targetValue,
    latest: latest ? { month: latest.month, value: latest.value } : null,
    current,
    final: value,
    basis: value ? 'final' : current ? 'current' : null,
    after,
    improvementPercent: result?.improvementPercent ?? null,
    achievementPercent: result?.achievementPercent ?? null,
    change: result?.change ?? null,
    worse: result?.worse ?? false,
    excluded: result?.excluded ?? null,
    grade: (value ?? current)?.grade ?? null,
    monthsEntered: monthly.length,
    unconfirmed: monthly.filter((reading) => reading.state === 'recorded').length,
  };
}

function finalOf(card: KpiCardRow, own: readonly ResultReading[], monthly: readonly ResultReading[], final: { window: MonthWindow; isOpen: boolean }): KpiResult['final'] {
  const entered = own.filter((reading) => reading.kind === 'final' && CONFIRMED.includes(reading.state)).at(-1);
  if (entered) {
    return { value: entered.value, numerator: entered.numerator, denominator: entered.denominator, months: [entered.month], missing: [], grade: entered.grade ?? 'C', source: 'entered' };
  }
  if (!final.isOpen) return null;
  const pooled = pool(card, monthly.filter((reading) => CONFIRMED.includes(reading.state)), final.window);
  return pooled && pooled.missing.length === 0 ? { ...pooled, source: 'pooled' } : null;
}

/** Pools the months of a window: counts first, then the rate; readings without counts give the mean of their values. */
export function pool(card: KpiCardRow, readings: readonly ResultReading[], window: MonthWindow): MeasuredValue | null {
  const inside = readings.filter((reading) => reading.month >= window.fromMonth && reading.month <= window.toMonth);
  if (inside.length === 0) return null;
  const months = inside.map((reading) => reading.month);
  const missing = listMonths(window.fromMonth, window.toMonth).filter((month) => !months.includes(month));
  const grade = inside.map((reading) => reading.grade ?? 'C').reduce((worst, next) => (next > worst ? next : worst), 'A');
  const counts = inside.flatMap((reading) => (reading.numerator !== null && reading.denominator !== null ? [{ month: reading.month, numerator: reading.numerator, denominator: reading.denominator }] : []));
  if (counts.length < inside.length) {
    const mean = meanOf(inside.map((reading) => reading.value));
    return mean === null ? null : { value: mean, numerator: null, denominator: null, months, missing, grade };
  }
  const pooled = poolWindow(counts, window, { scale: card.definition.factor });
  return pooled.value === null ? null : { value: pooled.value, numerator: pooled.numerator, denominator: pooled.denominator, months, missing, grade };
}
