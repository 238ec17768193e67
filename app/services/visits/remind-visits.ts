import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate, toSeoulTime } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays, isWorkingDay } from '#app/domain/calendar/working-days.ts';
import { readRules } from '#app/services/applications/open-case.ts';
import { forEachRow } from '#app/services/workflow/each-case.ts';
import { findCurrentRules } from '#db/queries/case-settings.ts';
import { listVisitsToRemind } from '#db/queries/planned-visits.ts';
import { asWorker } from '#db/transaction.ts';
import { tellBothSides } from './tell-visit.ts';

/**
 * Daily rule: on a working day, reminds both sides of the agreed visits until the next working day, so that nobody is told on a
 * holiday. Each day of a visit is told once; a visit moved to another day is told again. Returns how many visits were told.
 */
export async function remindVisits(ctx: Context): Promise<number> {
  const today = toSeoulDate(ctx.now);
  const { holidays } = readRules(await asWorker((tx) => findCurrentRules(tx), ctx.requestId));
  if (!isWorkingDay(today, holidays)) return 0;
  const days = { after: today, until: addWorkingDays(today, 1, holidays) };
  return forEachRow(
    ctx,
    (tx, page) => listVisitsToRemind(tx, days, page),
    async (tx, { id }) => {
      const [visit] = await listVisitsToRemind(tx, days, { id, except: [], limit: 1 });
      if (!visit) return false;
      await tellBothSides(tx, ctx, visit, 'visit_soon', { startTime: toSeoulTime(visit.startsAt), endTime: toSeoulTime(visit.endsAt) });
      return true;
    },
  );
}
