import type { CivilDate } from './civil-date.ts';
import { isCivilDate } from './civil-date.ts';

/** Seoul is nine hours ahead of UTC all year; there is no daylight saving. */
const OFFSET_MS = 9 * 3_600_000;

/** The calendar date in Seoul at an instant. */
export function toSeoulDate(at: Date): CivilDate {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

/** The clock time in Seoul at an instant as `HH:MM`. */
export function toSeoulTime(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(11, 16);
}

/** Date and time in Seoul as typed in a form: `2026-08-14T18:00`. */
export function toSeoulDateTime(at: Date): string {
  return `${toSeoulDate(at)}T${toSeoulTime(at)}`;
}

/** The instant of a Seoul date and clock time (`HH:MM` or `HH:MM:SS`); `24:00` is the end of the day. Throws RangeError on other text. */
export function fromSeoul(date: CivilDate, time = '00:00'): Date {
  if (!isCivilDate(date)) throw new RangeError('not a calendar date');
  if (time === '24:00') return new Date(Date.parse(`${date}T00:00:00Z`) - OFFSET_MS + 86_400_000);
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(time);
  if (!match) throw new RangeError('not a clock time');
  return new Date(Date.parse(`${date}T${match[1]}:${match[2]}:${match[3] ?? '00'}Z`) - OFFSET_MS);
}

/** Reads the text of a datetime-local field as Seoul time; null when it is no date and time. */
export function parseSeoulDateTime(input: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$/.exec(input.trim());
  if (!match?.[1] || !isCivilDate(match[1])) return null;
  return fromSeoul(match[1], `${match[2]}:${match[3]}`);
}

/** First instant of a Seoul day. */
export function startOfSeoulDay(date: CivilDate): Date {
  return fromSeoul(date, '00:00');
}

/** First instant after a Seoul day, for half-open ranges. */
export function endOfSeoulDay(date: CivilDate): Date {
  return fromSeoul(date, '24:00');
}
