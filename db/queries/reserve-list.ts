import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** Counts the selected firms of a year anew, so that places given back are free. The caller has locked the year. */
export async function recountPlaces(tx: ActorTx, programmeYearId: string): Promise<void> {
  await sql`update programme_year set admitted_count = (select count(*) from application where programme_year_id = ${programmeYearId} and state = 'admitted')::integer where id = ${programmeYearId}`.execute(tx);
}

/** Places that were offered to firms of the reserve list and are not decided yet. */
export async function countOpenCalls(tx: ActorTx, programmeYearId: string): Promise<number> {
  const result = await sql<{ n: number }>`select count(*)::int as n from application where programme_year_id = ${programmeYearId} and state = 'reserve' and reserve_call_until is not null`.execute(tx);
  return result.rows[0]?.n ?? 0;
}

/** The next firm of the reserve list that was not called before; null when there is none. Its row is locked. */
export async function takeNextReserve(tx: ActorTx, programmeYearId: string, today: string): Promise<string | null> {
  // A row that changed while this waited for its lock drops out; the one after it is taken in the next round.
  for (let round = 0; round < 3; round += 1) {
    const { rows } = await sql<{ id: string }>`
      select id from application where programme_year_id = ${programmeYearId} and state = 'reserve' and reserve_called_at is null and (reserve_until is null or reserve_until >= ${today})
      order by reserve_number, id limit 1 for update`.execute(tx);
    if (rows[0]) return rows[0].id;
  }
  return null;
}

/** The state an application was withdrawn from, and whether its place was freed already; null when it was not withdrawn. */
export async function findWithdrawal(tx: ActorTx, applicationId: string): Promise<{ from: string | null; isFreed: boolean } | null> {
  const { rows } = await sql<{ action: string; from_state: string | null }>`
    select action, from_state from event where subject_type = 'application' and subject_id = ${applicationId} and action in ('withdraw', 'free_place') order by id`.execute(tx);
  const withdrawal = rows.find((row) => row.action === 'withdraw');
  return withdrawal ? { from: withdrawal.from_state, isFreed: rows.some((row) => row.action === 'free_place') } : null;
}

/** Calls whose last day is over without an answer. */
export async function listLapsedCalls(tx: ActorTx, today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from application where state = 'reserve' and reserve_call_until < ${today} and reserve_accepted_at is null order by reserve_call_until, id`.execute(tx);
  return rows.map((row) => row.id);
}

/** Firms whose place on the reserve list is over and who are not called. */
export async function listEndedReserves(tx: ActorTx, today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from application where state = 'reserve' and reserve_until < ${today} and reserve_call_until is null order by id`.execute(tx);
  return rows.map((row) => row.id);
}
