import type { Context } from '#app/domain/accounts/context.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { canMoveApplication } from '#app/domain/applications/application-policy.ts';
import { findEligibilityItem } from '#app/domain/applications/eligibility-checklist.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed, openCase } from '#app/services/applications/open-case.ts';
import { tell } from '#app/services/applications/tell.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchCase } from '#db/queries/cases.ts';
import { listOfficerRecipients } from '#db/queries/recipients.ts';
import { listChecks } from '#db/queries/screening.ts';
import { withActor } from '#db/transaction.ts';

/**
 * Proposes to reject an application for a failed point of the checklist. Throws AppError invalid_input for an unknown
 * code, incomplete when that point was not recorded as failed, reason_required, transition_not_allowed or not_your_turn.
 */
export async function proposeIneligible(ctx: Context, input: { applicationId: string; reasonCode: string; reason: string }): Promise<void> {
  if (!findEligibilityItem(input.reasonCode)) throw new AppError('invalid_input', { fields: { reasonCode: ['cases.decision.code_missing'] } });
  await withActor(ctx, async (tx) => {
    const { head, rules, subject } = await openCase(tx, input.applicationId);
    assertAllowed(canMoveApplication(ctx.actor, subject, 'propose_ineligible'));
    const failed = (await listChecks(tx, head.id)).some((check) => check.itemCode === input.reasonCode && check.outcome === 'fail');
    if (!failed) throw new AppError('invalid_input', { fields: { reasonCode: ['cases.decision.code_not_failed'] } });
    const due = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.ineligibleConfirmDays, rules.holidays);
    await moveState(tx, ctx, applicationMachine, {
      id: head.id,
      transition: 'propose_ineligible',
      reason: input.reason,
      reasonCode: input.reasonCode,
      applicationId: head.id,
      firmId: head.firmId,
    });
    await patchCase(tx, head.id, { due_on: due.dueOn });
    await tell(tx, ctx, head, 'ineligible_proposed', await listOfficerRecipients(tx, ['senior_officer']), { dueOn: due.dueOn, reason: input.reason });
  });
}
