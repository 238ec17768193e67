import { sql, type Kysely } from 'kysely';

/** A consultant's place is taken with the acceptance, so that it is still there when the firm has agreed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function count_consultant_places() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      was uuid := case when tg_op <> 'INSERT' and old.state in ('accepted', 'objected', 'active', 'handover') then old.consultant_id end;
      is_now uuid := case when tg_op <> 'DELETE' and new.state in ('accepted', 'objected', 'active', 'handover') then new.consultant_id end;
    begin
      if was is not distinct from is_now then
        return null;
      end if;
      if was is not null then
        update consultant set live_count = live_count - 1 where id = was;
      end if;
      if is_now is not null then
        update consultant set live_count = live_count + 1 where id = is_now;
      end if;
      return null;
    end $$;
    comment on column consultant.live_count is 'Assignments that are accepted, objected to, active or handed over, kept by a trigger on assignment; at most capacity.';
  `.execute(db);
  // Forced row-level security would hide the rows from the owner.
  await sql`
    alter table consultant no force row level security;
    alter table assignment no force row level security;
    update consultant c set live_count = s.live, capacity = greatest(c.capacity, s.live)
      from (select c.id, count(a.id) as live from consultant c left join assignment a on a.consultant_id = c.id and a.state in ('accepted', 'objected', 'active', 'handover') group by c.id) s
      where s.id = c.id and c.live_count <> s.live;
    alter table consultant force row level security;
    alter table assignment force row level security;
  `.execute(db);
}
