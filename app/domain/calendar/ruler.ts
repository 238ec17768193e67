import type { CivilDate } from './civil-date.ts';
import { addDays } from './civil-date.ts';
import type { HolidaySet } from './holidays.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts';

/** A pause of the clock, both days included; `toOn` null means still stopped. */
export interface ClockStop {
  fromOn: CivilDate;
  toOn: CivilDate | null;
}

/** What the ruler of a waiting state draws: working days used against the promise. */
export interface RulerReading {
  used: number;
  promised: number;
  /** Days still inside the promise; 0 when used up. */
  left: number;
  /** Days beyond the promise; 0 while inside. */
  overdue: number;
  /** True while a hold stops the clock. */
  stopped: boolean;
  /** Day on which the promise ends (with the stops known today); null while stopped. */
  promisedOn: CivilDate | null;
}

function stoppedWorkingDays(since: CivilDate, today: CivilDate, stops: readonly ClockStop[], holidays: HolidaySet): number {
  const days = new Set<CivilDate>();
  for (const stop of stops) {
    const first = stop.fromOn > since ? stop.fromOn : addDays(since, 1);
    const last = stop.toOn !== null && stop.toOn < today ? stop.toOn : today;
    for (let day = first; day <= last; day = addDays(day, 1)) if (isWorkingDay(day, holidays)) days.add(day);
  }
  return days.size;
}

/** Used and promised working days of a state entered on `since`; days of a hold do not count. */
export function readRuler(input: {
  since: CivilDate;
  today: CivilDate;
  promisedDays: number;
  holidays: HolidaySet;
  stops?: readonly ClockStop[];
}): RulerReading {
  const stops = input.stops ?? [];
  const elapsed = Math.max(0, workingDaysBetween(input.since, input.today, input.holidays));
  const paused = stoppedWorkingDays(input.since, input.today, stops, input.holidays);
  const used = Math.max(0, elapsed - paused);
  const stopped = stops.some((stop) => stop.fromOn <= input.today && (stop.toOn === null || stop.toOn >= input.today));
  return {
    used,
    promised: input.promisedDays,
    left: Math.max(0, input.promisedDays - used),
    overdue: Math.max(0, used - input.promisedDays),
    stopped,
    promisedOn: stopped ? null : addWorkingDays(input.since, input.promisedDays + paused, input.holidays),
  };
}

/** True when a state waits longer than twice its promise, which must raise an alarm. */
export function needsAlarm(reading: Pick<RulerReading, 'used' | 'promised' | 'stopped'>): boolean {
  return !reading.stopped && reading.promised > 0 && reading.used > reading.promised * 2;
}
