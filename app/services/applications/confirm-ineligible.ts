import type { Context } from '#app/domain/accounts/context.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { canDecideApplication, canMoveApplication } from '#app/domain/applications/application-policy.ts';
import { deadlineAfterDays, deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, openCase, userIdOf } from '#app/services/applications/open-case.ts';
import { officerPeople, tell, tellFirmSide } from '#app/services/applications/tell.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchCase } from '#db/queries/cases.ts';
import { findPreparedStep, insertDecision } from '#db/queries/decisions.ts';
import { withActor } from '#db/transaction.ts';

/**
 * Rejects an application as proposed, in the hands of a second person; the firm gets the reason and the last day to appeal.
 * Throws AppError four_eyes for the proposer, reason_required, transition_not_allowed or not_your_turn.
 */
export async function confirmIneligible(ctx: Context, input: { applicationId: string; reason: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const { head, rules, subject } = await openCase(tx, input.applicationId);
    const proposal = await findPreparedStep(tx, head.id, 'propose_ineligible');
    assertAllowed(canDecideApplication(ctx.actor, { ...subject, proposedBy: proposal?.actorId ?? null }, 'confirm_ineligible'));
    const reasonCode = proposal?.reasonCode ?? 'E10';
    const appealUntil = deadlineAfterDays(toSeoulDate(ctx.now), rules.settings.appealDays, rules.holidays).dueOn;
    await moveState(tx, ctx, applicationMachine, { id: head.id, transition: 'confirm_ineligible', reason: input.reason, reasonCode, applicationId: head.id, firmId: head.firmId });
    await patchCase(tx, head.id, { due_on: null, decided_at: ctx.now });
    await insertDecision(tx, {
      applicationId: head.id, firmId: head.firmId, kind: 'ineligible', reasonCode, reasonText: input.reason.trim(), feedback: null, scoreTotal: null, rankNumber: null,
      proposedBy: proposal?.actorId ?? null, proposedAt: proposal?.at ?? null, decidedBy: userIdOf(ctx), decidedAt: ctx.now, appealUntil, settingsVersionId: rules.settingsVersionId,
    });
    await tellFirmSide(tx, ctx, head, 'application_ineligible', { dueOn: appealUntil, reason: `${reasonCode} ${input.reason.trim()}` }, false, paths.firmAppeal());
  });
}

/** Sends a proposed rejection back to the eligibility review. Throws AppError reason_required, transition_not_allowed or not_your_turn. */
export async function returnToScreening(ctx: Context, input: { applicationId: string; reason: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const { head, rules, subject } = await openCase(tx, input.applicationId);
    assertAllowed(canMoveApplication(ctx.actor, subject, 'return_to_screening'));
    const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.promises.screening, rules.holidays).dueOn;
    await moveState(tx, ctx, applicationMachine, { id: head.id, transition: 'return_to_screening', reason: input.reason, applicationId: head.id, firmId: head.firmId });
    await patchCase(tx, head.id, { due_on: dueOn });
    await tell(tx, ctx, head, 'screening_returned', await officerPeople(tx, head), { dueOn, reason: input.reason });
  });
}
