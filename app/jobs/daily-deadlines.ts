import { expireCorrections, expireDrafts } from '#app/services/applications/expire-applications.ts';
import { endReserveList, lapseReserveCalls } from '#app/services/applications/free-place.ts';
import { activateUnanswered } from '#app/services/assignments/activate-unanswered.ts';
import { completeHandovers } from '#app/services/assignments/complete-handover.ts';
import { expireOffers } from '#app/services/assignments/expire-offers.ts';
import { announceMembershipEnds, endMemberships } from '#app/services/firms/end-memberships.ts';
import { recheckRegistry } from '#app/services/firms/recheck-registry.ts';
import { endRestrictions } from '#app/services/firms/restrict-firm.ts';
import { lapseChanges } from '#app/services/grants/lapse-changes.ts';
import { lapseOffers, releaseEndedOffers } from '#app/services/grants/lapse-offers.ts';
import { markOverdueRecoveries, reviewOnFile } from '#app/services/grants/overdue-settlements.ts';
import { escalateOverdue } from '#app/services/notices/escalate-overdue.ts';
import { remindDeadlines } from '#app/services/notices/remind-deadlines.ts';
import { remindKpiReadings } from '#app/services/notices/remind-kpi-readings.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { missInterimReports } from '#app/services/outcomes/miss-interim-reports.ts';
import { closeVisitWindows } from '#app/services/visits/close-visit-windows.ts';
import { remindVisits } from '#app/services/visits/remind-visits.ts';
import { anchorChains } from '#app/services/workflow/anchor-chains.ts';
import { expireHolds } from '#app/services/workflow/lift-hold.ts';

/** Rules of the calendar, each on its own: a failure in one is reported after the others have run. */
export async function runDailyDeadlines(now: Date): Promise<Record<string, number>> {
  const ctx = systemContext(now, 'daily-deadlines');
  const rules = {
    remindDeadlines, remindVisits, closeVisitWindows, remindKpiReadings, expireDrafts, expireCorrections, expireOffers, activateUnanswered, completeHandovers, missInterimReports, reviewOnFile, markOverdueRecoveries,
    lapseOffers, lapseChanges, releaseEndedOffers, expireHolds: () => expireHolds(now), lapseReserveCalls, endReserveList, endMemberships, announceMembershipEnds, endRestrictions, recheckRegistry, escalateOverdue, anchorChains,
  };
  const done: Record<string, number> = {};
  const failures: unknown[] = [];
  for (const [name, rule] of Object.entries(rules)) {
    try {
      done[name] = await rule(ctx);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of the daily rules failed`);
  return done;
}
