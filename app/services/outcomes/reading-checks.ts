import { addDays, addToMonth, monthOf, monthRange } from '#app/domain/calendar/civil-date.ts';
import type { HolidaySet } from '#app/domain/calendar/holidays.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { nthWorkingDayOfMonth } from '#app/domain/calendar/working-days.ts';
import { AppError, encodeMessage, type FieldErrors } from '#app/domain/errors.ts';
import { computeRate } from '#app/domain/outcomes/improvement.ts';
import type { ProgrammeSettings } from '#app/domain/programmes/settings.ts';
import type { KpiCardRow } from '#db/queries/kpi-cards.ts';

/** Two counts of one month as typed. */
export interface Counts {
  readonly numerator: number;
  readonly denominator: number;
}

/** Day by which the value of a month is due, and the last day on which it may be entered or changed without a reason. */
export function readingDays(month: string, settings: Pick<ProgrammeSettings, 'kpiReadingWorkingDay' | 'kpiReadingLockDays'>, holidays: HolidaySet): { dueOn: string; lockOn: string } {
  return { dueOn: nthWorkingDayOfMonth(addToMonth(month, 1), settings.kpiReadingWorkingDay, holidays), lockOn: addDays(monthRange(month).toOn, settings.kpiReadingLockDays) };
}

/** Throws AppError when a value of this month can not be entered: the card is not frozen, the month is not over or lies in the baseline. */
export function assertReadable(card: KpiCardRow, month: string, now: Date): void {
  if (card.state !== 'frozen') throw new AppError('transition_not_allowed');
  if (month >= monthOf(toSeoulDate(now))) throw new AppError('invalid_input', { fields: { month: ['outcomes.reading.error.month_not_over'] } });
  if (card.baselineTo && month <= monthOf(card.baselineTo)) throw new AppError('invalid_input', { fields: { month: ['outcomes.reading.error.baseline_month'] } });
}

/** The rate of two counts. Throws AppError invalid_input beside the fields when the counts can not be true. */
export function rateOf(card: KpiCardRow, counts: Counts, locale: 'ko' | 'en'): number {
  const fields: FieldErrors = {};
  const { definition } = card;
  if (counts.denominator <= 0) fields['denominator'] = ['outcomes.reading.error.denominator_zero'];
  else if (definition.isPart && counts.numerator > counts.denominator) fields['numerator'] = [partMessage(card, counts, locale)];
  const value = computeRate(counts.numerator, counts.denominator, definition.factor);
  if (Object.keys(fields).length > 0 || value === null) throw new AppError('invalid_input', { fields });
  return value;
}

function partMessage(card: KpiCardRow, counts: Counts, locale: 'ko' | 'en'): string {
  const part = splitLabel(card.definition.numeratorLabel?.[locale] ?? '');
  const whole = splitLabel(card.definition.denominatorLabel?.[locale] ?? '');
  return encodeMessage('outcomes.reading.error.part_larger', {
    part: part.name,
    partEnding: endingOf(part.name),
    numerator: counts.numerator,
    partUnit: part.unit,
    unitEnding: endingOf(part.unit),
    whole: whole.name,
    denominator: counts.denominator,
    wholeUnit: whole.unit,
  });
}

/** A label and the unit in its brackets. */
export function splitLabel(label: string): { name: string; unit: string } {
  const match = /^(.+?)\s*\(([^()]+)\)$/u.exec(label.trim());
  return match?.[1] && match[2] ? { name: match[1], unit: match[2] } : { name: label.trim(), unit: '' };
}

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const RIEUL = 8;

/** How a Korean word ends, which chooses its particle; other words count as open. */
function endingOf(word: string): 'open' | 'rieul' | 'closed' {
  const code = word.codePointAt(word.length - 1) ?? 0;
  if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return 'open';
  const final = (code - FIRST_SYLLABLE) % 28;
  return final === 0 ? 'open' : final === RIEUL ? 'rieul' : 'closed';
}

/** Two people who enter the same month at once: the second one is told that the value has changed meanwhile. */
export async function asLostRace<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { constraint?: unknown } | null)?.constraint === 'kpi_reading_once') throw new AppError('stale_version', { cause: error });
    throw error;
  }
}
