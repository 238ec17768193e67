import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { accountKinds } from '#app/domain/notices/kinds.ts';
import { countUnreadNotices, listNoticesOf, type NoticeRow } from '#db/queries/notices.ts';
import { withActor } from '#db/transaction.ts';
import { parseCursor, writeCursor } from './cursor.ts';

const PAGE = 25;

export interface NoticePage {
  readonly notices: readonly NoticeRow[];
  /** Opaque place of the next page; null at the end. */
  readonly next: string | null;
}

/** The inbox of the signed-in person, newest first. `after` is what the page before gave as `next`. */
export async function listNotices(ctx: Context, input: { unreadOnly?: boolean; after?: string | undefined } = {}): Promise<NoticePage> {
  const userId = personOf(ctx);
  const rows = await withActor(ctx, (tx) => listNoticesOf(tx, { userId, unreadOnly: input.unreadOnly ?? false, kindsLeftOut: accountKinds, after: parseCursor(input.after), limit: PAGE + 1 }));
  const notices = rows.slice(0, PAGE);
  const last = notices.at(-1);
  return { notices, next: rows.length > PAGE && last ? writeCursor(last) : null };
}

/** How many notices are unread, up to 100; for the badge in the header. */
export async function countUnread(ctx: Context): Promise<number> {
  const userId = personOf(ctx);
  return withActor(ctx, (tx) => countUnreadNotices(tx, userId, accountKinds));
}

function personOf(ctx: Context): string {
  if (!ctx.actor.userId) throw new AppError('not_signed_in');
  return ctx.actor.userId;
}
