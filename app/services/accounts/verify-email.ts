import { tokenHash } from '#app/config/keys.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { findCredential, markEmailVerified, useToken } from '#db/queries/accounts.ts';
import { asAuth } from '#db/transaction.ts';
import { sendAccountMail } from './send-account-mail.ts';

/** Proves an address with the link that was sent to it. Throws AppError('expired'). */
export async function verifyEmail(ctx: Context, token: string): Promise<{ email: string }> {
  return asAuth(async (tx) => {
    const used = await useToken(tx, tokenHash(token), 'verify_email');
    if (!used) throw new AppError('expired');
    await markEmailVerified(tx, used.userId, ctx.now);
    return { email: used.email };
  }, ctx.requestId);
}

/** Sends the verification link again; silent when the address is unknown or already proven. */
export async function resendVerification(ctx: Context, email: string): Promise<void> {
  await asAuth(async (tx) => {
    const found = await findCredential(tx, email);
    if (found && !found.emailVerifiedAt) await sendAccountMail(tx, ctx, 'verify_email', found);
  }, ctx.requestId);
}
