import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { notify } from '#app/services/notices/notify.ts';
import { findCredential, setPassword } from '#db/queries/accounts.ts';
import { deleteSessionsOfUser } from '#db/queries/sessions.ts';
import { asAuth } from '#db/transaction.ts';

interface ChangePasswordInput {
  readonly email: string;
  readonly sessionId: string;
  readonly current: string;
  readonly newHash: string;
  readonly verify: (stored: string | null, password: string) => Promise<boolean>;
}

/** Changes the own password, ends all other sessions and tells the person. Throws invalid_input on the field `current`. */
export async function changePassword(ctx: Context, input: ChangePasswordInput): Promise<void> {
  const person = await asAuth((tx) => findCredential(tx, input.email), ctx.requestId);
  if (!person || !(await input.verify(person.passwordHash, input.current))) throw new AppError('invalid_input', { fields: { current: ['accounts.account.current_wrong'] } });
  await asAuth(async (tx) => {
    await setPassword(tx, person.userId, input.newHash, ctx.now);
    await deleteSessionsOfUser(tx, person.userId, input.sessionId);
    await notify(tx, ctx, { kind: 'password_changed', recipients: [person], path: '/account', values: { name: person.name }, subjectType: 'app_user', subjectId: person.userId });
  }, ctx.requestId);
}
