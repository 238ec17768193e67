import { z } from 'zod';
import { isCivilDate } from './civil-date.ts';
import type { CivilDate } from './civil-date.ts';

/** One public holiday. The table is data kept by the administrator; substitutes are rows of their own. */
export const holidaySchema = z.object({
  on: z.string().refine(isCivilDate),
  name: z.object({ ko: z.string().min(1), en: z.string().min(1) }),
  kind: z.enum(['public', 'substitute', 'election', 'ad_hoc']),
});

export type Holiday = z.infer<typeof holidaySchema>;

/** Set of holiday dates, the form in which calendar rules take them. */
export type HolidaySet = ReadonlySet<CivilDate>;

/** Builds the set of dates from holiday rows or plain dates. */
export function toHolidaySet(holidays: Iterable<Holiday | CivilDate>): HolidaySet {
  const dates = new Set<CivilDate>();
  for (const holiday of holidays) dates.add(typeof holiday === 'string' ? holiday : holiday.on);
  return dates;
}

/** The holidays of one year, in order. */
export function listHolidaysOfYear(holidays: readonly Holiday[], year: number): Holiday[] {
  return holidays
    .filter((holiday) => holiday.on.startsWith(`${year}-`))
    .sort((left, right) => (left.on < right.on ? -1 : 1));
}
