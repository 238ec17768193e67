import type { Context } from '#app/domain/accounts/context.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { interimCheckMachine } from '#app/domain/plans/interim-check-machine.ts';
import { paths } from '#app/http/paths.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { forEachPastDue } from '#app/services/workflow/past-due.ts';
import { patchInterimCheck } from '#db/queries/interim-checks.ts';
import { openOutcomeCase, tellCase } from './outcome-case.ts';

/** Days after its due day on which a missing report counts as failed. */
const LATE_DAYS = 14;

/** Daily rule: an interim report that is two weeks late, and of which the firm was told, fails the check. Returns how many failed. */
export function missInterimReports(ctx: Context): Promise<number> {
  const told = { kinds: ['interim_check_due', 'deadline_near'], times: 1 };
  const before = addDays(toSeoulDate(ctx.now), 1 - LATE_DAYS);
  return forEachPastDue(ctx, { kind: 'interim_report', machine: interimCheckMachine, before, told }, async (tx, row) => {
    const { head, rules } = await openOutcomeCase(tx, ctx, row.applicationId);
    await moveState(tx, ctx, interimCheckMachine, { id: row.id, transition: 'miss_report', applicationId: row.applicationId, firmId: row.firmId, payload: { dueOn: row.dueOn } });
    const remedyOn = deadlineAfterDays(toSeoulDate(ctx.now), rules.settings.interimRemedyDays, rules.holidays).dueOn;
    await patchInterimCheck(tx, row.id, { result_code: 'no_report', actions_due_on: remedyOn });
    await tellCase(tx, ctx, head, {
      kind: 'interim_missed', to: ['firm', 'consultant', 'officers'], values: { dueOn: remedyOn }, paths: { firm: paths.firmInterim(), officer: paths.officerInterim(head.id) }, subjectType: 'interim_check', subjectId: row.id,
    });
    return true;
  });
}
