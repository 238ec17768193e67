import type { Context } from '#app/domain/accounts/context.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { toHolidaySet } from '#app/domain/calendar/holidays.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { nthWorkingDayOfMonth } from '#app/domain/calendar/working-days.ts';
import { listHolidaysFrom, listKpiGaps } from '#db/queries/jobs.ts';
import { listFirmRecipients } from '#db/queries/recipients.ts';
import { asWorker } from '#db/transaction.ts';
import { notify } from './notify.ts';

const BATCH = 500;
const DUE_WORKING_DAY = 5;

/**
 * In the first working days of a month, asks firms for the readings of the month before that are still missing. The due
 * day is the fifth working day. A firm is asked once per month. Returns how many firms were asked.
 */
export async function remindKpiReadings(ctx: Context): Promise<number> {
  const today = toSeoulDate(ctx.now);
  const thisMonth = today.slice(0, 7);
  const measured = addDays(`${thisMonth}-01`, -1).slice(0, 7);
  return asWorker(async (tx) => {
    const holidays = toHolidaySet(await listHolidaysFrom(tx, `${thisMonth}-01`));
    const dueOn = nthWorkingDayOfMonth(thisMonth, DUE_WORKING_DAY, holidays);
    if (today > dueOn) return 0;
    const gaps = await listKpiGaps(tx, `${measured}-01`, BATCH);
    for (const gap of gaps) {
      await notify(tx, ctx, {
        kind: 'kpi_due',
        recipients: await listFirmRecipients(tx, gap.firmId, ['representative', 'manager', 'shop_floor']),
        path: '/firm/kpis',
        values: { firmName: gap.firmName, month: measured, count: gap.missing, dueOn },
        subjectType: 'application',
        subjectId: gap.applicationId,
        applicationId: gap.applicationId,
        firmId: gap.firmId,
      });
    }
    return gaps.length;
  }, ctx.requestId);
}
