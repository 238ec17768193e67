import { addDays, type CivilDate } from '#app/domain/calendar/civil-date.ts';

/** Dates of the demonstration, all relative to the day on which it is loaded, so that it is never stale. */
export interface DemoClock {
  readonly today: CivilDate;
  /** The moment at which it is loaded; nothing happens later. */
  readonly now: Date;
  /** A moment `daysAgo` days before today at an hour of the Korean working day. */
  at(daysAgo: number, hour?: number, minute?: number): Date;
  on(daysAgo: number): CivilDate;
  /** First day of the month, so many months before the present one. */
  month(monthsAgo: number): CivilDate;
}

/** The clock of a demonstration that is loaded now. */
export function demoClock(now: Date): DemoClock {
  const today = new Date(now.getTime() + 9 * 3_600_000).toISOString().slice(0, 10) as CivilDate;
  const on = (daysAgo: number) => addDays(today, -daysAgo);
  return {
    today,
    now,
    on,
    at: (daysAgo, hour = 10, minute = 0) => {
      const moment = new Date(`${on(daysAgo)}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00+09:00`);
      return moment.getTime() < now.getTime() ? moment : now;
    },
    month: (monthsAgo) => {
      const [year = 0, month = 1] = today.split('-').map(Number);
      const index = year * 12 + month - 1 - monthsAgo;
      return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01` as CivilDate;
    },
  };
}
