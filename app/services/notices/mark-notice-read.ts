import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { markAllNoticesReadOf, markNoticeReadOf } from '#db/queries/notices.ts';
import { withActor } from '#db/transaction.ts';

/** Marks a notice as read and returns the path it leads to. Throws not_found when it is not the reader's own. */
export async function markNoticeRead(ctx: Context, id: string): Promise<string> {
  const { userId } = ctx.actor;
  if (!userId) throw new AppError('not_signed_in');
  const path = await withActor(ctx, (tx) => markNoticeReadOf(tx, { id, userId, at: ctx.now }));
  if (path === null) throw new AppError('not_found');
  return path;
}

/** Marks every notice of the signed-in person as read. */
export async function markAllNoticesRead(ctx: Context): Promise<void> {
  const { userId } = ctx.actor;
  if (!userId) throw new AppError('not_signed_in');
  await withActor(ctx, (tx) => markAllNoticesReadOf(tx, { userId, at: ctx.now }));
}
