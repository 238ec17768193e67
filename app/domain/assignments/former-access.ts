import { addDays, type CivilDate } from '#app/domain/calendar/civil-date.ts';

/** Days for which a consultant who was replaced may still read the case, without doing anything there. */
export const FORMER_READ_DAYS = 30;

/** The last day on which a replaced consultant may read the case. */
export function lastReadableDay(endedOn: CivilDate): CivilDate {
  return addDays(endedOn, FORMER_READ_DAYS);
}

/** Whether an assignment lets its consultant work on the case, only read it, or neither. */
export function reachOf(assignment: { readonly state: string; readonly readableUntil: string | null }, today: string): 'work' | 'read' | 'none' {
  if (assignment.state === 'active' || assignment.state === 'handover') return 'work';
  if (['offered', 'accepted', 'objected'].includes(assignment.state)) return 'read';
  return assignment.state === 'ended' && assignment.readableUntil !== null && today <= assignment.readableUntil ? 'read' : 'none';
}
