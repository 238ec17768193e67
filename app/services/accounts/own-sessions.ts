import type { Context } from '#app/domain/accounts/context.ts';
import { sessionLimitsOf } from '#app/domain/accounts/session-limits.ts';
import { AppError } from '#app/domain/errors.ts';
import { deleteSessionsOfUser, listSessionsOfUser, type OwnSession } from '#db/queries/sessions.ts';
import { asAuth } from '#db/transaction.ts';

/** The devices on which the signed-in person has a session. */
export async function listOwnSessions(ctx: Context): Promise<OwnSession[]> {
  const { userId } = ctx.actor;
  if (!userId) throw new AppError('not_signed_in');
  return asAuth((tx) => listSessionsOfUser(tx, userId, sessionLimitsOf(ctx.actor.role)), ctx.requestId);
}

/** Ends every session of the signed-in person but the present one. */
export async function endOtherSessions(ctx: Context, sessionId: string): Promise<void> {
  const { userId } = ctx.actor;
  if (!userId) throw new AppError('not_signed_in');
  await asAuth((tx) => deleteSessionsOfUser(tx, userId, sessionId), ctx.requestId);
}
