import { addDays, addMonths, daysBetween, type CivilDate } from '#app/domain/calendar/civil-date.ts';

/** Days before its end on which the follow-up is announced to end. */
export const ANNOUNCE_DAYS = 60;
/** Shortest time from a new end of the follow-up to that day. */
const NOTICE_DAYS = 14;

/** The days of the follow-up on which its results are measured again, as far as they lie inside it. */
export function followUpDates(startsOn: CivilDate, endsOn: CivilDate, months: readonly number[]): CivilDate[] {
  return [...new Set(months)].sort((left, right) => left - right).map((count) => addMonths(startsOn, count)).filter((on) => on <= endsOn);
}

/** Why a new last day is refused: `soon`, less than two weeks from today; `later`, not before the present one. Null when it may be set. */
export function refuseEarlierEnd(endsOn: CivilDate, { today, presentEndOn }: { today: CivilDate; presentEndOn: CivilDate }): 'soon' | 'later' | null {
  if (endsOn >= presentEndOn) return 'later';
  return daysBetween(today, endsOn) < NOTICE_DAYS ? 'soon' : null;
}

/** The first day on which the end is announced. */
export function announcedFrom(endsOn: CivilDate): CivilDate {
  return addDays(endsOn, -ANNOUNCE_DAYS);
}
