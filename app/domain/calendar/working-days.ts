import { addDays, isWeekend } from './civil-date.ts';
import type { CivilDate } from './civil-date.ts';
import type { HolidaySet } from './holidays.ts';

/** True when offices are open: no weekend and no holiday. */
export function isWorkingDay(date: CivilDate, holidays: HolidaySet): boolean {
  return !isWeekend(date) && !holidays.has(date);
}

/** The date itself when it is a working day, otherwise the next one. */
export function nextWorkingDay(date: CivilDate, holidays: HolidaySet): CivilDate {
  let day = date;
  while (!isWorkingDay(day, holidays)) day = addDays(day, 1);
  return day;
}

/** The date itself when it is a working day, otherwise the one before. */
export function previousWorkingDay(date: CivilDate, holidays: HolidaySet): CivilDate {
  let day = date;
  while (!isWorkingDay(day, holidays)) day = addDays(day, -1);
  return day;
}

/** Adds N working days; counting starts the day after (zero moves a holiday to the next working day). Negative counts go back. */
export function addWorkingDays(date: CivilDate, days: number, holidays: HolidaySet): CivilDate {
  if (days === 0) return nextWorkingDay(date, holidays);
  const step = days > 0 ? 1 : -1;
  let left = Math.abs(Math.trunc(days));
  let day = date;
  while (left > 0) {
    day = addDays(day, step);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}

/** Working days after the first date up to and including the second; negative when the second is earlier. */
export function workingDaysBetween(from: CivilDate, to: CivilDate, holidays: HolidaySet): number {
  if (to < from) return -workingDaysBetween(to, from, holidays);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(day, holidays)) count += 1;
  }
  return count;
}

/** The n-th working day of a month given as `YYYY-MM` (the monthly reading is due on the 5th). */
export function nthWorkingDayOfMonth(month: string, n: number, holidays: HolidaySet): CivilDate {
  return addWorkingDays(addDays(`${month}-01`, -1), n, holidays);
}
