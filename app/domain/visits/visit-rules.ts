import type { RuleIssue } from '../formats/rule-issue.ts';
import { isManDayStep } from './man-days.ts';

/** Half-open time range of a visit. */
export interface VisitRange {
  startsAt: Date;
  endsAt: Date;
}

/** Minutes that the clock of a phone may run ahead of the server. */
export const CLOCK_TOLERANCE_MINUTES = 5;

/** True when two visits share time; a visit may start at the minute another ends. */
export function visitsOverlap(left: VisitRange, right: VisitRange): boolean {
  return left.startsAt < right.endsAt && right.startsAt < left.endsAt;
}

/** The visits that share time with the given one (an own earlier version is left out by id). */
export function findOverlaps<T extends VisitRange & { id: string }>(visit: VisitRange & { id?: string }, others: readonly T[]): T[] {
  return others.filter((other) => other.id !== visit.id && visitsOverlap(visit, other));
}

/** Length of a visit in whole minutes. */
export function visitMinutes(range: VisitRange): number {
  return Math.round((range.endsAt.getTime() - range.startsAt.getTime()) / 60_000);
}

function issue(code: string, params: RuleIssue['params'] = {}): RuleIssue {
  return { code, messageId: `answers.visit.${code}`, severity: 'error', params };
}

/** Checks a visit that is planned: end after start, at most 12 hours, not in the past. */
export function checkPlannedVisit(visit: VisitRange, now: Date): RuleIssue[] {
  const issues: RuleIssue[] = [];
  const minutes = visitMinutes(visit);
  if (minutes <= 0) issues.push(issue('end_before_start'));
  else if (minutes > 720) issues.push(issue('too_long', { hours: 12 }));
  if (visit.endsAt < now) issues.push(issue('in_the_past'));
  return issues;
}

/** Checks a visit log: end after start, over by now (with the tolerance for device clocks), man-days in half-day steps that fit the time. */
export function checkLoggedVisit(visit: VisitRange & { manDays: number }, now: Date, toleranceMinutes = CLOCK_TOLERANCE_MINUTES): RuleIssue[] {
  const issues: RuleIssue[] = [];
  const minutes = visitMinutes(visit);
  if (minutes <= 0) issues.push(issue('end_before_start'));
  else if (minutes > 720) issues.push(issue('too_long', { hours: 12 }));
  if (visit.endsAt.getTime() > now.getTime() + toleranceMinutes * 60_000) issues.push(issue('in_the_future'));
  if (!isManDayStep(visit.manDays)) issues.push(issue('half_day_steps'));
  // Half a day may be claimed for each started four hours, never more.
  else if (minutes > 0 && visit.manDays > Math.max(0.5, Math.ceil(minutes / 240) / 2)) {
    issues.push(issue('too_many_days', { hours: Math.round(minutes / 6) / 10 }));
  }
  return issues;
}
