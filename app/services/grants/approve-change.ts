import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canMoveChangeRequest } from '#app/domain/grants/agreement-policy.ts';
import { changeRequestMachine } from '#app/domain/grants/change-request-machine.ts';
import { isOtherPerson } from '#app/domain/workflow/separation.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchChange } from '#db/queries/change-requests.ts';
import { withActor } from '#db/transaction.ts';
import { applyChange } from './apply-change.ts';
import { getChangeCase } from './change-case.ts';
import { assertStillFits } from './review-change.ts';

/**
 * A senior officer who neither recommended a change nor checked its account approves it; it is applied in the same
 * transaction. Throws four_eyes, incomplete without the check of the account, stale_version when the agreement moved on.
 */
export async function approveChange(ctx: Context, input: { id: string; version: number }): Promise<{ versionNumber: number | null }> {
  return withActor(
    ctx,
    async (tx) => {
      const opened = await getChangeCase(tx, ctx, input.id, true);
      const { change } = opened;
      assertAllowed(canMoveChangeRequest(ctx.actor, opened.asChange, 'approve'));
      assertAllowed(isOtherPerson(ctx.actor.userId, [change.requestedBy, change.signedBy]));
      if (change.kind === 'bank_account' && !change.bankCheckedBy) throw new AppError('incomplete', { fields: { '': ['changes.refused.bank_unchecked'] } });
      assertStillFits(opened, ctx.now);
      await moveState(tx, ctx, changeRequestMachine, { id: change.id, transition: 'approve', expectedVersion: input.version, applicationId: change.applicationId, firmId: change.firmId, payload: { kind: change.kind, baseVersion: change.baseVersion } });
      await patchChange(tx, change.id, { approved: { by: userIdOf(ctx), at: ctx.now } });
      return applyChange(tx, ctx, await getChangeCase(tx, ctx, input.id), 'apply');
    },
    { operation: 'changes.approve', content: input },
  );
}
