import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { appealMachine } from '#app/domain/applications/appeal-machine.ts';
import { canMoveAppeal } from '#app/domain/applications/appeal-policy.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { grantDecisionMachine } from '#app/domain/grants/grant-decision-machine.ts';
import { openAppeal, tellAppeal, type OpenAppeal } from '#app/services/applications/open-appeal.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchAppeal } from '#db/queries/appeals.ts';
import { patchCase } from '#db/queries/cases.ts';
import { insertDecision } from '#db/queries/decisions.ts';
import { patchGrantDecision } from '#db/queries/grants.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/**
 * Applies an upheld appeal: the refused application goes back to the evaluation (or counts as eligible), the refused grant back to
 * its review, in the transaction that closes the appeal. Throws AppError not_your_turn, transition_not_allowed (also when the
 * object has moved on since).
 */
export async function implementAppeal(ctx: Context, input: { appealId: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const opened = await openAppeal(tx, ctx, input.appealId);
      assertAllowed(canMoveAppeal(ctx.actor, opened.subject, 'implement'));
      const { appeal } = opened;
      await reopenTarget(tx, ctx, opened);
      await patchAppeal(tx, appeal.id, { implemented_at: ctx.now });
      await moveState(tx, ctx, appealMachine, { id: appeal.id, transition: 'implement', applicationId: appeal.applicationId, firmId: appeal.firmId, payload: { against: appeal.againstMachine } });
      await tellAppeal(tx, ctx, appeal, 'appeal_implemented', ['firm', 'case_officer', 'senior_officers']);
    },
    { operation: 'applications.implement_appeal', content: input },
  );
}

async function reopenTarget(tx: ActorTx, ctx: Context, { appeal, rules }: OpenAppeal): Promise<void> {
  const { reviewerId, applicationId, firmId } = appeal;
  if (reviewerId === null) throw new AppError('transition_not_allowed');
  const ids = { applicationId, firmId, transition: 'reopen_on_appeal', reason: appeal.decisionText ?? undefined, payload: { appealId: appeal.id } };
  if (appeal.againstMachine === 'grant_decision') {
    await moveState(tx, asSystem(ctx), grantDecisionMachine, { ...ids, id: appeal.againstId });
    await patchGrantDecision(tx, appeal.againstId, { proposedBy: null, proposedAt: null, approvedBy: null, approvedAt: null, reasonCode: null, reasonText: null, appealUntil: null });
    return;
  }
  const { to } = await moveState(tx, asSystem(ctx), applicationMachine, { ...ids, id: appeal.againstId });
  const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.promises.evaluation, rules.holidays).dueOn;
  await patchCase(tx, applicationId, { due_on: dueOn, decided_at: null, total_score: null, rank_number: null });
  if (to !== 'eligible') return;
  await insertDecision(tx, {
    applicationId, firmId, kind: 'eligible', reasonCode: null, reasonText: appeal.decisionText, feedback: null, scoreTotal: null, rankNumber: null,
    proposedBy: null, proposedAt: null, decidedBy: reviewerId, decidedAt: ctx.now, appealUntil: null, settingsVersionId: rules.settingsVersionId,
  });
}
