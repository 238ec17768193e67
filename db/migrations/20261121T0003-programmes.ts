import { type Kysely, sql } from 'kysely';
import { immutableTriggers } from './workflow-columns.ts';

/** Programme, stage, programme year, dated settings and contents, code lists, announcements. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table ksic (
      code text primary key,
      name jsonb not null,
      sme_sales_ceiling_won bigint check (sme_sales_ceiling_won > 0),
      small_sales_ceiling_won bigint check (small_sales_ceiling_won > 0)
    );
    create table region (
      code text primary key,
      name jsonb not null,
      short_name text not null,
      valid_from date,
      valid_to date,
      successor_code text references region (code) deferrable initially deferred
    );
    create index region_successor on region (successor_code);
    create table root_technology (
      code text primary key,
      name jsonb not null,
      kind text not null default 'classic' check (kind in ('classic', 'next')),
      position smallint not null default 0
    );
    create table holiday (
      day date primary key,
      name jsonb not null,
      kind text not null default 'public' check (kind in ('public', 'substitute', 'ad_hoc', 'election', 'labour'))
    );

    create table programme (
      id uuid primary key default uuidv7(),
      code text not null unique,
      name jsonb not null,
      description jsonb not null default '{}'
    );
    create table stage (
      id uuid primary key default uuidv7(),
      programme_id uuid not null references programme (id),
      number smallint not null check (number > 0),
      name jsonb not null,
      starts_on date not null,
      ends_on date not null check (ends_on > starts_on),
      unique (programme_id, number)
    );

    create table question_set (
      id uuid primary key default uuidv7(),
      code text not null,
      version text not null,
      purpose text not null default 'application' check (purpose in ('application', 'eligibility', 'satisfaction', 'follow_up', 'completion', 'diagnosis')),
      title jsonb not null,
      content jsonb not null,
      valid_from date,
      published_at timestamptz(3),
      unique (code, version)
    );
    create table score_sheet (
      id uuid primary key default uuidv7(),
      code text not null,
      version text not null,
      purpose text not null default 'selection' check (purpose in ('selection', 'onsite', 'interim', 'completion')),
      title jsonb not null,
      content jsonb not null,
      valid_from date,
      published_at timestamptz(3),
      unique (code, version)
    );
    create table document_checklist (
      id uuid primary key default uuidv7(),
      code text not null,
      version text not null,
      purpose text not null default 'application' check (purpose in ('application', 'agreement', 'claim', 'completion', 'settlement')),
      title jsonb not null,
      content jsonb not null,
      valid_from date,
      published_at timestamptz(3),
      unique (code, version)
    );
    create table consent_text (
      id uuid primary key default uuidv7(),
      code text not null,
      version text not null,
      title jsonb not null,
      body jsonb not null,
      is_required boolean not null default true,
      purpose text not null default 'application' check (purpose in ('application', 'account', 'agreement', 'release')),
      position smallint not null default 0,
      valid_from date,
      unique (code, version)
    );
    ${immutableTriggers('consent_text')}

    create table programme_year (
      id uuid primary key default uuidv7(),
      stage_id uuid not null references stage (id),
      number smallint not null unique check (number > 0),
      code text not null unique,
      label jsonb not null,
      receipt_prefix text not null unique check (receipt_prefix ~ '^[A-Z]{2,5}-[0-9]{4}$'),
      status text not null default 'preparing' check (status in ('preparing', 'open', 'running', 'closed', 'history')),
      call_opens_at timestamptz(3) not null,
      call_closes_at timestamptz(3) not null,
      selection_closes_on date not null,
      starts_on date not null,
      ends_on date not null,
      interim_opens_on date,
      interim_closes_on date,
      payment_closes_at timestamptz(3),
      quota integer not null check (quota >= 0),
      admitted_count integer not null default 0,
      unaffiliated_share_percent smallint not null default 25 check (unaffiliated_share_percent between 0 and 100),
      smart_factory_target integer not null default 0 check (smart_factory_target >= 0),
      budget_won bigint not null check (budget_won >= 0),
      committed_won bigint not null default 0,
      roadmap_version text,
      question_set_id uuid references question_set (id),
      score_sheet_id uuid references score_sheet (id),
      onsite_sheet_id uuid references score_sheet (id),
      document_checklist_id uuid references document_checklist (id),
      created_at timestamptz(3) not null default now(),
      constraint programme_year_call_order check (call_closes_at > call_opens_at),
      constraint programme_year_project_order check (ends_on > starts_on),
      constraint programme_year_within_budget check (committed_won between 0 and budget_won),
      constraint programme_year_within_quota check (admitted_count between 0 and quota)
    );
    create index programme_year_stage on programme_year (stage_id);
    create index programme_year_question_set on programme_year (question_set_id);
    create index programme_year_score_sheet on programme_year (score_sheet_id);
    create index programme_year_onsite_sheet on programme_year (onsite_sheet_id);
    create index programme_year_document_checklist on programme_year (document_checklist_id);
    comment on column programme_year.committed_won is 'Taken by one guarded update: set committed_won = committed_won + x where committed_won + x <= budget_won.';

    create table settings_version (
      id uuid primary key default uuidv7(),
      programme_year_id uuid not null references programme_year (id),
      version integer not null check (version > 0),
      values jsonb not null,
      grant_min_won bigint not null generated always as ((values ->> 'grantMinWon')::bigint) stored check (grant_min_won > 0),
      grant_max_won bigint not null generated always as ((values ->> 'grantMaxWon')::bigint) stored,
      advance_cap_percent numeric(5, 2) not null generated always as ((values ->> 'advanceCapPercent')::numeric) stored
        check (advance_cap_percent between 0 and 100),
      valid_from date not null,
      reason text,
      published_at timestamptz(3) not null default now(),
      published_by uuid references app_user (id),
      unique (programme_year_id, version),
      constraint settings_version_grant_order check (grant_max_won >= grant_min_won)
    );
    create index settings_version_publisher on settings_version (published_by);
    ${immutableTriggers('settings_version')}

    create table receipt_counter (
      programme_year_id uuid not null references programme_year (id),
      kind text not null default 'application' check (kind in ('application', 'agreement')),
      last_number integer not null default 0 check (last_number >= 0),
      primary key (programme_year_id, kind)
    );
    create function take_receipt_number(p_programme_year_id uuid, p_kind text default 'application') returns text
      language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      taken integer;
      prefix text;
    begin
      insert into receipt_counter as c (programme_year_id, kind, last_number) values (p_programme_year_id, p_kind, 1)
        on conflict (programme_year_id, kind) do update set last_number = c.last_number + 1 returning last_number into taken;
      select receipt_prefix into strict prefix from programme_year where id = p_programme_year_id;
      return prefix || case when p_kind = 'agreement' then '-A' else '-' end || lpad(taken::text, 5, '0');
    end $$;
    comment on function take_receipt_number is 'Next gapless number of the year, e.g. IIM-2026-00001; the counter is locked until the transaction ends.';

    create table announcement (
      id uuid primary key default uuidv7(),
      programme_year_id uuid references programme_year (id),
      kind text not null default 'notice' check (kind in ('call', 'notice', 'briefing', 'result', 'maintenance')),
      title jsonb not null,
      body jsonb not null,
      is_pinned boolean not null default false,
      published_at timestamptz(3),
      closes_at timestamptz(3),
      author_id uuid references app_user (id),
      updated_at timestamptz(3) not null default now()
    );
    create index announcement_list on announcement (published_at desc, id desc) where published_at is not null;
    create index announcement_year on announcement (programme_year_id);
    create index announcement_author on announcement (author_id);
  `.execute(db);
}
