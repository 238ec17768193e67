import { sql, type Kysely } from 'kysely';

/** The places of a consultant follow the assignments, however one begins or ends. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function count_consultant_places() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      was uuid := case when tg_op <> 'INSERT' and old.state in ('active', 'handover') then old.consultant_id end;
      is_now uuid := case when tg_op <> 'DELETE' and new.state in ('active', 'handover') then new.consultant_id end;
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
    create trigger count_places after insert or delete or update of state, consultant_id on assignment for each row execute function count_consultant_places();
    comment on column consultant.live_count is 'Assignments that are active or handed over, kept by a trigger on assignment; at most capacity.';
  `.execute(db);
  // The counter was never lowered before; forced row-level security would hide the rows from the owner.
  await sql`
    alter table consultant no force row level security;
    alter table assignment no force row level security;
    update consultant c set live_count = s.live, capacity = greatest(c.capacity, s.live)
      from (select c.id, count(a.id) as live from consultant c left join assignment a on a.consultant_id = c.id and a.state in ('active', 'handover') group by c.id) s
      where s.id = c.id and c.live_count <> s.live;
    alter table consultant force row level security;
    alter table assignment force row level security;
  `.execute(db);
}
