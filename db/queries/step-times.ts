import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

export interface StepTime {
  readonly machine: string;
  readonly state: string;
  /** Finished waits of all years; cases of one year. */
  readonly n: number;
  readonly medianDays: number;
  readonly inPromisePercent: number | null;
}

interface Raw {
  machine: string;
  state: string;
  n: number;
  median: number;
  kept: number | null;
}

/** Working days of a wait: those after the day on which it began, up to the day on which it ended. */
const workingDays = sql`(select count(*) from generate_series(timezone('Asia/Seoul', c.started_at)::date + 1, timezone('Asia/Seoul', c.ended_at)::date, interval '1 day') d
          where extract(isodow from d) < 6 and not exists (select from holiday h where h.day = d::date))::integer`;

function read(rows: readonly Raw[]): StepTime[] {
  return rows.map((row) => ({ machine: row.machine, state: row.state, n: row.n, medianDays: row.median, inPromisePercent: row.kept }));
}

/** Median working days that finished waits took per state, over all programme years; states with fewer than five waits are left out. */
export async function listStepTimes(tx: ActorTx): Promise<StepTime[]> {
  const result = await sql<Raw>`
    with waits as (
      select c.machine, c.state, c.promise_days, ${workingDays} as days
      from clock_segment c where c.ended_at is not null and c.promise_days is not null)
    select machine, state, count(*)::integer as n, (percentile_cont(0.5) within group (order by days))::float8 as median,
      (100.0 * count(*) filter (where days <= promise_days) / count(*))::float8 as kept
    from waits group by machine, state having count(*) >= 5`.execute(tx);
  return read(result.rows);
}

/** The same for one programme year; a state is left out until it has been passed in five different cases, so that no single firm can be read from it. */
export async function listStepTimesOfYear(tx: ActorTx, programmeYearId: string): Promise<StepTime[]> {
  const result = await sql<Raw>`
    with waits as (
      select c.machine, c.state, c.promise_days, c.application_id, ${workingDays} as days
      from clock_segment c join application a on a.id = c.application_id
      where a.programme_year_id = ${programmeYearId} and c.ended_at is not null)
    select machine, state, count(distinct application_id)::integer as n, (percentile_cont(0.5) within group (order by days))::float8 as median,
      (100.0 * count(*) filter (where days <= promise_days) / nullif(count(promise_days), 0))::float8 as kept
    from waits group by machine, state having count(distinct application_id) >= 5`.execute(tx);
  return read(result.rows);
}
