import type { Context } from '#app/domain/accounts/context.ts';
import { makeDeadline } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { canMoveInterimCheck } from '#app/domain/plans/plan-policy.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { agreementOf, openOutcomeCase, tellCase } from '#app/services/outcomes/outcome-case.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findInterimCheck, insertInterimCheck, patchInterimCheck } from '#db/queries/interim-checks.ts';
import { withActor } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

/**
 * Sets the day of the interim report, for a new check or one that is still scheduled, and asks the firm for it. A day off moves to the next working day.
 * Throws AppError invalid_input for a day in the past or outside the agreement, transition_not_allowed without an agreement in force or after the report came.
 */
export async function scheduleInterim(ctx: Context, input: { applicationId: string; dueOn: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, rules, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const agreement = agreementOf(head);
      if (agreement.state !== 'in_force') throw new AppError('transition_not_allowed');
      if (input.dueOn < toSeoulDate(ctx.now) || input.dueOn > agreement.endsOn) throw new AppError('invalid_input', { fields: { dueOn: ['settlements.interim.due_outside'] } });
      const { dueOn } = makeDeadline(input.dueOn, rules.holidays);
      const known = await findInterimCheck(tx, head.id);
      assertAllowed(canMoveInterimCheck(ctx.actor, { ...subject, state: null }, 'schedule'));
      if (known && known.state !== 'scheduled') throw new AppError('transition_not_allowed');
      const id = known?.id ?? uuidv7(ctx.now);
      if (known) await patchInterimCheck(tx, id, { due_on: dueOn });
      else await insertInterimCheck(tx, { id, applicationId: head.id, firmId: head.firmId, agreementId: agreement.id, dueOn, at: ctx.now });
      await recordEvent(tx, ctx, {
        machine: 'interim_check', subjectType: 'interim_check', subjectId: id, applicationId: head.id, firmId: head.firmId,
        action: known ? 'reschedule' : 'schedule', to: 'scheduled', payload: { dueOn, before: known?.dueOn ?? null },
      });
      await tellCase(tx, ctx, head, {
        kind: 'interim_check_due', to: ['firm', 'consultant'], values: { dueOn }, paths: { firm: paths.firmInterim() }, subjectType: 'interim_check', subjectId: id,
      });
    },
    { operation: 'outcomes.schedule-interim', content: input },
  );
}
