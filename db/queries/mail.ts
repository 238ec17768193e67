import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';
import type { NoticeCursor, NoticeValues } from './notices.ts';

export interface NewDelivery {
  readonly id: string;
  readonly noticeId: string | null;
  readonly kind: string;
  readonly recipientId: string | null;
  readonly toEmail: string;
  readonly toName: string;
  readonly locale: 'ko' | 'en';
  readonly values: NoticeValues;
  readonly path: string;
  readonly messageId: string;
  readonly createdAt: Date;
  readonly resendOf: string | null;
  /** `cancelled` keeps the mail without sending it; by default it waits to be sent. */
  readonly status?: 'queued' | 'cancelled';
  readonly channel?: Channel;
  /** Digits of the mobile phone of a text message. */
  readonly toPhone?: string | null;
}

/** A mail, or a text message to a mobile phone. */
export type Channel = 'mail' | 'text';

/** Writes the mails to be sent in one statement. */
export async function insertDeliveries(tx: ActorTx, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await tx
    .insertInto('mail_delivery')
    .values(
      deliveries.map((delivery) => ({
        id: delivery.id,
        notice_id: delivery.noticeId,
        kind: delivery.kind,
        recipient_id: delivery.recipientId,
        to_email: delivery.toEmail,
        to_name: delivery.toName,
        locale: delivery.locale,
        values: sql`${JSON.stringify(delivery.values)}::jsonb`,
        path: delivery.path,
        message_id: delivery.messageId,
        created_at: delivery.createdAt,
        resend_of: delivery.resendOf,
        status: delivery.status ?? 'queued',
        channel: delivery.channel ?? 'mail',
        to_phone: delivery.toPhone ?? null,
      })),
    )
    .execute();
}

export interface DeliveryRow {
  readonly id: string;
  readonly noticeId: string | null;
  readonly kind: string;
  readonly recipientId: string | null;
  readonly toEmail: string;
  readonly toName: string;
  readonly locale: 'ko' | 'en';
  readonly values: NoticeValues;
  readonly path: string;
  readonly messageId: string;
  /** `collected` waits for the daily digest, or has a place in one. */
  readonly status: 'queued' | 'sending' | 'sent' | 'failed' | 'cancelled' | 'collected';
  readonly attempts: number;
  readonly lastError: string | null;
  readonly subject: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly channel: Channel;
  readonly toPhone: string | null;
  /** Not before then: the quiet hours of its reader last until then. */
  readonly sendAfter: Date | null;
  readonly resendOf: string | null;
}

const DELIVERY = ['id', 'notice_id', 'kind', 'recipient_id', 'to_email', 'to_name', 'locale', 'values', 'path', 'message_id', 'status', 'attempts', 'last_error', 'subject', 'created_at', 'sent_at', 'channel', 'to_phone', 'send_after', 'resend_of'] as const;

interface DeliveryRecord {
  id: string;
  notice_id: string | null;
  kind: string;
  recipient_id: string | null;
  to_email: string;
  to_name: string | null;
  locale: string;
  values: unknown;
  path: string | null;
  message_id: string;
  status: string;
  attempts: number;
  last_error: string | null;
  subject: string | null;
  created_at: Date;
  sent_at: Date | null;
  channel: string;
  to_phone: string | null;
  send_after: Date | null;
  resend_of: string | null;
}

function toDelivery(row: DeliveryRecord): DeliveryRow {
  return {
    id: row.id,
    noticeId: row.notice_id,
    kind: row.kind,
    recipientId: row.recipient_id,
    toEmail: row.to_email,
    toName: row.to_name ?? '',
    locale: row.locale === 'en' ? 'en' : 'ko',
    values: row.values as NoticeValues,
    path: row.path ?? '/',
    messageId: row.message_id,
    status: row.status as DeliveryRow['status'],
    attempts: row.attempts,
    lastError: row.last_error,
    subject: row.subject,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    channel: row.channel === 'text' ? 'text' : 'mail',
    toPhone: row.to_phone,
    sendAfter: row.send_after,
    resendOf: row.resend_of,
  };
}

/** One mail, its row locked until the end of the transaction; null when there is none. */
export async function lockDelivery(tx: ActorTx, id: string): Promise<DeliveryRow | null> {
  const row = await tx.selectFrom('mail_delivery').select(DELIVERY).where('id', '=', id).forUpdate().executeTakeFirst();
  return row ? toDelivery(row) : null;
}

/** One mail; null when there is none or the actor may not see it. */
export async function findDelivery(tx: ActorTx, id: string): Promise<DeliveryRow | null> {
  const row = await tx.selectFrom('mail_delivery').select(DELIVERY).where('id', '=', id).executeTakeFirst();
  return row ? toDelivery(row) : null;
}

/** The log of mails, newest first, from a place on. */
export async function listDeliveries(tx: ActorTx, input: { status: DeliveryRow['status'] | null; email: string | null; after: NoticeCursor | null; limit: number }): Promise<DeliveryRow[]> {
  const rows = await tx
    .selectFrom('mail_delivery')
    .select(DELIVERY)
    .$if(input.status !== null, (query) => query.where('status', '=', input.status ?? ''))
    .$if(input.email !== null, (query) => query.where('to_email', '=', input.email ?? ''))
    .$if(input.after !== null, (query) => query.where(sql<boolean>`(created_at, id) < (${input.after?.createdAt ?? null}::timestamptz, ${input.after?.id ?? null}::uuid)`))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit)
    .execute();
  return rows.map(toDelivery);
}

/** Notes that a mail is on its way; the attempt is counted before the transport is asked. */
export async function markDeliverySending(tx: ActorTx, id: string): Promise<void> {
  await tx
    .updateTable('mail_delivery')
    .set({ status: 'sending', attempts: sql`attempts + 1` })
    .where('id', '=', id)
    .execute();
}

/** Notes how an attempt ended, in the delivery and in the list of attempts. */
export async function recordAttempt(tx: ActorTx, input: { id: string; number: number; outcome: 'sent' | 'failed'; status: 'sent' | 'queued' | 'failed'; answer: string; subject: string | null; at: Date }): Promise<void> {
  await tx
    .insertInto('mail_attempt')
    .values({ delivery_id: input.id, number: input.number, outcome: input.outcome, answer: input.answer, attempted_at: input.at })
    .onConflict((conflict) => conflict.columns(['delivery_id', 'number']).doNothing())
    .execute();
  await tx
    .updateTable('mail_delivery')
    .set({
      status: input.status,
      last_error: input.outcome === 'failed' ? input.answer : null,
      sent_at: input.outcome === 'sent' ? input.at : null,
      ...(input.subject === null ? {} : { subject: input.subject }),
    })
    .where('id', '=', input.id)
    .execute();
}

/** Notes that a mail is not going to be sent. */
export async function cancelDelivery(tx: ActorTx, id: string, reason: string): Promise<void> {
  await tx.updateTable('mail_delivery').set({ status: 'cancelled', last_error: reason }).where('id', '=', id).execute();
}

/** Notes that a mail waits until the quiet hours of its reader are over. */
export async function holdDelivery(tx: ActorTx, id: string, until: Date): Promise<void> {
  await tx.updateTable('mail_delivery').set({ send_after: until }).where('id', '=', id).execute();
}
