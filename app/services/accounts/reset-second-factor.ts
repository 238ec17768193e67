import { canManageAccount } from '#app/domain/accounts/account-policy.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { notify } from '#app/services/notices/notify.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findAccount } from '#db/queries/account-list.ts';
import { deleteFactor, findSecondFactor } from '#db/queries/second-factors.ts';
import { deleteSessionsOfUser } from '#db/queries/sessions.ts';
import { asAuth, withActor } from '#db/transaction.ts';

/**
 * Takes the second factor of somebody who lost phone and recovery codes: ends the sessions and tells the person. The password
 * stays, so that the administrator gains no way in. Throws not_found, not_allowed, four_eyes for the own account,
 * reason_required, conflict without a second factor.
 */
export async function resetSecondFactor(ctx: Context, input: { userId: string; reason: string }): Promise<void> {
  if (!input.reason.trim()) throw new AppError('reason_required');
  const account = await withActor(ctx, (tx) => findAccount(tx, input.userId));
  if (!account) throw new AppError('not_found');
  const decision = canManageAccount(ctx.actor, { userId: account.id, firmId: account.firmId, duty: account.duty });
  if (!decision.allowed) throw new AppError(decision.code === 'four_eyes' ? 'four_eyes' : 'not_allowed');
  await asAuth(async (tx) => {
    const person = await findSecondFactor(tx, account.id, true);
    if (!(await deleteFactor(tx, account.id))) throw new AppError('conflict');
    await deleteSessionsOfUser(tx, account.id);
    await recordEvent(tx, ctx, { subjectType: 'app_user', subjectId: account.id, action: 'reset_second_factor', reason: input.reason });
    if (person) await notify(tx, ctx, { kind: 'second_factor_off', recipients: [{ userId: account.id, email: person.email, name: person.name, locale: person.locale }], path: '/account/second-factor', values: { name: person.name }, subjectType: 'app_user', subjectId: account.id });
  }, ctx.requestId);
}
