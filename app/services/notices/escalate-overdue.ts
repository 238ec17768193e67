import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays } from '#app/domain/calendar/working-days.ts';
import { readRules } from '#app/services/applications/open-case.ts';
import { forEachRow } from '#app/services/workflow/each-case.ts';
import { findCurrentRules } from '#db/queries/case-settings.ts';
import { listOverdueClocks, markClockAlarmed } from '#db/queries/jobs.ts';
import { listOfficerRecipients } from '#db/queries/recipients.ts';
import { asWorker } from '#db/transaction.ts';
import { notify } from './notify.ts';

/**
 * Tells the headquarters about work that is some working days (a setting of the programme year) past its due day, once per
 * clock. Cases on hold are left alone: their clocks stand. Returns how many were reported.
 */
export async function escalateOverdue(ctx: Context): Promise<number> {
  const { settings, holidays } = readRules(await asWorker((tx) => findCurrentRules(tx), ctx.requestId));
  const dueBefore = addWorkingDays(toSeoulDate(ctx.now), -settings.escalateAfterWorkingDays, holidays);
  return forEachRow(
    ctx,
    (tx, page) => listOverdueClocks(tx, dueBefore, page),
    async (tx, { id }) => {
      const [clock] = await listOverdueClocks(tx, dueBefore, { id, except: [], limit: 1 });
      if (!clock) return false;
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
      return true;
    },
  );
}
