import type { Context } from '#app/domain/accounts/context.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { canMoveApplication } from '#app/domain/applications/application-policy.ts';
import { ELIGIBILITY_CHECKLIST_VERSION, readChecklist } from '#app/domain/applications/eligibility-checklist.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed, openCase, userIdOf } from '#app/services/applications/open-case.ts';
import { tellFirmSide } from '#app/services/applications/tell.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchCase } from '#db/queries/cases.ts';
import { insertDecision } from '#db/queries/decisions.ts';
import { listChecks } from '#db/queries/screening.ts';
import { withActor } from '#db/transaction.ts';

/**
 * Confirms that an application meets the requirements. Throws AppError incomplete while a point of the checklist has no
 * result (details: open), conflict when one failed (details: failed), transition_not_allowed or not_your_turn.
 */
export async function passEligibility(ctx: Context, input: { applicationId: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const { head, rules, subject } = await openCase(tx, input.applicationId);
    assertAllowed(canMoveApplication(ctx.actor, subject, 'pass_eligibility'));
    const reading = readChecklist(await listChecks(tx, head.id));
    if (reading.open.length > 0) throw new AppError('incomplete', { details: { open: reading.open.length, items: reading.open.join(', ') } });
    if (reading.failed.length > 0) throw new AppError('conflict', { fields: { '': ['errors.conflict.checks_failed'] }, details: { items: reading.failed.join(', ') } });
    const due = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.promises.evaluation, rules.holidays);
    await moveState(tx, ctx, applicationMachine, { id: head.id, transition: 'pass_eligibility', applicationId: head.id, firmId: head.firmId, payload: { checklist: ELIGIBILITY_CHECKLIST_VERSION } });
    await patchCase(tx, head.id, { due_on: due.dueOn });
    await insertDecision(tx, {
      applicationId: head.id, firmId: head.firmId, kind: 'eligible', reasonCode: null, reasonText: null, feedback: null, scoreTotal: null, rankNumber: null,
      proposedBy: null, proposedAt: null, decidedBy: userIdOf(ctx), decidedAt: ctx.now, appealUntil: null, settingsVersionId: rules.settingsVersionId,
    });
    await tellFirmSide(tx, ctx, head, 'eligibility_passed', { dueOn: head.selectionClosesOn });
  });
}
