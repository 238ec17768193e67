import { expireCorrections } from '#app/services/applications/expire-applications.ts';
import { activateUnanswered } from '#app/services/assignments/activate-unanswered.ts';
import { expireOffers } from '#app/services/assignments/expire-offers.ts';
import { announceMembershipEnds, endMemberships } from '#app/services/firms/end-memberships.ts';
import { lapseChanges } from '#app/services/grants/lapse-changes.ts';
import { lapseOffers, releaseEndedOffers } from '#app/services/grants/lapse-offers.ts';
import { markOverdueRecoveries, reviewOnFile } from '#app/services/grants/overdue-settlements.ts';
import { remindDeadlines } from '#app/services/notices/remind-deadlines.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { missInterimReports } from '#app/services/outcomes/miss-interim-reports.ts';
import { closeVisitWindows } from '#app/services/visits/close-visit-windows.ts';
import { expireHolds } from '#app/services/workflow/lift-hold.ts';
import { readOldNotices } from '#db/queries/demo-cases.ts';
import { asWorker } from '#db/transaction.ts';
import type { DemoClock } from './demo-clock.ts';

/** Notices older than this were read; silence counts only against somebody who was told. */
const DAYS_UNREAD = 10;
/** Mornings on which the reminders of what has run out by today were sent. */
const REMINDED_FROM = 16;

/** What the calendar did: reminders of the days before, notices that were read, and everything whose last day is over ends as on any morning. */
export async function seedCalendar(clock: DemoClock): Promise<void> {
  for (let daysAgo = REMINDED_FROM; daysAgo > DAYS_UNREAD; daysAgo -= 1) await remindDeadlines(systemContext(clock.at(daysAgo, 6, 10), 'demo'));
  await asWorker((tx) => readOldNotices(tx, clock.at(DAYS_UNREAD)), 'demo');
  const today = systemContext(clock.now, 'demo');
  for (const rule of [closeVisitWindows, expireCorrections, expireOffers, activateUnanswered, missInterimReports, reviewOnFile, markOverdueRecoveries, lapseOffers, lapseChanges, releaseEndedOffers, endMemberships, announceMembershipEnds]) await rule(today);
  await expireHolds(clock.now);
}
