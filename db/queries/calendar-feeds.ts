import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** Puts a new secret in place of the consultant's old one. */
export async function putCalendarFeed(tx: ActorTx, feed: { consultantId: string; secretHash: Buffer; by: string | null; at: Date }): Promise<void> {
  await tx.deleteFrom('calendar_feed').where('consultant_id', '=', feed.consultantId).execute();
  await tx.insertInto('calendar_feed').values({ consultant_id: feed.consultantId, secret_hash: feed.secretHash, created_by: feed.by, created_at: feed.at }).execute();
}

/** Takes the consultant's secret away; false when there is none. */
export async function dropCalendarFeed(tx: ActorTx, consultantId: string): Promise<boolean> {
  const result = await tx.deleteFrom('calendar_feed').where('consultant_id', '=', consultantId).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** Since when the consultant has an address; null without one. */
export async function findCalendarFeed(tx: ActorTx, consultantId: string): Promise<{ createdAt: Date } | null> {
  const row = await tx.selectFrom('calendar_feed').select('created_at').where('consultant_id', '=', consultantId).executeTakeFirst();
  return row ? { createdAt: row.created_at } : null;
}

export interface CalendarVisit {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly changedAt: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly firmName: string;
  readonly placeKind: string;
  readonly place: string | null;
}

/** What is read under a secret, for anybody who knows it; null for a secret that does not hold. */
export async function readCalendarFeed(tx: ActorTx, secretHash: Buffer): Promise<CalendarVisit[] | null> {
  const known = await sql<{ known: boolean }>`select calendar_exists(${secretHash}) as known`.execute(tx);
  if (!known.rows[0]?.known) return null;
  const { rows } = await sql<{ id: string; state: string; version: number; state_since: Date; starts_at: Date; ends_at: Date; firm_name: string; place_kind: string; place: string | null }>`select * from calendar_visits(${secretHash})`.execute(tx);
  return rows.map((row) => ({ id: row.id, state: row.state, version: row.version, changedAt: row.state_since, startsAt: row.starts_at, endsAt: row.ends_at, firmName: row.firm_name, placeKind: row.place_kind, place: row.place }));
}
