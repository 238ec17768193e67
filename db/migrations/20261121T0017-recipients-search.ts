import { type Kysely, sql } from 'kysely';

/**
 * Functions that see more than their caller and give back little: who is told, names, search, public figures.
 * They run as portal_definer (set by db/policies), with a fixed search path.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function firm_recipients(p_firm_id uuid, p_duties text[] default null)
      returns table (user_id uuid, email text, name text, locale text, duty text) language sql stable security definer set search_path = public, pg_temp as $$
      select u.id, u.email, u.name, u.locale, m.duty from firm_member m join app_user u on u.id = m.user_id
      where m.firm_id = p_firm_id and m.left_at is null and u.status <> 'disabled' and (p_duties is null or m.duty = any(p_duties))
      order by m.joined_at, u.id $$;

    create function officer_recipients(p_duties text[], p_organisation_id uuid default null)
      returns table (user_id uuid, email text, name text, locale text, duty text) language sql stable security definer set search_path = public, pg_temp as $$
      select u.id, u.email, u.name, u.locale, g.duty from role_grant g join app_user u on u.id = g.user_id
      where g.revoked_at is null and u.status <> 'disabled' and g.role in ('officer', 'evaluator', 'auditor', 'admin') and g.duty = any(p_duties)
        and (p_organisation_id is null or g.organisation_id is null or g.organisation_id = p_organisation_id)
      order by g.granted_at, u.id $$;

    create function consultant_recipient(p_consultant_id uuid)
      returns table (user_id uuid, email text, name text, locale text, duty text) language sql stable security definer set search_path = public, pg_temp as $$
      select u.id, coalesce(u.email, c.email), coalesce(u.name, c.name), coalesce(u.locale, 'ko'), 'consultant'
      from consultant c left join app_user u on u.id = c.user_id and u.status <> 'disabled' where c.id = p_consultant_id $$;

    create function parent_recipients(p_firm_id uuid)
      returns table (user_id uuid, email text, name text, locale text, duty text) language sql stable security definer set search_path = public, pg_temp as $$
      select distinct u.id, u.email, u.name, u.locale, g.duty from supply_relation s join role_grant g on g.organisation_id = s.parent_id
        join app_user u on u.id = g.user_id
      where s.firm_id = p_firm_id and s.ended_on is null and g.revoked_at is null and g.duty = 'parent_manager' and u.status <> 'disabled' $$;

    create function evaluator_recipients(p_application_id uuid)
      returns table (user_id uuid, email text, name text, locale text, duty text) language sql stable security definer set search_path = public, pg_temp as $$
      select distinct u.id, u.email, u.name, u.locale, 'evaluator' from evaluation_assignment e join app_user u on u.id = e.evaluator_id
      where e.application_id = p_application_id and e.released_at is null and u.status <> 'disabled' $$;

    create function user_recipient(p_user_id uuid)
      returns table (user_id uuid, email text, name text, locale text, duty text) language sql stable security definer set search_path = public, pg_temp as $$
      select u.id, u.email, u.name, u.locale, (select g.duty from role_grant g where g.user_id = u.id and g.revoked_at is null)
      from app_user u where u.id = p_user_id and u.status <> 'disabled' $$;

    create function person_name(p_user_id uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
      select name from app_user where id = p_user_id $$;

    create function live_assignment_firm(p_firm_id uuid) returns integer language sql stable security definer set search_path = public, pg_temp as $$
      select count(*)::integer from assignment where firm_id = p_firm_id and state in ('offered', 'accepted', 'objected', 'active', 'handover') $$;

    create function search_firms(p_query text, p_limit integer default 50) returns table (firm_id uuid) language sql stable security definer
      set search_path = public, pg_temp as $$
      -- The caller's scope comes first: current_setting('role') is still the role of the actor.
      select f.id from firm f
      where f.search_text like '%' || replace(replace(replace(lower(p_query), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
        and case (select current_setting('role'))
          when 'portal_officer' then (select app_duty()) <> 'partner_officer'
            or exists (select from application a where a.firm_id = f.id and a.organisation_id = (select app_organisation_id()))
          when 'portal_parent' then exists (select from supply_relation s where s.firm_id = f.id and s.parent_id = (select app_organisation_id()) and s.ended_on is null)
          when 'portal_consultant' then exists (select from assignment s where s.firm_id = f.id and s.consultant_id = (select app_consultant_id())
            and s.state in ('offered', 'accepted', 'objected', 'active', 'handover'))
          when 'portal_evaluator' then exists (select from evaluation_assignment e where e.firm_id = f.id and e.evaluator_id = (select app_user_id()) and e.released_at is null)
          when 'portal_firm' then f.id = (select app_firm_id())
          else (select current_setting('role')) in ('portal_auditor', 'portal_admin', 'portal_worker') end
      order by f.name, f.id limit least(greatest(p_limit, 1), 200) $$;

    create function firm_number_taken(p_business_number text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
      select exists (select from firm where business_number = p_business_number and state not in ('merged', 'closed')) $$;

    create function public_outcomes(p_programme_year_id uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
      select jsonb_build_object(
        'applied', count(*) filter (where a.submitted_at is not null),
        'eligible', count(*) filter (where a.state in ('eligible', 'evaluation', 'ranked', 'admitted', 'reserve', 'rejected')),
        'selected', count(*) filter (where a.state = 'admitted'),
        'agreed', count(*) filter (where g.state in ('in_force', 'on_hold', 'completed', 'terminated')),
        'inProgress', count(*) filter (where g.state in ('in_force', 'on_hold')),
        'completed', count(*) filter (where c.state = 'accepted'),
        'settled', count(*) filter (where s.state = 'closed'),
        'agreedWon', coalesce(sum(g.amount_won) filter (where g.state in ('in_force', 'on_hold', 'completed')), 0),
        'paidWon', coalesce(sum(g.paid_won), 0))
      from application a
        left join agreement g on g.application_id = a.id and g.state in ('in_force', 'on_hold', 'completed', 'terminated')
        left join completion c on c.application_id = a.id
        left join settlement s on s.application_id = a.id and s.agreement_id = g.id
      where a.programme_year_id = p_programme_year_id $$;
    comment on function public_outcomes is 'Counts and sums of one programme year for the public page; no row of any firm.';

    create function public_kpi_outcomes(p_programme_year_id uuid)
      returns table (definition_code text, n bigint, worse bigint, excluded bigint, baseline_median numeric, final_median numeric, mean_change numeric, median_change numeric)
      language sql stable security definer set search_path = public, pg_temp as $$
      with finals as (
        select c.definition_code, c.baseline_value, v.verified_value,
          case when c.baseline_value = 0 then null
            when c.better = 'lower' then (c.baseline_value - v.verified_value) / abs(c.baseline_value)
            else (v.verified_value - c.baseline_value) / abs(c.baseline_value) end as change
        from verification v join kpi_card c on c.id = v.kpi_card_id join application a on a.id = v.application_id
        where a.programme_year_id = p_programme_year_id and v.state in ('verified', 'adjusted', 'closed') and v.verified_value is not null
          and c.frozen_at is not null and v.grade in ('A', 'B'))
      select f.definition_code, count(f.change), count(*) filter (where f.change < 0), count(*) filter (where f.change is null),
        (percentile_cont(0.5) within group (order by f.baseline_value))::numeric, (percentile_cont(0.5) within group (order by f.verified_value))::numeric,
        avg(f.change), (percentile_cont(0.5) within group (order by f.change))::numeric
      from finals f group by f.definition_code having count(*) >= 5 $$;
    comment on function public_kpi_outcomes is 'Verified change per indicator with its coverage; groups under five firms are left out.';

    create function wrongdoing_status(p_code_hash bytea) returns table (report_id uuid, number text, state text, received_at timestamptz, messages jsonb)
      language sql stable security definer set search_path = public, pg_temp as $$
      select r.id, r.number, r.state, r.received_at, coalesce((select jsonb_agg(jsonb_build_object('side', m.side, 'text', m.text, 'at', m.created_at) order by m.id)
        from wrongdoing_message m where m.report_id = r.id), '[]') from wrongdoing_report r where r.code_hash = p_code_hash $$;

    create function bank_account_number(p_id uuid) returns table (number_cipher bytea, key_id text) language sql stable security definer
      set search_path = public, pg_temp as $$
      select number_cipher, key_id from bank_account where id = p_id and (select app_duty()) = 'finance_officer' $$;
    comment on function bank_account_number is 'Ciphertext of an account number, for the officer who pays only.';

    create function live_consultants() returns bigint language sql stable security definer set search_path = public, pg_temp as $$
      select count(*) from consultant where status = 'active' $$;
  `.execute(db);
}
