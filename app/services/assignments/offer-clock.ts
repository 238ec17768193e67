import { readRuler } from '#app/domain/calendar/ruler.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import type { CaseRules } from '#app/services/applications/open-case.ts';

/** Working days used of the time a consultant has to answer an offer. */
export function clockOfOffer(offer: { readonly stateSince: Date }, now: Date, rules: CaseRules): { used: number; promise: number } {
  const promise = rules.settings.assignmentAcceptDays;
  const reading = readRuler({ since: toSeoulDate(offer.stateSince), today: toSeoulDate(now), promisedDays: promise, holidays: rules.holidays });
  return { used: reading.used, promise };
}
