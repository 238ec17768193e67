import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { DIGEST_KIND } from '#app/domain/notices/kinds.ts';
import { paths } from '#app/http/paths.ts';
import { forEachRow } from '#app/services/workflow/each-case.ts';
import { enqueue } from '#db/enqueue.ts';
import { insertDigest, listDigestReaders } from '#db/queries/notice-ways.ts';
import { uuidv7 } from '#db/uuid.ts';
import { messageIdOf } from './notify.ts';

/**
 * Every morning: puts what waits for a person into one mail. At most one per person and day in Seoul, however often the
 * rule runs; what comes later waits for the next day. Returns how many people get one.
 */
export async function sendDigests(ctx: Context): Promise<number> {
  const on = toSeoulDate(ctx.now);
  return forEachRow(
    ctx,
    (tx, page) => listDigestReaders(tx, on, page),
    async (tx, { id: recipientId }) => {
      const id = uuidv7(ctx.now);
      const digest = await insertDigest(tx, { id, recipientId, on, messageId: messageIdOf(id), path: paths.inbox(), kind: DIGEST_KIND, createdAt: ctx.now });
      if (!digest) return false;
      await enqueue(tx, 'send-mail', { deliveryId: id });
      return true;
    },
  );
}
