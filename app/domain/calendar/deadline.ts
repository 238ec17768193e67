import { addDays, addMonths } from './civil-date.ts';
import type { CivilDate } from './civil-date.ts';
import type { HolidaySet } from './holidays.ts';
import { endOfSeoulDay, fromSeoul, toSeoulDate } from './seoul.ts';
import { addWorkingDays, nextWorkingDay, workingDaysBetween } from './working-days.ts';

/** A point in time by which something is due. `time` null means the end of the day in Seoul. */
export interface Deadline {
  dueOn: CivilDate;
  time: string | null;
  /** True when the date fell on a weekend or holiday and was moved (Civil Code art. 161). */
  moved: boolean;
  /** The date before it was moved. */
  originalOn: CivilDate;
}

/** The closing hour that most programme deadlines use. */
export const CLOSING_TIME = '18:00';

/** A deadline on a date; a date on a weekend or holiday moves to the next working day (Civil Code art. 161). */
export function makeDeadline(on: CivilDate, holidays: HolidaySet, time: string | null = null): Deadline {
  const dueOn = nextWorkingDay(on, holidays);
  return { dueOn, time, moved: dueOn !== on, originalOn: on };
}

/** A deadline N calendar days after a day (which is not counted), moved to a working day. */
export function deadlineAfterDays(from: CivilDate, days: number, holidays: HolidaySet, time: string | null = null): Deadline {
  return makeDeadline(addDays(from, days), holidays, time);
}

/** A deadline N working days after a day; never needs moving. */
export function deadlineAfterWorkingDays(from: CivilDate, days: number, holidays: HolidaySet, time: string | null = null): Deadline {
  const dueOn = addWorkingDays(from, days, holidays);
  return { dueOn, time, moved: false, originalOn: dueOn };
}

/** A deadline N calendar months after a day, moved to a working day. */
export function deadlineAfterMonths(from: CivilDate, months: number, holidays: HolidaySet, time: string | null = null): Deadline {
  return makeDeadline(addMonths(from, months), holidays, time);
}

/** The first instant that is too late, without grace. */
export function deadlineInstant(deadline: Pick<Deadline, 'dueOn' | 'time'>): Date {
  return deadline.time === null ? endOfSeoulDay(deadline.dueOn) : fromSeoul(deadline.dueOn, deadline.time);
}

/** True when the deadline with its grace (minutes) is over. A timed deadline still accepts the exact minute. */
export function isPast(deadline: Pick<Deadline, 'dueOn' | 'time'>, now: Date, graceMinutes = 0): boolean {
  const limit = deadlineInstant(deadline).getTime() + graceMinutes * 60_000;
  return deadline.time === null ? now.getTime() >= limit : now.getTime() > limit;
}

/** Working days left today; 0 on the due date, negative when overdue. */
export function workingDaysLeft(deadline: Pick<Deadline, 'dueOn'>, now: Date, holidays: HolidaySet): number {
  return workingDaysBetween(toSeoulDate(now), deadline.dueOn, holidays);
}

/** Days on which reminders go out before a date, latest last; dates that are already over are left out. */
export function listReminderDates(dueOn: CivilDate, daysBefore: readonly number[], today: CivilDate): CivilDate[] {
  return daysBefore
    .map((days) => addDays(dueOn, -days))
    .filter((on) => on >= today)
    .sort();
}
