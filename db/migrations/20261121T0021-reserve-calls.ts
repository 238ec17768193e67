import { type Kysely, sql } from 'kysely';

/** A place that became free is offered to the next firm of the reserve list: since when, until when, and whether the firm wants it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table application
      add column reserve_called_at timestamptz(3),
      add column reserve_call_until date,
      add column reserve_accepted_at timestamptz(3),
      add constraint application_reserve_call check (reserve_called_at is not null or (reserve_call_until is null and reserve_accepted_at is null));
    create index application_reserve_call_open on application (programme_year_id, reserve_call_until) where reserve_call_until is not null;
  `.execute(db);
}
