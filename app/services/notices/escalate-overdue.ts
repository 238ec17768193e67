import type { Context } from '#app/domain/accounts/context.ts';
import { toHolidaySet } from '#app/domain/calendar/holidays.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays } from '#app/domain/calendar/working-days.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { listHolidaysFrom, listOverdueClocks, markClockAlarmed } from '#db/queries/jobs.ts';
import { listOfficerRecipients } from '#db/queries/recipients.ts';
import { asWorker } from '#db/transaction.ts';
import { notify } from './notify.ts';

const BATCH = 200;
const GRACE_WORKING_DAYS = 3;

/**
 * Tells the headquarters about work that is three working days past its due day, once per clock. Cases on hold are left
 * alone: their clocks stand. Returns how many were reported.
 */
export async function escalateOverdue(ctx: Context): Promise<number> {
  const today = toSeoulDate(ctx.now);
  return asWorker(async (tx) => {
    const holidays = toHolidaySet(await listHolidaysFrom(tx, addDays(today, -30)));
    const dueBefore = addWorkingDays(today, -GRACE_WORKING_DAYS, holidays);
    const clocks = await listOverdueClocks(tx, dueBefore, BATCH);
    for (const clock of clocks) {
      await notify(tx, ctx, {
        kind: 'deadline_overdue',
        recipients: await listOfficerRecipients(tx, clock.organisationId ? ['partner_officer', 'officer'] : ['officer'], clock.organisationId),
        path: `/officer/applications/${clock.applicationId}`,
        values: { firmName: clock.firmName, dueOn: clock.dueOn },
        subjectType: clock.machine,
        subjectId: clock.subjectId,
        applicationId: clock.applicationId,
        firmId: clock.firmId,
      });
      await markClockAlarmed(tx, clock.id, ctx.now);
    }
    return clocks.length;
  }, ctx.requestId);
}
