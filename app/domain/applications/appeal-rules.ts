import { laterDate, type CivilDate } from '#app/domain/calendar/civil-date.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import type { HolidaySet } from '#app/domain/calendar/holidays.ts';

/** Decisions that a firm may appeal against, by machine and state; the settlement has an objection of its own. */
export const APPEALABLE = {
  application: ['ineligible', 'rejected'],
  grant_decision: ['refused'],
} as const;

export type AppealedMachine = keyof typeof APPEALABLE;

/** True when an appeal may be filed against this state of this machine. */
export function isAppealable(machine: string, state: string): machine is AppealedMachine {
  return Object.hasOwn(APPEALABLE, machine) && (APPEALABLE[machine as AppealedMachine] as readonly string[]).includes(state);
}

/** Until when an appeal may be filed. `untilOn` is null while the letter did not reach the firm: the days do not run then. */
export interface AppealWindow {
  readonly untilOn: CivilDate | null;
  readonly isOpen: boolean;
}

/**
 * The days to appeal run from the day after the letter was delivered (Korean calendar days, a last day off moves to the next
 * working day). The day the letter itself names is never undercut.
 */
export function appealWindow(given: { deliveredOn: CivilDate | null; namedOn: CivilDate | null; days: number; today: CivilDate; holidays: HolidaySet }): AppealWindow {
  if (given.deliveredOn === null) return { untilOn: null, isOpen: true };
  const counted = deadlineAfterDays(given.deliveredOn, given.days, given.holidays).dueOn;
  const untilOn = given.namedOn === null ? counted : laterDate(counted, given.namedOn);
  return { untilOn, isOpen: given.today <= untilOn };
}

/** Why an appeal is not admitted; each has a text `appeals.code.<code>`. */
export const INADMISSIBLE_CODES = ['late', 'wrong_matter', 'no_standing', 'no_grounds', 'decided_before'] as const;
export type InadmissibleCode = (typeof INADMISSIBLE_CODES)[number];

/** What the reviewer may decide, with the transition that does it. */
export const APPEAL_VERDICTS = { upheld: 'uphold', partly_upheld: 'uphold_partly', dismissed: 'dismiss' } as const;
export type AppealVerdict = keyof typeof APPEAL_VERDICTS;
