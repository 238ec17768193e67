import type { Context } from '#app/domain/accounts/context.ts';
import type { Role } from '#app/domain/accounts/actor.ts';
import { sessionLimitsOf } from '#app/domain/accounts/session-limits.ts';
import { notify } from '#app/services/notices/notify.ts';
import { findSecondFactor } from '#db/queries/second-factors.ts';
import { deleteSessionsBeyond } from '#db/queries/sessions.ts';
import { asAuth } from '#db/transaction.ts';

/** After a sign-in: ends the oldest sessions beyond the number allowed side by side, and tells the person if one was in use. */
export async function endOlderSessions(ctx: Context, person: { userId: string; role: Role }): Promise<void> {
  const { parallel, idleMinutes } = sessionLimitsOf(person.role);
  await asAuth(async (tx) => {
    if ((await deleteSessionsBeyond(tx, person.userId, { keep: parallel, idleMinutes })) === 0) return;
    const found = await findSecondFactor(tx, person.userId);
    if (!found) return;
    await notify(tx, ctx, { kind: 'session_replaced', recipients: [{ userId: person.userId, email: found.email, name: found.name, locale: found.locale }], path: '/account', values: { name: found.name }, subjectType: 'app_user', subjectId: person.userId });
  }, ctx.requestId);
}
