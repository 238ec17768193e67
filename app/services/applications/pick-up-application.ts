import type { Context } from '#app/domain/accounts/context.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { canMoveApplication } from '#app/domain/applications/application-policy.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { assertAllowed, openCase, userIdOf } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchCase } from '#db/queries/cases.ts';
import { withActor } from '#db/transaction.ts';

/**
 * Begins (or resumes, after a correction) the eligibility review and takes the case as its officer. The due date is the
 * promise of the programme year in working days. Throws AppError not_found, transition_not_allowed or not_your_turn.
 */
export async function pickUpApplication(ctx: Context, input: { applicationId: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const { head, rules, subject } = await openCase(tx, input.applicationId);
    assertAllowed(canMoveApplication(ctx.actor, subject, 'pick_up'));
    const due = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.promises.screening, rules.holidays);
    await moveState(tx, ctx, applicationMachine, { id: head.id, transition: 'pick_up', applicationId: head.id, firmId: head.firmId, payload: { dueOn: due.dueOn } });
    await patchCase(tx, head.id, { due_on: due.dueOn, assigned_officer_id: userIdOf(ctx) });
  });
}
