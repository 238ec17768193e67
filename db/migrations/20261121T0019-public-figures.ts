import { type Kysely, sql } from 'kysely';

/**
 * Figures of a programme year for the public page. Nothing that describes single firms leaves the database: measured values of a group
 * come only for `p_group_min` firms and more; counts of participants and sums of money are public anyway.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function public_outcome_figures(p_programme_year_id uuid, p_group_min integer, p_cap numeric) returns jsonb
      language sql stable security definer set search_path = public, pg_temp as $$
      with entries as (
        select v.application_id, coalesce(nullif(f.factory_region_code, ''), f.region_code) as region, split_part(d.family, '/', 1) as family,
          v.stated_value is not null or v.verified_value is not null or v.state in ('data_in', 'evidence_review', 'queried', 'verified', 'adjusted', 'disputed') as answered,
          case when c.state = 'retired' then 'retired'
            when v.state not in ('verified', 'adjusted', 'closed') or v.verified_value is null or v.grade is null or v.grade not in ('A', 'B') then 'not_verified'
            when c.baseline_value is null or c.baseline_value = 0 then 'zero_baseline' end as excluded,
          c.baseline_value as before, v.verified_value as after, c.target_value as target, c.better
        from verification v join kpi_card c on c.id = v.kpi_card_id join kpi_definition d on d.code = c.definition_code
          join application a on a.id = v.application_id join firm f on f.id = a.firm_id
        where a.programme_year_id = p_programme_year_id and v.state <> 'not_open'),
      used as (
        select application_id, region, family, greatest(-coalesce(p_cap, 'Infinity'), least(coalesce(p_cap, 'Infinity'),
            round(case when better = 'lower' then before - after else after - before end / abs(before) * 100, 4))) as improvement,
          p_cap is not null and abs(round((after - before) / before * 100, 4)) > p_cap as capped,
          case when target is not null and target <> before then round((after - before) / (target - before) * 100, 4) end as achievement
        from entries where answered and excluded is null),
      firms as (select application_id, min(region) as region, round(avg(improvement), 4) as improvement, round(avg(achievement), 4) as achievement from used group by application_id),
      total as (select count(*) as n, round(avg(improvement), 4) as mean, round((percentile_cont(0.5) within group (order by improvement))::numeric, 4) as median,
          count(*) filter (where improvement < 0) as worse, count(achievement) as achieved_n, round(avg(achievement), 4) as achieved_mean,
          round((percentile_cont(0.5) within group (order by achievement) filter (where achievement is not null))::numeric, 4) as achieved_median,
          count(*) filter (where achievement >= 100) as reached from firms),
      of_family as (select family, application_id, avg(improvement) as improvement from used group by family, application_id),
      families as (select family, count(*) as n, round(avg(improvement), 4) as mean, round((percentile_cont(0.5) within group (order by improvement))::numeric, 4) as median,
          count(*) filter (where improvement < 0) as worse from of_family group by family),
      places as (select coalesce(nullif(f.factory_region_code, ''), f.region_code) as region, count(*) as participants
        from application a join firm f on f.id = a.firm_id where a.programme_year_id = p_programme_year_id and a.state = 'admitted' group by 1),
      measured as (select region, count(*) as n, round(avg(improvement), 4) as mean, round((percentile_cont(0.5) within group (order by improvement))::numeric, 4) as median from firms group by region),
      plants as (select count(*) filter (where c.state = 'accepted') as built, count(*) filter (where g.state in ('in_force', 'on_hold') and coalesce(c.state, '') <> 'accepted') as under_way
        from agreement g join application a on a.id = g.application_id left join completion c on c.application_id = a.id
        where a.programme_year_id = p_programme_year_id and g.state in ('in_force', 'on_hold', 'completed')
          and exists (select from budget_line b where b.agreement_version_id = g.current_version_id and b.category = 'smart_factory')),
      reports as (select count(*) as n, count(c.jobs_created) as jobs_n, coalesce(sum(c.jobs_created), 0) as jobs, count(c.own_investment_won) as invested_n, coalesce(sum(c.own_investment_won), 0) as invested
        from completion c join application a on a.id = c.application_id where a.programme_year_id = p_programme_year_id and c.state = 'accepted')
      select jsonb_build_object(
        'completed', (select n from reports),
        'asked', (select count(distinct application_id) from entries),
        'answered', (select count(distinct application_id) from entries where answered),
        'excluded', (select jsonb_build_object('zeroBaseline', count(*) filter (where excluded = 'zero_baseline'), 'notVerified', count(*) filter (where excluded = 'not_verified'),
          'retired', count(*) filter (where excluded = 'retired')) from entries where answered),
        'values', (select count(*) from used),
        'capped', (select count(*) from used where capped),
        'improvement', (select jsonb_build_object('n', n, 'mean', case when n >= p_group_min then mean end, 'median', case when n >= p_group_min then median end,
          'worse', case when n >= p_group_min then worse end) from total),
        'achievement', (select jsonb_build_object('n', achieved_n, 'mean', case when achieved_n >= p_group_min then achieved_mean end,
          'median', case when achieved_n >= p_group_min then achieved_median end, 'reached', case when achieved_n >= p_group_min then reached end) from total),
        'distribution', case when (select n from total) >= p_group_min then
          (select coalesce(jsonb_agg(jsonb_build_object('from', step * 10, 'count', count) order by step), '[]') from (select floor(improvement / 10)::int as step, count(*) as count from firms group by 1) s) else '[]' end,
        'families', (select coalesce(jsonb_agg(jsonb_build_object('family', family, 'n', n, 'mean', case when n >= p_group_min then mean end, 'median', case when n >= p_group_min then median end,
          'worse', case when n >= p_group_min then worse end) order by family), '[]') from families),
        'regions', (select coalesce(jsonb_agg(jsonb_build_object('region', p.region, 'participants', p.participants, 'n', coalesce(m.n, 0), 'mean', case when m.n >= p_group_min then m.mean end,
          'median', case when m.n >= p_group_min then m.median end) order by p.region), '[]') from places p left join measured m on m.region = p.region),
        'smartFactories', (select jsonb_build_object('planned', y.smart_factory_target, 'built', plants.built, 'underWay', plants.under_way) from programme_year y, plants where y.id = p_programme_year_id),
        'money', (select jsonb_build_object('budgetWon', y.budget_won,
            'settledWon', (select coalesce(sum(s.allowed_won), 0) from settlement s join application a on a.id = s.application_id
              where a.programme_year_id = y.id and s.state in ('final', 'refund_due', 'final_payment_due', 'closed')),
            'returnedWon', (select coalesce(sum(g.returned_won), 0) from agreement g join application a on a.id = g.application_id where a.programme_year_id = y.id))
          from programme_year y where y.id = p_programme_year_id),
        'jobs', (select jsonb_build_object('n', jobs_n, 'created', case when jobs_n >= p_group_min then jobs end) from reports),
        'investment', (select jsonb_build_object('n', invested_n, 'won', case when invested_n >= p_group_min then invested end) from reports)) $$;
    comment on function public_outcome_figures is 'Verified results of one programme year with coverage and exclusions; groups under the minimum carry counts only.';
  `.execute(db);
}
