import type { Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { openCase } from '#app/services/applications/open-case.ts';
import { officerPeople, tell } from '#app/services/applications/tell.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { lockApplication } from '#db/queries/applications.ts';
import { patchCase } from '#db/queries/cases.ts';
import { listOfficerRecipients } from '#db/queries/recipients.ts';
import { withActor } from '#db/transaction.ts';
import { firmIdOf } from './firm-draft.ts';

/** Working days in which the senior officer decides. */
const DECISION_DAYS = 5;

/**
 * The representative takes the place that was offered from the reserve list; a senior officer then selects the firm. Throws
 * not_found, not_allowed (not the representative), transition_not_allowed (no place is offered), expired.
 */
export async function acceptPlace(ctx: Context, input: { applicationId: string }): Promise<{ dueOn: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const locked = await lockApplication(tx, input.applicationId);
      if (locked?.firmId !== firmIdOf(ctx)) throw new AppError('not_found');
      if (ctx.actor.duty !== 'representative') throw new AppError('not_allowed');
      const { head, rules } = await openCase(tx, input.applicationId);
      const today = toSeoulDate(ctx.now);
      if (head.state !== 'reserve' || head.reserveCallUntil === null || head.reserveAcceptedAt !== null) throw new AppError('transition_not_allowed');
      if (head.reserveCallUntil < today) throw new AppError('expired');
      const dueOn = deadlineAfterWorkingDays(today, DECISION_DAYS, rules.holidays).dueOn;
      await patchCase(tx, head.id, { reserve_accepted_at: ctx.now, due_on: dueOn });
      await recordEvent(tx, ctx, { subjectType: 'application', subjectId: head.id, applicationId: head.id, firmId: head.firmId, action: 'accept_place' });
      await tell(tx, ctx, head, 'reserve_accepted', [...(await officerPeople(tx, head)), ...(await listOfficerRecipients(tx, ['senior_officer']))], { dueOn });
      return { dueOn };
    },
    { operation: 'applications.accept-place', content: input },
  );
}
