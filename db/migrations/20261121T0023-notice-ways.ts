import { type Kysely, sql } from 'kysely';

/**
 * More ways than one mail per notice: what is collected for the daily digest (one per person and day) and text messages
 * beside a mail, or instead of one that could not be delivered.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table mail_delivery
      drop constraint mail_delivery_status_check,
      add constraint mail_delivery_status_check check (status in ('queued', 'sending', 'sent', 'failed', 'cancelled', 'collected')),
      add column channel text not null default 'mail' constraint mail_delivery_channel check (channel in ('mail', 'text')),
      add column to_phone text,
      add column text_of uuid references mail_delivery (id),
      add column digest_id uuid references mail_delivery (id),
      add column digest_on date,
      add constraint mail_delivery_phone check ((channel = 'text') = (to_phone is not null)),
      add constraint mail_delivery_digest check (digest_on is null or (channel = 'mail' and recipient_id is not null));
    create unique index mail_delivery_text_of on mail_delivery (text_of) where text_of is not null;
    create unique index mail_delivery_digest_day on mail_delivery (recipient_id, digest_on) where digest_on is not null;
    create index mail_delivery_digest_id on mail_delivery (digest_id) where digest_id is not null;
    create index mail_delivery_collected on mail_delivery (recipient_id, created_at) where status = 'collected' and digest_id is null;
    comment on column mail_delivery.text_of is 'The mail beside which, or instead of which, this text message goes out: at most one each.';
    comment on column mail_delivery.digest_id is 'The daily digest that carries this notice.';
    comment on column mail_delivery.digest_on is 'Set on a daily digest: its day in Seoul.';
  `.execute(db);
}
