import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** The stored rules a case is bound to, and the holidays that count its days; both still unparsed. */
export interface StoredRules {
  readonly settingsVersionId: string | null;
  readonly values: unknown;
  readonly holidays: readonly string[];
}

interface Raw {
  id: string | null;
  values: unknown;
  holidays: string[] | null;
}

const holidays = sql`(select jsonb_agg(h.day) from holiday h)`;

function read(raw: Raw | undefined): StoredRules {
  return { settingsVersionId: raw?.id ?? null, values: raw?.values ?? null, holidays: raw?.holidays ?? [] };
}

/** The settings pinned to an application, else the newest of its programme year, with the holidays; one query. */
export async function findCaseRules(tx: ActorTx, applicationId: string): Promise<StoredRules> {
  const result = await sql<Raw>`
    select s.id, s.values, ${holidays} as holidays
    from application a left join lateral (
      select v.id, v.values from settings_version v
      where v.id = a.settings_version_id or (a.settings_version_id is null and v.programme_year_id = a.programme_year_id)
      order by v.version desc limit 1) s on true
    where a.id = ${applicationId}`.execute(tx);
  return read(result.rows[0]);
}

/** The settings of the open (else the newest) programme year, for lists over many cases. */
export async function findCurrentRules(tx: ActorTx): Promise<StoredRules> {
  const result = await sql<Raw>`
    select s.id, s.values, ${holidays} as holidays
    from (select 1) one left join lateral (
      select v.id, v.values from settings_version v join programme_year y on y.id = v.programme_year_id
      order by y.status = 'open' desc, y.number desc, v.version desc limit 1) s on true`.execute(tx);
  return read(result.rows[0]);
}
