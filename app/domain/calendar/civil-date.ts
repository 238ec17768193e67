/** A calendar date as `YYYY-MM-DD`, without time and zone. */
export type CivilDate = string;

const DAY_MS = 86_400_000;

/** True when the text is a real calendar date (no 31 April) between 1900 and 2199. */
export function isCivilDate(text: unknown): text is CivilDate {
  if (typeof text !== 'string') return false;
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return false;
  return day <= daysInMonth(year, month);
}

/** Reads a date typed as `2026-08-14`, `2026.8.14`, `2026/08/14` or `20260814`; null when it is no real date. */
export function parseCivilDate(input: string): CivilDate | null {
  const text = input.normalize('NFKC').trim().replace(/\.$/, '');
  const match = /^(\d{4})[-./]\s*(\d{1,2})[-./]\s*(\d{1,2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return null;
  const date = `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`;
  return isCivilDate(date) ? date : null;
}

/** Number of days in a month (1–12). */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Days since 1970-01-01; throws RangeError when the text is no date. */
export function toDayNumber(date: CivilDate): number {
  if (!isCivilDate(date)) throw new RangeError(`not a calendar date: ${String(date).slice(0, 20)}`);
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** The date of a day number made by toDayNumber. */
export function fromDayNumber(dayNumber: number): CivilDate {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
}

/** The date `days` later (earlier when negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/** Calendar days from the first to the second date; negative when the second is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** The date `months` later; the day is cut to the end of a shorter month. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const base = new Date(toDayNumber(date) * DAY_MS);
  const index = base.getUTCFullYear() * 12 + base.getUTCMonth() + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  const day = Math.min(base.getUTCDate(), daysInMonth(year, month));
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Weekday number: 0 Sunday … 6 Saturday. */
export function weekdayOf(date: CivilDate): number {
  return (((toDayNumber(date) + 4) % 7) + 7) % 7;
}

/** True on Saturday and Sunday. */
export function isWeekend(date: CivilDate): boolean {
  const weekday = weekdayOf(date);
  return weekday === 0 || weekday === 6;
}

/** Compares two dates for sorting: negative, zero or positive. */
export function compareDates(left: CivilDate, right: CivilDate): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The later of two dates. */
export function laterDate(left: CivilDate, right: CivilDate): CivilDate {
  return left > right ? left : right;
}

/** The earlier of two dates. */
export function earlierDate(left: CivilDate, right: CivilDate): CivilDate {
  return left < right ? left : right;
}

/** The month of a date as `YYYY-MM`. */
export function monthOf(date: CivilDate): string {
  return date.slice(0, 7);
}

/** The month `months` later, both as `YYYY-MM`. */
export function addToMonth(month: string, months: number): string {
  return monthOf(addMonths(`${month}-01`, months));
}

/** First and last day of a month given as `YYYY-MM`. */
export function monthRange(month: string): { fromOn: CivilDate; toOn: CivilDate } {
  const fromOn = `${month}-01`;
  return { fromOn, toOn: addDays(addMonths(fromOn, 1), -1) };
}

/** All months from the first to the last, both `YYYY-MM` and both included; empty when the order is wrong. */
export function listMonths(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = addToMonth(month, 1)) months.push(month);
  return months;
}

/** Quarter 1–4 of a date inside a programme year that starts on the given month (August in the movement). */
export function programmeQuarter(date: CivilDate, startMonth = 8): 1 | 2 | 3 | 4 {
  const month = Number(date.slice(5, 7));
  return ((Math.floor(((month - startMonth + 12) % 12) / 3) + 1) as 1 | 2 | 3 | 4);
}
