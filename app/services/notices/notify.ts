import { getConfig } from '#app/config/config.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { enqueue } from '#db/enqueue.ts';
import { insertDeliveries, type NewDelivery } from '#db/queries/mail.ts';
import { insertNotices, type NewNotice, type NoticeValues } from '#db/queries/notices.ts';
import type { ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { isMailQuiet } from './quiet-mail.ts';

/** Who is told. Without `userId` (an invited person, a contact without account) only the mail reaches them. */
export interface Recipient {
  readonly userId?: string | null;
  readonly email: string;
  readonly name: string;
  readonly locale: 'ko' | 'en';
}

export interface Notification {
  /** Kind with texts `mail.<kind>.subject|body|action`. */
  readonly kind: string;
  readonly recipients: readonly Recipient[];
  /** Page the button opens, as built by `paths`. */
  readonly path: string;
  /** Dates as 'YYYY-MM-DD', months as 'YYYY-MM' and amounts as numbers: they are written in the reader's language. */
  readonly values: NoticeValues;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly applicationId?: string | null;
  readonly firmId?: string | null;
}

/**
 * Tells people about a change, in the transaction of the change: one notice and one mail each, so that a mail exists
 * exactly if the change committed. A person named twice is told once.
 */
export async function notify(tx: ActorTx, ctx: Context, notification: Notification): Promise<void> {
  const recipients = distinct(notification.recipients);
  if (recipients.length === 0) return;
  const notices: NewNotice[] = [];
  const deliveries: NewDelivery[] = [];
  const status = isMailQuiet() ? 'cancelled' : 'queued';
  for (const recipient of recipients) {
    const values: NoticeValues = { name: recipient.name, ...notification.values };
    const shared = { kind: notification.kind, recipientId: recipient.userId ?? null, locale: recipient.locale, values, path: notification.path, createdAt: ctx.now };
    const noticeId = uuidv7(ctx.now);
    const deliveryId = uuidv7(ctx.now);
    notices.push({
      ...shared,
      id: noticeId,
      recipientName: recipient.name,
      recipientEmail: recipient.email,
      subjectType: notification.subjectType,
      subjectId: notification.subjectId,
      applicationId: notification.applicationId ?? null,
      firmId: notification.firmId ?? null,
    });
    deliveries.push({ ...shared, id: deliveryId, noticeId, toEmail: recipient.email, toName: recipient.name, messageId: messageIdOf(deliveryId), resendOf: null, status });
  }
  await insertNotices(tx, notices);
  await insertDeliveries(tx, deliveries);
  if (status === 'cancelled') return;
  await enqueue(
    tx,
    'send-mail',
    deliveries.map(({ id }) => ({ deliveryId: id })),
  );
}

/** The Message-ID of a mail: the same at each attempt, so that a mail sent twice after a crash is recognised as one. */
export function messageIdOf(deliveryId: string): string {
  const domain = /@([a-z0-9.-]+)/iu.exec(getConfig().mailFrom)?.[1] ?? 'portal.example';
  return `<${deliveryId}@${domain}>`;
}

function distinct(recipients: readonly Recipient[]): Recipient[] {
  const byAddress = new Map<string, Recipient>();
  for (const recipient of recipients) {
    const key = recipient.email.toLowerCase();
    if (!byAddress.has(key)) byAddress.set(key, recipient);
  }
  return [...byAddress.values()];
}
