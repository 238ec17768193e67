import { sql } from 'kysely';
import type { Duty } from '#app/domain/accounts/actor.ts';
import type { ActorTx } from '../transaction.ts';
import type { NoticeValues } from './notices.ts';

/** What decides on the way of a mail: whose it is, what that person chose, and the case it is about. */
export interface MailReader {
  readonly duty: Duty | null;
  readonly preferences: unknown;
  readonly applicationId: string | null;
}

/** The reader of a mail and its case; null for a mail to somebody without an account. */
export async function findMailReader(tx: ActorTx, deliveryId: string): Promise<MailReader | null> {
  const row = await tx
    .selectFrom('mail_delivery as d')
    .innerJoin('app_user as u', 'u.id', 'd.recipient_id')
    .leftJoin('role_grant as g', (join) => join.onRef('g.user_id', '=', 'u.id').on('g.revoked_at', 'is', null))
    .leftJoin('notice as n', 'n.id', 'd.notice_id')
    .select(['g.duty', 'u.notice_preferences', 'n.application_id'])
    .where('d.id', '=', deliveryId)
    .executeTakeFirst();
  return row ? { duty: row.duty as Duty | null, preferences: row.notice_preferences, applicationId: row.application_id } : null;
}

/** Puts a mail aside for the daily digest. */
export async function collectDelivery(tx: ActorTx, id: string): Promise<void> {
  await tx.updateTable('mail_delivery').set({ status: 'collected' }).where('id', '=', id).execute();
}

/** Writes the text message of a mail; false when it has one already. */
export async function insertTextOf(tx: ActorTx, input: { id: string; mailId: string; messageId: string; toPhone: string; createdAt: Date }): Promise<boolean> {
  const { rows } = await sql`
    insert into mail_delivery (id, notice_id, kind, recipient_id, to_email, to_name, locale, values, path, message_id, created_at, channel, to_phone, text_of)
    select ${input.id}::uuid, notice_id, kind, recipient_id, to_email, to_name, locale, values, path, ${input.messageId}, ${input.createdAt}::timestamptz, 'text', ${input.toPhone}, id
    from mail_delivery where id = ${input.mailId}::uuid
    on conflict (text_of) where text_of is not null do nothing returning id`.execute(tx);
  return rows.length > 0;
}

/** People with mails that wait for a digest, who have had none on a day yet. `id` is the person. */
export async function listDigestReaders(tx: ActorTx, on: string, page: { readonly except: readonly string[]; readonly limit: number }): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct d.recipient_id as id from mail_delivery d
    where d.status = 'collected' and d.digest_id is null and d.recipient_id is not null and d.recipient_id <> all (${[...page.except]}::uuid[])
      and not exists (select from mail_delivery x where x.recipient_id = d.recipient_id and x.digest_on = ${on}::date)
    order by 1 limit ${page.limit}`.execute(tx);
  return rows;
}

/** Writes the digest of a day with everything that waits for it, for a person who is still active. Null when nothing waits, or there is one of the day. */
export async function insertDigest(tx: ActorTx, input: { id: string; recipientId: string; on: string; messageId: string; path: string; kind: string; createdAt: Date }): Promise<{ count: number } | null> {
  const { rows: waiting } = await sql<{ id: string }>`
    select id from mail_delivery where recipient_id = ${input.recipientId}::uuid and status = 'collected' and digest_id is null order by created_at, id for update`.execute(tx);
  if (waiting.length === 0) return null;
  const { rows } = await sql`
    insert into mail_delivery (id, kind, recipient_id, to_email, to_name, locale, values, path, message_id, created_at, digest_on)
    select ${input.id}::uuid, ${input.kind}, u.id, u.email, u.name, u.locale, jsonb_build_object('name', u.name, 'count', ${waiting.length}::int), ${input.path}, ${input.messageId}, ${input.createdAt}::timestamptz, ${input.on}::date
    from app_user u where u.id = ${input.recipientId}::uuid and u.status = 'active'
    on conflict (recipient_id, digest_on) where digest_on is not null do nothing returning id`.execute(tx);
  if (rows.length === 0) return null;
  await tx.updateTable('mail_delivery').set({ digest_id: input.id }).where('id', 'in', waiting.map(({ id }) => id)).execute();
  return { count: waiting.length };
}

export interface DigestItem {
  readonly kind: string;
  readonly values: NoticeValues;
  readonly path: string;
}

/** What a digest brings, in the order in which it happened. */
export async function listDigestItems(tx: ActorTx, digestId: string): Promise<DigestItem[]> {
  const rows = await tx.selectFrom('mail_delivery').select(['kind', 'values', 'path']).where('digest_id', '=', digestId).orderBy('created_at').orderBy('id').execute();
  return rows.map((row) => ({ kind: row.kind, values: row.values as NoticeValues, path: row.path ?? '/' }));
}

/** Notes that a digest went out, and with it everything it brought. */
export async function markDigestItemsSent(tx: ActorTx, digestId: string, at: Date): Promise<void> {
  await tx.updateTable('mail_delivery').set({ status: 'sent', sent_at: at }).where('digest_id', '=', digestId).where('status', '=', 'collected').execute();
}
