import { canManageAccount } from '#app/domain/accounts/account-policy.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findAccount, setAccountStatus as writeStatus } from '#db/queries/account-list.ts';
import { deleteSessionsOfUser } from '#db/queries/sessions.ts';
import { withActor } from '#db/transaction.ts';

/**
 * Locks or unlocks an account. Locking ends all its sessions in the same transaction.
 * Throws not_found, not_allowed, four_eyes for the own account, reason_required, conflict when it already stands so.
 */
export async function setAccountStatus(ctx: Context, input: { userId: string; status: 'active' | 'disabled'; reason: string }): Promise<void> {
  if (!input.reason.trim()) throw new AppError('reason_required');
  await withActor(ctx, async (tx) => {
    const account = await findAccount(tx, input.userId);
    if (!account) throw new AppError('not_found');
    const decision = canManageAccount(ctx.actor, { userId: account.id, firmId: account.firmId, duty: account.duty });
    if (!decision.allowed) throw new AppError(decision.code === 'four_eyes' ? 'four_eyes' : 'not_allowed');
    if (!(await writeStatus(tx, input.userId, input.status))) throw new AppError('conflict', { fields: { '': ['errors.conflict.same_status'] } });
    if (input.status === 'disabled') await deleteSessionsOfUser(tx, input.userId);
    await recordEvent(tx, ctx, { subjectType: 'app_user', subjectId: input.userId, action: input.status === 'disabled' ? 'disable' : 'enable', reason: input.reason });
  });
}
