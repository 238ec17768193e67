import type { Context } from '#app/domain/accounts/context.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { nthWorkingDayOfMonth } from '#app/domain/calendar/working-days.ts';
import { readRules } from '#app/services/applications/open-case.ts';
import { forEachRow } from '#app/services/workflow/each-case.ts';
import { findCurrentRules } from '#db/queries/case-settings.ts';
import { listKpiGaps } from '#db/queries/jobs.ts';
import { listFirmRecipients } from '#db/queries/recipients.ts';
import { asWorker } from '#db/transaction.ts';
import { notify } from './notify.ts';

/**
 * In the first working days of a month, asks firms for the readings of the month before that are still missing. The due
 * day is a working day of the month, set for the programme year. A firm is asked once per month. Returns how many firms were asked.
 */
export async function remindKpiReadings(ctx: Context): Promise<number> {
  const today = toSeoulDate(ctx.now);
  const thisMonth = today.slice(0, 7);
  const measured = addDays(`${thisMonth}-01`, -1).slice(0, 7);
  const { settings, holidays } = readRules(await asWorker((tx) => findCurrentRules(tx), ctx.requestId));
  const dueOn = nthWorkingDayOfMonth(thisMonth, settings.kpiReadingWorkingDay, holidays);
  if (today > dueOn) return 0;
  return forEachRow(
    ctx,
    async (tx, page) => (await listKpiGaps(tx, `${measured}-01`, page)).map(({ applicationId }) => ({ id: applicationId })),
    async (tx, { id }) => {
      const [gap] = await listKpiGaps(tx, `${measured}-01`, { id, except: [], limit: 1 });
      if (!gap) return false;
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
      return true;
    },
  );
}
