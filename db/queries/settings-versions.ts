import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

export interface SettingsVersionRow {
  readonly yearLabel: { readonly ko: string; readonly en: string };
  readonly version: number;
  readonly values: unknown;
  readonly validFrom: string;
  readonly publishedAt: Date;
}

/** The newest settings of the newest programme year that is not history; null when there is none. */
export async function findNewestSettings(tx: ActorTx): Promise<SettingsVersionRow | null> {
  const row = await tx
    .selectFrom('settings_version as v')
    .innerJoin('programme_year as y', 'y.id', 'v.programme_year_id')
    .select(['v.version', 'v.values', 'v.valid_from', 'v.published_at'])
    .select(sql<{ ko: string; en: string }>`y.label`.as('label'))
    .where('y.status', '!=', 'history')
    .orderBy('y.number', 'desc')
    .orderBy('v.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { yearLabel: row.label, version: row.version, values: row.values, validFrom: row.valid_from, publishedAt: row.published_at } : null;
}
