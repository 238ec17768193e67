import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

export type NoticeValues = Record<string, string | number>;

export interface NewNotice {
  readonly id: string;
  readonly kind: string;
  readonly recipientId: string | null;
  readonly recipientName: string | null;
  readonly recipientEmail: string | null;
  readonly locale: 'ko' | 'en';
  readonly values: NoticeValues;
  readonly path: string;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly applicationId: string | null;
  readonly firmId: string | null;
  readonly createdAt: Date;
}

/** Writes notices in one statement. */
export async function insertNotices(tx: ActorTx, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await tx
    .insertInto('notice')
    .values(
      notices.map((notice) => ({
        id: notice.id,
        kind: notice.kind,
        recipient_id: notice.recipientId,
        recipient_name: notice.recipientName,
        recipient_email: notice.recipientEmail,
        locale: notice.locale,
        values: sql`${JSON.stringify(notice.values)}::jsonb`,
        path: notice.path,
        subject_type: notice.subjectType,
        subject_id: notice.subjectId,
        application_id: notice.applicationId,
        firm_id: notice.firmId,
        created_at: notice.createdAt,
      })),
    )
    .execute();
}

export interface NoticeRow {
  readonly id: string;
  readonly kind: string;
  readonly values: NoticeValues;
  readonly path: string;
  readonly createdAt: Date;
  readonly readAt: Date | null;
  readonly applicationId: string | null;
}

/** Place in a list sorted by time, newest first. */
export interface NoticeCursor {
  readonly createdAt: Date;
  readonly id: string;
}

/** The notices of a person, newest first, from a place on. `kindsLeftOut` are those of the account. */
export async function listNoticesOf(tx: ActorTx, input: { userId: string; unreadOnly: boolean; kindsLeftOut: readonly string[]; after: NoticeCursor | null; limit: number }): Promise<NoticeRow[]> {
  const rows = await tx
    .selectFrom('notice')
    .select(['id', 'kind', 'values', 'path', 'created_at', 'read_at', 'application_id'])
    .where('recipient_id', '=', input.userId)
    .where('kind', 'not in', input.kindsLeftOut)
    .$if(input.unreadOnly, (query) => query.where('read_at', 'is', null))
    .$if(input.after !== null, (query) => query.where(sql<boolean>`(created_at, id) < (${input.after?.createdAt ?? null}::timestamptz, ${input.after?.id ?? null}::uuid)`))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    values: row.values as NoticeValues,
    path: row.path,
    createdAt: row.created_at,
    readAt: row.read_at,
    applicationId: row.application_id,
  }));
}

/** How many notices a person has not opened, counted up to 100. */
export async function countUnreadNotices(tx: ActorTx, userId: string, kindsLeftOut: readonly string[]): Promise<number> {
  const row = await tx
    .selectFrom((from) => from.selectFrom('notice').select('id').where('recipient_id', '=', userId).where('read_at', 'is', null).where('kind', 'not in', kindsLeftOut).limit(100).as('unread'))
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Marks a notice of the person as read; returns its path, or null when it is not theirs. */
export async function markNoticeReadOf(tx: ActorTx, input: { id: string; userId: string; at: Date }): Promise<string | null> {
  const row = await tx
    .updateTable('notice')
    .set({ read_at: sql`coalesce(read_at, ${input.at}::timestamptz)` })
    .where('id', '=', input.id)
    .where('recipient_id', '=', input.userId)
    .returning('path')
    .executeTakeFirst();
  return row?.path ?? null;
}

/** Marks all notices of the person as read. */
export async function markAllNoticesReadOf(tx: ActorTx, input: { userId: string; at: Date }): Promise<void> {
  await tx.updateTable('notice').set({ read_at: input.at }).where('recipient_id', '=', input.userId).where('read_at', 'is', null).execute();
}
