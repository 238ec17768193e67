import type { VisitState } from './visit-machine.ts';
import { visitMinutes, type VisitRange } from './visit-rules.ts';

/** The two sides that meet at a visit. */
export type VisitSide = 'firm' | 'consultant';

/** Why a planned visit is called off. */
export const CANCEL_CODES = ['firm_busy', 'consultant_busy', 'illness', 'weather', 'merged', 'other'] as const;
export type CancelCode = (typeof CANCEL_CODES)[number];

/** Code of a proposal that gave way to the log of the visit itself. */
export const LOGGED_INSTEAD = 'logged_instead';

/** Code of a visit that was called off because the consultant no longer works for the firm. */
export const ASSIGNMENT_ENDED = 'assignment_ended';

/** Minutes one waits for the other side before the visit counts as missed. */
export const NO_SHOW_WAIT_MINUTES = 30;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A cancellation less than 24 hours before the start counts as late. */
export function isLateCancel(startsAt: Date, now: Date): boolean {
  return startsAt.getTime() - now.getTime() < DAY;
}

/** The moment from which the other side may be reported as absent. */
export function noShowFrom(startsAt: Date): Date {
  return new Date(startsAt.getTime() + NO_SHOW_WAIT_MINUTES * MINUTE);
}

/** The other of the two sides. */
export function otherSide(side: VisitSide): VisitSide {
  return side === 'firm' ? 'consultant' : 'firm';
}

/** What went past without being done: a proposal without an answer, an agreed visit without a log. */
export function overdueOf(visit: VisitRange & { state: VisitState }, now: Date): 'unanswered' | 'not_logged' | null {
  if (visit.endsAt > now) return null;
  if (visit.state === 'planned') return 'unanswered';
  return visit.state === 'confirmed' || visit.state === 'checked_in' ? 'not_logged' : null;
}

/** States of a visit that lies ahead or waits for its log. */
export const AHEAD_STATES = ['planned', 'confirmed', 'checked_in'] as const satisfies readonly VisitState[];

/**
 * The times a log begins with: from the arrival to now when both are known, otherwise as planned. Rounded down to ten minutes;
 * never ends in the future unless the planned time does.
 */
export function suggestLogTimes(visit: VisitRange & { checkedInAt: Date | null }, now: Date): VisitRange {
  const length = Math.max(30, visitMinutes(visit)) * MINUTE;
  const arrived = visit.checkedInAt ? floorTen(visit.checkedInAt) : visit.startsAt;
  const stillThere = now.getTime() <= visit.endsAt.getTime() + 120 * MINUTE;
  const left = visit.checkedInAt && stillThere ? floorTen(now) : new Date(Math.min(visit.endsAt.getTime(), Math.max(floorTen(now).getTime(), visit.startsAt.getTime())));
  if (left.getTime() - arrived.getTime() >= 30 * MINUTE) return { startsAt: arrived, endsAt: left };
  const endsAt = new Date(Math.min(visit.endsAt.getTime(), floorTen(now).getTime()));
  const startsAt = new Date(Math.min(visit.startsAt.getTime(), endsAt.getTime() - Math.min(length, 30 * MINUTE)));
  return { startsAt, endsAt };
}

function floorTen(at: Date): Date {
  return new Date(Math.floor(at.getTime() / (10 * MINUTE)) * 10 * MINUTE);
}
