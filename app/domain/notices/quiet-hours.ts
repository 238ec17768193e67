import { addDays } from '#app/domain/calendar/civil-date.ts';
import { fromSeoul, toSeoulDate, toSeoulTime } from '#app/domain/calendar/seoul.ts';

/** Hours of the Korean day (`HH:MM`) without mails and text messages; `from` after `until` means over midnight. */
export interface QuietHours {
  readonly from: string;
  readonly until: string;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether both are clock times and differ: equal ones would mean all day or never. */
export function isQuietHours(from: string, until: string): boolean {
  return TIME.test(from) && TIME.test(until) && from !== until;
}

/** The end of the quiet hours that an instant falls into, when what waited is handed over; null outside of them. */
export function quietUntil(quiet: QuietHours | null, now: Date): Date | null {
  if (!quiet || !isQuietHours(quiet.from, quiet.until)) return null;
  const [today, time] = [toSeoulDate(now), toSeoulTime(now)];
  if (quiet.from < quiet.until) return time >= quiet.from && time < quiet.until ? fromSeoul(today, quiet.until) : null;
  if (time >= quiet.from) return fromSeoul(addDays(today, 1), quiet.until);
  return time < quiet.until ? fromSeoul(today, quiet.until) : null;
}
