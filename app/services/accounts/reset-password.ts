import { tokenHash } from '#app/config/keys.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { notify } from '#app/services/notices/notify.ts';
import { findCredential, findToken, markEmailVerified, setPassword, useToken } from '#db/queries/accounts.ts';
import { deleteSessionsOfUser } from '#db/queries/sessions.ts';
import { asAuth } from '#db/transaction.ts';

/** Whose link this is, or null when it is unknown, used or too old. */
export async function findResetLink(token: string, requestId: string): Promise<{ email: string } | null> {
  return asAuth((tx) => findToken(tx, tokenHash(token), 'reset_password'), requestId);
}

/** Sets a new password with a one-time link, ends every session and tells the person. Throws AppError('expired'). */
export async function resetPassword(ctx: Context, input: { token: string; passwordHash: string }): Promise<void> {
  await asAuth(async (tx) => {
    const used = await useToken(tx, tokenHash(input.token), 'reset_password');
    if (!used) throw new AppError('expired');
    await setPassword(tx, used.userId, input.passwordHash, ctx.now);
    await markEmailVerified(tx, used.userId, ctx.now); // the link came by that address
    await deleteSessionsOfUser(tx, used.userId);
    const person = await findCredential(tx, used.email);
    if (person) await notify(tx, ctx, { kind: 'password_changed', recipients: [person], path: '/login', values: { name: person.name }, subjectType: 'app_user', subjectId: person.userId });
  }, ctx.requestId);
}
