import { type Kysely, sql } from 'kysely';

/** Visits that are planned: which side proposed the date last, and who was absent when nobody met. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table visit
      add column proposed_side text check (proposed_side in ('firm', 'consultant')),
      add column absent_side text check (absent_side in ('firm', 'consultant')),
      add column absent_note text check (length(absent_note) <= 1000),
      add column absent_reported_by uuid references app_user (id),
      add column absent_reported_at timestamptz(3),
      add constraint visit_absence check ((absent_side is null) = (absent_reported_at is null));
    create index visit_absent_reporter on visit (absent_reported_by);
    create index visit_ahead on visit (visit_on) where state in ('planned', 'confirmed', 'checked_in');
  `.execute(db);
}
