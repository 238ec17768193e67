import { createHash } from 'node:crypto';
import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { paths } from '#app/http/paths.ts';
import { anchorMovedChains, type ChainAnchor } from '#db/queries/chains.ts';
import { listOfficerRecipients } from '#db/queries/recipients.ts';
import { asWorker } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { notify } from '../notices/notify.ts';

/** One line per chain, in the order of the chains; its SHA-256 is the fingerprint of the day. */
export function fingerprintOf(anchors: readonly ChainAnchor[]): string {
  return createHash('sha256').update(anchors.map(({ chain, number, hash }) => `${chain} ${number} ${hash}\n`).join('')).digest('hex');
}

/**
 * Keeps the heads of the record chains and sends their fingerprint out of the house, to the auditors and administrators:
 * whoever cuts records off the end of a chain would have to change those mails as well. Returns how many chains had moved.
 */
export async function anchorChains(ctx: Context): Promise<number> {
  return asWorker(async (tx) => {
    const day = toSeoulDate(ctx.now);
    const anchors = await anchorMovedChains(tx, day, 'auditor, admin');
    if (anchors.length === 0) return 0;
    await notify(tx, ctx, {
      kind: 'chains_anchored',
      recipients: await listOfficerRecipients(tx, ['auditor', 'admin']),
      path: paths.inbox(),
      values: { day, chains: anchors.length, fingerprint: fingerprintOf(anchors) },
      subjectType: 'chain_anchor',
      subjectId: uuidv7(ctx.now),
    });
    return anchors.length;
  }, ctx.requestId);
}
