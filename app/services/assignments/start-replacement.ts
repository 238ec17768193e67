import type { Context } from '#app/domain/accounts/context.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { canMoveAssignment } from '#app/domain/assignments/assignment-policy.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed, openCase } from '#app/services/applications/open-case.ts';
import { firmPeople, tell } from '#app/services/applications/tell.ts';
import { makeProposal, type ProposalResult } from '#app/services/assignments/make-proposal.ts';
import { assertNotHeld } from '#app/services/workflow/assert-not-held.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { listAssignmentsOfCase, lockCase } from '#db/queries/assignments.ts';
import { countUnlogged, giveBackDays } from '#db/queries/handovers.ts';
import { findConsultantRecipient } from '#db/queries/recipients.ts';
import { withActor } from '#db/transaction.ts';

export interface ReplacementInput {
  readonly applicationId: string;
  readonly consultantId: string;
  readonly reason: string;
}

/**
 * Replaces the consultant who works on a case: the present assignment hands over, the new one is offered with the days that are
 * left, and takes over once it begins. Throws AppError invalid_input without a reason or for the same consultant, not_found
 * when nobody works there, conflict, held, limit_exceeded, not_your_turn, transition_not_allowed.
 */
export async function startReplacement(ctx: Context, input: ReplacementInput): Promise<ProposalResult> {
  const reason = input.reason.trim();
  if (reason.length < 10) throw new AppError('invalid_input', { fields: { reason: ['assignments.replace.reason_short'] } });
  return withActor(
    ctx,
    async (tx) => {
      await lockCase(tx, input.applicationId);
      const opened = await openCase(tx, input.applicationId);
      const { head, subject } = opened;
      const working = (await listAssignmentsOfCase(tx, head.id)).find((entry) => entry.state === 'active');
      if (!working) throw new AppError('transition_not_allowed');
      assertAllowed(canMoveAssignment(ctx.actor, { firmId: working.firmId, organisationId: subject.organisationId ?? null, state: working.state, consultantId: working.consultantId }, 'replace'));
      await assertNotHeld(tx, { firmId: head.firmId, applicationId: head.id }, 'assign');
      if ((await countUnlogged(tx, working.id, ctx.now)) > 0) throw new AppError('conflict', { fields: { '': ['assignments.replace.unlogged'] } });
      await moveState(tx, ctx, assignmentMachine, { id: working.id, transition: 'replace', reason, applicationId: head.id, firmId: head.firmId });
      await giveBackDays(tx, working.id);
      const former = await findConsultantRecipient(tx, working.consultantId);
      await tell(tx, ctx, head, 'consultant_replaced', [...(await firmPeople(tx, head.firmId)), ...(former ? [former] : [])], { consultantName: working.consultantName, reason });
      return makeProposal(tx, ctx, opened, await listAssignmentsOfCase(tx, head.id), input.consultantId);
    },
    { operation: 'assignments.replace', content: input },
  );
}
