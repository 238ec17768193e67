import { addDays, daysBetween, laterDate, type CivilDate } from '#app/domain/calendar/civil-date.ts';
import { isWorkingDay, nextWorkingDay, previousWorkingDay } from '#app/domain/calendar/working-days.ts';
import type { HolidaySet } from '#app/domain/calendar/holidays.ts';
import { fromSeoul } from '#app/domain/calendar/seoul.ts';
import type { DemoClock } from './demo-clock.ts';

/** What the schedule needs to know of a step. */
export interface Timed {
  /** Calendar days after the step before; shortened when a case would begin before the call. */
  readonly gap: number;
  /** The gap follows from a rule and is never shortened. */
  readonly fixed?: boolean;
  /** A half or a whole day of the consultant, which nobody else may have. */
  readonly visit?: 'half' | 'day';
}

/** Half days that are taken, by consultant. */
export type Diary = Map<string, Set<string>>;

const MINUTE = 60_000;
/** The call of the demo year opened so many days ago; the first step of a case lies after it. */
const LONGEST_DAYS = 340;

/**
 * Times of the steps of one case: working days, office hours, in order, the last one `restDays` before today. Visits take
 * free half or whole days of the consultant and end at 12:00 or 17:00; their step is the writing of the log shortly after.
 */
export function timesOf(steps: readonly Timed[], given: { clock: DemoClock; holidays: HolidaySet; restDays: number; consultant: string | null; diary: Diary }): Date[] {
  const { clock, holidays } = given;
  const gaps = fitGaps(steps, LONGEST_DAYS - given.restDays);
  let planned = addDays(clock.today, -(given.restDays + gaps.reduce((sum, gap) => sum + gap, 0)));
  let last = 0;
  let lastOn: CivilDate = '0000-00-00';
  return steps.map((step, index) => {
    planned = addDays(planned, gaps[index] ?? 0);
    const wanted = laterDate(workingDay(planned, clock.today, holidays), lastOn);
    const half = step.visit && given.consultant ? takeTime(given.diary, given.consultant, step.visit, { from: wanted, after: lastOn, today: clock.today, holidays }) : null;
    const on = half?.on ?? wanted;
    const earliest = half ? fromSeoul(on, half.isMorning ? '12:20' : '17:20') : fromSeoul(on, `09:${String(10 + (index % 5) * 7).padStart(2, '0')}`);
    // Steps that fall on today keep their order even when the office has not opened yet.
    const latest = clock.now.getTime() - (steps.length - index) * MINUTE;
    const time = Math.min(Math.max(earliest.getTime(), last + 11 * MINUTE), Math.max(latest, last + 1_000));
    last = time;
    lastOn = on;
    return new Date(time);
  });
}

function fitGaps(steps: readonly Timed[], days: number): number[] {
  const fixed = steps.reduce((sum, step) => sum + (step.fixed ? step.gap : 0), 0);
  const free = steps.reduce((sum, step) => sum + (step.fixed ? 0 : step.gap), 0);
  const factor = fixed + free <= days ? 1 : Math.max(0, days - fixed) / free;
  // Rounded on the running sum, so that shortened days are not lost one by one.
  let exact = 0;
  let whole = 0;
  return steps.map((step) => {
    if (step.fixed) return step.gap;
    exact += step.gap * factor;
    const gap = Math.round(exact) - whole;
    whole += gap;
    return gap;
  });
}

function workingDay(on: CivilDate, today: CivilDate, holidays: HolidaySet): CivilDate {
  const next = nextWorkingDay(on, holidays);
  return next <= today ? next : previousWorkingDay(today, holidays);
}

function takeTime(diary: Diary, consultant: string, length: 'half' | 'day', given: { from: CivilDate; after: CivilDate; today: CivilDate; holidays: HolidaySet }): { on: CivilDate; isMorning: boolean } | null {
  const taken = diary.get(consultant) ?? new Set<string>();
  diary.set(consultant, taken);
  const ahead = Math.max(0, daysBetween(given.from, given.today) - 1);
  for (let step = 0; step <= ahead; step += 1) {
    const on = addDays(given.from, step);
    if (!isWorkingDay(on, given.holidays)) continue;
    // The day of the step before is only free in its afternoon.
    const free = (['am', 'pm'] as const).filter((half) => !taken.has(`${on}-${half}`) && !(half === 'am' && on === given.after));
    if (length === 'day' && free.length < 2) continue;
    const wanted = length === 'day' ? free : free.slice(0, 1);
    if (wanted.length === 0) continue;
    for (const half of wanted) taken.add(`${on}-${half}`);
    return { on, isMorning: length === 'half' && wanted[0] === 'am' };
  }
  return null;
}
