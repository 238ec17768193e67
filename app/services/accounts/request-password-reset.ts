import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { countAttempt, findCredential } from '#db/queries/accounts.ts';
import { asAuth } from '#db/transaction.ts';
import { sendAccountMail } from './send-account-mail.ts';

/** Sends a reset link if the address is known; the caller answers the same either way. Throws too_many_requests. */
export async function requestPasswordReset(ctx: Context, input: { email: string; ip: string }): Promise<void> {
  await asAuth(async (tx) => {
    if ((await countAttempt(tx, `reset:${input.ip}`)) > 20) throw new AppError('too_many_requests');
    const found = await findCredential(tx, input.email);
    if (found?.status === 'active') await sendAccountMail(tx, ctx, 'reset_password', found);
  }, ctx.requestId);
}
