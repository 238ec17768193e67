import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { countAttempt, findCredential } from '#db/queries/accounts.ts';
import { asAuth } from '#db/transaction.ts';

const TRIES = 5;

/**
 * Checks the own password again before a sensitive step, for an account without a second factor. Throws invalid_input on the
 * field `password`, too_many_requests after five tries in ten minutes, not_allowed when a second factor has to be shown instead.
 */
export async function stepUpWithPassword(ctx: Context, input: { email: string; sessionId: string; password: string; verify: (stored: string | null, password: string) => Promise<boolean> }): Promise<void> {
  const person = await asAuth(async (tx) => {
    if ((await countAttempt(tx, `password:${input.sessionId}`)) > TRIES) return null;
    return findCredential(tx, input.email);
  }, ctx.requestId);
  if (!person) throw new AppError('too_many_requests');
  if (person.hasFactor) throw new AppError('not_allowed');
  if (!(await input.verify(person.passwordHash, input.password))) throw new AppError('invalid_input', { fields: { password: ['accounts.step_up.password_wrong'] } });
}
