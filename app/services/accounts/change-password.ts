import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { notify } from '#app/services/notices/notify.ts';
import { countAttempt, findCredential, setPassword } from '#db/queries/accounts.ts';
import { deleteSessionsOfUser } from '#db/queries/sessions.ts';
import { asAuth } from '#db/transaction.ts';

interface ChangePasswordInput {
  readonly email: string;
  readonly sessionId: string;
  readonly current: string;
  readonly newHash: string;
  readonly verify: (stored: string | null, password: string) => Promise<boolean>;
}

const TRIES = 5;

/**
 * Changes the own password, ends all other sessions and tells the person. Throws invalid_input on the field `current`,
 * too_many_requests after five tries in ten minutes: a session left open must not serve for guessing.
 */
export async function changePassword(ctx: Context, input: ChangePasswordInput): Promise<void> {
  const person = await asAuth(async (tx) => {
    if ((await countAttempt(tx, `password:${input.sessionId}`)) > TRIES) throw new AppError('too_many_requests');
    return findCredential(tx, input.email);
  }, ctx.requestId);
  if (!person || !(await input.verify(person.passwordHash, input.current))) throw new AppError('invalid_input', { fields: { current: ['accounts.account.current_wrong'] } });
  await asAuth(async (tx) => {
    await setPassword(tx, person.userId, input.newHash, ctx.now);
    await deleteSessionsOfUser(tx, person.userId, input.sessionId);
    await notify(tx, ctx, { kind: 'password_changed', recipients: [person], path: '/account', values: { name: person.name }, subjectType: 'app_user', subjectId: person.userId });
  }, ctx.requestId);
}
