import type { HolidaySet } from '#app/domain/calendar/holidays.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { workingDaysBetween } from '#app/domain/calendar/working-days.ts';
import type { ClockSegment } from '#db/queries/case-clocks.ts';

/** Working days a side had the ball, and the sum of what it had promised; null where nothing was promised. */
export interface SideTime {
  readonly side: 'firm' | 'consultant' | 'officer' | 'partner' | 'evaluator' | 'finance' | 'outside';
  readonly usedDays: number;
  readonly promisedDays: number | null;
}

const SIDES: readonly SideTime['side'][] = ['firm', 'consultant', 'officer', 'partner', 'evaluator', 'finance', 'outside'];

/** Adds the waiting times up per side; a running one counts until today. Sides without any are left out. */
export function sumSideTimes(segments: readonly ClockSegment[], today: string, holidays: HolidaySet): SideTime[] {
  return SIDES.flatMap((side) => {
    const own = segments.filter((segment) => segment.side === side);
    if (own.length === 0) return [];
    const used = own.reduce((sum, segment) => sum + workingDaysBetween(toSeoulDate(segment.startedAt), segment.endedAt ? toSeoulDate(segment.endedAt) : today, holidays), 0);
    const promised = own.filter((segment) => segment.promiseDays !== null);
    return [{ side, usedDays: used, promisedDays: promised.length === 0 ? null : promised.reduce((sum, segment) => sum + (segment.promiseDays ?? 0), 0) }];
  });
}
