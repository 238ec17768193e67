import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { listDeliveries, type DeliveryRow } from '#db/queries/mail.ts';
import { withActor } from '#db/transaction.ts';
import { parseCursor, writeCursor } from './cursor.ts';

const PAGE = 50;

export interface MailLogPage {
  readonly deliveries: readonly DeliveryRow[];
  readonly next: string | null;
}

/** The log of mails for officers and administrators, newest first. Throws not_allowed for others. */
export async function listMailLog(ctx: Context, input: { status?: DeliveryRow['status'] | undefined; email?: string | undefined; after?: string | undefined } = {}): Promise<MailLogPage> {
  if (ctx.actor.role !== 'admin' && ctx.actor.role !== 'officer') throw new AppError('not_allowed');
  const rows = await withActor(ctx, (tx) => listDeliveries(tx, { status: input.status ?? null, email: input.email?.trim().toLowerCase() || null, after: parseCursor(input.after), limit: PAGE + 1 }));
  const deliveries = rows.slice(0, PAGE);
  const last = deliveries.at(-1);
  return { deliveries, next: rows.length > PAGE && last ? writeCursor(last) : null };
}
