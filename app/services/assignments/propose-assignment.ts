import type { Context } from '#app/domain/accounts/context.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { canProposeAssignment } from '#app/domain/assignments/assignment-policy.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed, openCase, userIdOf } from '#app/services/applications/open-case.ts';
import { makeProposal, sendOffer, type ProposalResult } from '#app/services/assignments/make-proposal.ts';
import { assertNotHeld } from '#app/services/workflow/assert-not-held.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findAssignment, listAssignmentsOfCase, lockCase, patchOffer } from '#db/queries/assignments.ts';
import { listPool } from '#db/queries/consultants.ts';
import { withActor } from '#db/transaction.ts';

export interface ProposalInput {
  readonly applicationId: string;
  readonly consultantId: string;
}

/**
 * Proposes a consultant, checks conflicts and offers, in one transaction. Throws AppError conflict (somebody is asked or works
 * already, or a hard limit of the pool), held (a hold on assigning), limit_exceeded (too many tries), transition_not_allowed
 * (the firm is not selected), invalid_input (unknown consultant), not_your_turn.
 */
export async function proposeAssignment(ctx: Context, input: ProposalInput): Promise<ProposalResult> {
  return withActor(
    ctx,
    async (tx) => {
      await lockCase(tx, input.applicationId);
      const opened = await openCase(tx, input.applicationId);
      const { head, subject } = opened;
      assertAllowed(canProposeAssignment(ctx.actor, subject));
      if (head.state !== 'admitted') throw new AppError('transition_not_allowed');
      await assertNotHeld(tx, { firmId: head.firmId, applicationId: head.id }, 'assign');
      return makeProposal(tx, ctx, opened, await listAssignmentsOfCase(tx, head.id), input.consultantId);
    },
    { operation: 'assignments.propose', content: input },
  );
}

/** Waives a soft conflict with a reason and offers; hard conflicts never come this far. Throws AppError held, reason_required, not_your_turn, transition_not_allowed. */
export async function waiveConflict(ctx: Context, input: { applicationId: string; assignmentId: string; reason: string }): Promise<{ dueOn: string }> {
  return withActor(ctx, async (tx) => {
    await lockCase(tx, input.applicationId);
    const opened = await openCase(tx, input.applicationId);
    const row = await findAssignment(tx, input.assignmentId);
    if (!row || row.applicationId !== opened.head.id) throw new AppError('not_found');
    if (ctx.actor.duty !== 'senior_officer') throw new AppError('not_your_turn');
    await assertNotHeld(tx, { firmId: row.firmId, applicationId: row.applicationId }, 'assign');
    await moveState(tx, ctx, assignmentMachine, { id: row.id, transition: 'waive_conflict', reason: input.reason, applicationId: opened.head.id, firmId: opened.head.firmId });
    await patchOffer(tx, row.id, { waiver_text: input.reason.trim(), waived_by: userIdOf(ctx) });
    const [member] = await listPool(tx, opened.head.firmId, toSeoulDate(ctx.now), row.consultantId);
    return { dueOn: await sendOffer(tx, ctx, opened, row.id, row.consultantId, member?.name ?? '') };
  });
}
