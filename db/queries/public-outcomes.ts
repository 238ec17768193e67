import { sql } from 'kysely';
import type { Text } from '#app/domain/workflow/machine.ts';
import type { PublicCounts, PublicFigures, PublicKpi, PublishedFigure } from '#app/domain/outcomes/public-outcomes.ts';
import type { ActorTx } from '../transaction.ts';

/** A programme year a visitor can look at. */
export interface PublicYear {
  readonly id: string;
  readonly number: number;
  readonly label: Text;
  readonly status: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly quota: number;
}

/** Programme years with a number, newest first; years under preparation are left out. */
export async function listPublicYears(tx: ActorTx): Promise<PublicYear[]> {
  return (
    await sql<PublicYear>`
      select id, number::int as number, label, status, starts_on as "startsOn", ends_on as "endsOn", quota from programme_year where status <> 'preparing' order by number desc`.execute(tx)
  ).rows;
}

/** How many cases of a year stand where, and what was agreed and paid. */
export async function findPublicCounts(tx: ActorTx, yearId: string): Promise<PublicCounts> {
  const result = await sql<{ counts: PublicCounts }>`select public_outcomes(${yearId}) as counts`.execute(tx);
  const row = result.rows[0];
  if (!row) throw new Error('The public counts did not come.');
  return row.counts;
}

/** The verified results of a year. `groupMin` firms have to stand behind each measured value; `capPercent` cuts single KPI values. */
export async function findPublicFigures(tx: ActorTx, yearId: string, rules: { groupMin: number; capPercent: number | null }): Promise<PublicFigures> {
  const result = await sql<{ figures: PublicFigures }>`select public_outcome_figures(${yearId}, ${rules.groupMin}, ${rules.capPercent}) as figures`.execute(tx);
  const row = result.rows[0];
  if (!row) throw new Error('The public figures did not come.');
  return row.figures;
}

/** Before and after per indicator; indicators with fewer firms than the smallest group are left out. */
export async function listPublicKpis(tx: ActorTx, yearId: string, groupMin: number): Promise<PublicKpi[]> {
  return (
    await sql<PublicKpi>`
      select o.definition_code as code, d.name, d.unit, d.better, d.decimals::int as decimals, o.n::int as n, o.worse::int as worse, o.excluded::int as excluded,
        o.baseline_median::float8 as before, o.final_median::float8 as after, round(o.mean_change * 100, 4)::float8 as "meanChange", round(o.median_change * 100, 4)::float8 as "medianChange"
      from public_kpi_outcomes(${yearId}) o join kpi_definition d on d.code = o.definition_code where o.n >= ${groupMin} order by d.position`.execute(tx)
  ).rows;
}

/** All published figures of the earlier years, or the cumulative ones (their position stands in `year`). */
export async function listPublishedFigures(tx: ActorTx, scope: 'year' | 'cumulative'): Promise<PublishedFigure[]> {
  return (
    await sql<PublishedFigure>`
      select position::int as year, label, measure, value::float8 as value, mark, sources from outcome_published where scope = ${scope} order by position, measure`.execute(tx)
  ).rows;
}

/** Rules of a year that decide what the public sees, unparsed. */
export async function findYearRules(tx: ActorTx, yearId: string): Promise<unknown> {
  const row = await tx.selectFrom('settings_version').select('values').where('programme_year_id', '=', yearId).orderBy('version', 'desc').executeTakeFirst();
  return row?.values ?? null;
}

/** Short names of the regions that exist on a day. */
export async function listRegionNames(tx: ActorTx): Promise<{ code: string; name: Text; short: string | null; successor: string | null }[]> {
  return (await sql<{ code: string; name: Text; short: string | null; successor: string | null }>`select code, name, short_name as short, successor_code as successor from region order by code`.execute(tx)).rows;
}
