import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** What a person chose about notices, as stored; null for an unknown person. */
export async function findNoticePreferences(tx: ActorTx, userId: string): Promise<unknown> {
  const row = await tx.selectFrom('app_user').select('notice_preferences').where('id', '=', userId).executeTakeFirst();
  return row?.notice_preferences ?? null;
}

/** Writes the choices of a person beside those not named. */
export async function updateNoticePreferences(tx: ActorTx, userId: string, choices: Readonly<Record<string, unknown>>, at: Date): Promise<void> {
  await tx
    .updateTable('app_user')
    .set({ notice_preferences: sql`notice_preferences || ${JSON.stringify(choices)}::jsonb`, updated_at: at })
    .where('id', '=', userId)
    .execute();
}

/** Adds a case to those without mails, or takes it out; both at once from two windows are kept. */
export async function updateMutedCase(tx: ActorTx, input: { userId: string; applicationId: string; isMuted: boolean; at: Date }): Promise<void> {
  const others = sql`coalesce((select jsonb_agg(muted.one) from jsonb_array_elements_text(coalesce(notice_preferences -> 'mutedCases', '[]'::jsonb)) as muted (one) where muted.one <> ${input.applicationId}), '[]'::jsonb)`;
  const added = input.isMuted ? sql`${JSON.stringify([input.applicationId])}::jsonb` : sql`'[]'::jsonb`;
  await tx
    .updateTable('app_user')
    .set({ notice_preferences: sql`notice_preferences || jsonb_build_object('mutedCases', ${others} || ${added})`, updated_at: input.at })
    .where('id', '=', input.userId)
    .execute();
}

export interface NamedCase {
  readonly id: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
}

/** Names of cases, as far as the actor may see them. */
export async function listNamedCases(tx: ActorTx, ids: readonly string[]): Promise<NamedCase[]> {
  if (ids.length === 0) return [];
  const rows = await tx.selectFrom('application as a').innerJoin('firm as f', 'f.id', 'a.firm_id').select(['a.id', 'a.receipt_number', 'f.name']).where('a.id', 'in', [...ids]).orderBy('f.name').orderBy('a.id').execute();
  return rows.map((row) => ({ id: row.id, firmName: row.name, receiptNumber: row.receipt_number }));
}
