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

/** Aggregates that run beside the way of a case: a visit log that waits for its check keeps nobody from going on. */
const BESIDE: readonly string[] = ['visit', 'reading', 'kpi_card'];

/**
 * Adds the waiting times on the way of a case up per side; a running one counts until today, and days on which a side had
 * several things to do count once. Sides without any are left out.
 */
export function sumSideTimes(segments: readonly ClockSegment[], today: string, holidays: HolidaySet): SideTime[] {
  return SIDES.flatMap((side) => {
    const own = segments.filter((segment) => segment.side === side && !BESIDE.includes(segment.machine));
    if (own.length === 0) return [];
    const promised = own.filter((segment) => segment.promiseDays !== null);
    // Used and promised days are set against each other, so a side that promised something is measured by that alone.
    const spans = (promised.length === 0 ? own : promised).map((segment) => ({ from: toSeoulDate(segment.startedAt), to: segment.endedAt ? toSeoulDate(segment.endedAt) : today }));
    return [{ side, usedDays: countDays(spans, holidays), promisedDays: promised.length === 0 ? null : promised.reduce((sum, segment) => sum + (segment.promiseDays ?? 0), 0) }];
  });
}

function countDays(spans: readonly { readonly from: string; readonly to: string }[], holidays: HolidaySet): number {
  let until = '';
  let days = 0;
  for (const span of spans.toSorted((left, right) => (left.from < right.from ? -1 : 1))) {
    const from = span.from > until ? span.from : until;
    if (span.to <= from) continue;
    days += workingDaysBetween(from, span.to, holidays);
    until = span.to;
  }
  return days;
}
