import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { DIGEST_KIND, isAccountKind } from '#app/domain/notices/kinds.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { enqueue } from '#db/enqueue.ts';
import { findDelivery, insertDeliveries } from '#db/queries/mail.ts';
import { withActor } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { messageIdOf } from './notify.ts';

/**
 * Sends a mail again, as a new delivery that names the old one. Throws not_found, not_allowed, or expired for the
 * one-time links of accounts, which are only made anew.
 */
export async function resendMail(ctx: Context, deliveryId: string): Promise<void> {
  if (ctx.actor.role !== 'admin' && ctx.actor.role !== 'officer') throw new AppError('not_allowed');
  await withActor(
    ctx,
    async (tx) => {
      const old = await findDelivery(tx, deliveryId);
      if (!old) throw new AppError('not_found');
      if (isAccountKind(old.kind)) throw new AppError('expired');
      const id = uuidv7(ctx.now);
      // A digest is written from what the first one carried.
      const resendOf = old.kind === DIGEST_KIND ? (old.resendOf ?? old.id) : old.id;
      await insertDeliveries(tx, [{ ...old, id, messageId: messageIdOf(id), createdAt: ctx.now, resendOf, status: 'queued' }]);
      await enqueue(tx, 'send-mail', { deliveryId: id });
      await recordEvent(tx, ctx, { subjectType: 'mail_delivery', subjectId: old.id, action: 'resend', payload: { deliveryId: id } });
    },
    { operation: 'notices.resend', content: deliveryId },
  );
}
