import { type Kysely, sql } from 'kysely';

/** The secret address of a consultant's calendar, kept as a hash, and what may be read under it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table calendar_feed (
      consultant_id uuid primary key references consultant (id),
      secret_hash bytea not null constraint calendar_feed_secret_key unique check (length(secret_hash) = 32),
      created_by uuid references app_user (id),
      created_at timestamptz(3) not null default now()
    );
    create index calendar_feed_author on calendar_feed (created_by);
    comment on table calendar_feed is 'SHA-256 of the secret part of the address; a new address replaces the row, a revoked one removes it.';

    create function calendar_visits(p_secret_hash bytea)
      returns table (id uuid, state text, version integer, state_since timestamptz, starts_at timestamptz, ends_at timestamptz, firm_name text, place_kind text, place text)
      language sql stable security definer set search_path = public, pg_temp as $$
      select v.id, v.state, v.version, v.state_since, v.starts_at, v.ends_at, f.name, v.place_kind,
        case v.place_kind when 'firm' then coalesce(nullif(f.factory_address, ''), f.address) when 'elsewhere' then v.place_text end
      from calendar_feed c join consultant k on k.id = c.consultant_id join app_user u on u.id = k.user_id and u.status <> 'disabled'
        join visit v on v.consultant_id = c.consultant_id join firm f on f.id = v.firm_id
      where c.secret_hash = p_secret_hash and v.state in ('planned', 'confirmed', 'checked_in') and v.starts_at > now() - interval '90 days'
      order by v.starts_at, v.id limit 500 $$;

    create function calendar_exists(p_secret_hash bytea) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
      select exists (select from calendar_feed c join consultant k on k.id = c.consultant_id join app_user u on u.id = k.user_id and u.status <> 'disabled' where c.secret_hash = p_secret_hash) $$;
  `.execute(db);
}
