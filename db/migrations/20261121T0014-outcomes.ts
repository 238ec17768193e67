import { type Kysely, sql } from 'kysely';
import { workflowColumns, workflowTrigger } from './workflow-columns.ts';

/** Interim check, completion, verification, awards, published history and snapshots. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const caseColumns = sql.raw(`id uuid primary key default uuidv7(), application_id uuid not null, firm_id uuid not null`);
  const caseKey = sql.raw(`foreign key (application_id, firm_id) references application (id, firm_id)`);
  await sql`
    create table interim_check (
      ${caseColumns},
      agreement_id uuid references agreement (id),
      ${workflowColumns('interim_check', 'scheduled')},
      due_on date not null,
      report jsonb not null default '{}',
      progress_percent smallint check (progress_percent between 0 and 100),
      spent_won bigint check (spent_won >= 0),
      reported_by uuid references app_user (id),
      reported_at timestamptz(3),
      check_form jsonb not null default '{}',
      checked_by uuid references app_user (id),
      checked_at timestamptz(3),
      actions jsonb not null default '[]',
      actions_due_on date,
      remedy_plan text,
      result_code text,
      result_text text,
      created_at timestamptz(3) not null default now(),
      constraint interim_check_four_eyes check (checked_by <> reported_by),
      ${caseKey}
    );
    create unique index interim_check_once on interim_check (application_id) where state <> 'terminated';
    ${workflowTrigger('interim_check')}

    create table completion (
      ${caseColumns},
      agreement_id uuid references agreement (id),
      ${workflowColumns('completion', 'not_due')},
      due_on date,
      report jsonb not null default '{}',
      summary text,
      jobs_created integer check (jobs_created >= 0),
      own_investment_won bigint check (own_investment_won >= 0),
      satisfaction smallint check (satisfaction between 1 and 5),
      assets jsonb not null default '[]',
      consultant_opinion text,
      opinion_by uuid references app_user (id),
      report_hash bytea,
      submitted_by uuid references app_user (id),
      submitted_at timestamptz(3),
      return_items jsonb not null default '[]',
      inspection_seed text,
      inspection_mode text check (inspection_mode in ('site', 'documents', 'video')),
      inspected_by uuid references app_user (id),
      inspected_at timestamptz(3),
      inspection jsonb not null default '{}',
      decided_by uuid references app_user (id),
      decided_at timestamptz(3),
      decision_text text,
      created_at timestamptz(3) not null default now(),
      unique (application_id),
      constraint completion_four_eyes check (inspected_by <> submitted_by),
      ${caseKey}
    );
    ${workflowTrigger('completion')}

    create table verification (
      ${caseColumns},
      kpi_card_id uuid references kpi_card (id),
      ${workflowColumns('verification', 'not_open')},
      opens_on date,
      due_on date,
      stated_value numeric,
      verified_value numeric,
      numerator numeric,
      denominator numeric,
      grade text check (grade in ('A', 'B', 'C')),
      reminder_count smallint not null default 0,
      questions jsonb not null default '[]',
      answers jsonb not null default '[]',
      adjustment_formula text,
      adjustment_reason text,
      dispute_text text,
      reviewed_by uuid references app_user (id),
      reviewed_at timestamptz(3),
      second_reviewed_by uuid references app_user (id),
      closed_at timestamptz(3),
      created_at timestamptz(3) not null default now(),
      constraint verification_second_reviewer check (second_reviewed_by <> reviewed_by),
      ${caseKey}
    );
    create unique index verification_once on verification (application_id, kpi_card_id) nulls not distinct;
    ${workflowTrigger('verification')}

    create table award_nomination (
      id uuid primary key default uuidv7(),
      programme_year_id uuid not null references programme_year (id),
      firm_id uuid references firm (id),
      organisation_id uuid references organisation (id),
      consultant_id uuid references consultant (id),
      category text not null check (category in ('firm', 'parent', 'person')),
      title text not null,
      case_text text not null,
      is_published boolean not null default false,
      nominated_by uuid references app_user (id),
      nominated_at timestamptz(3) not null default now()
    );

    create table outcome_published (
      scope text not null check (scope in ('year', 'cumulative')),
      position smallint not null,
      programme_year_number smallint,
      label jsonb not null,
      measure text not null,
      value numeric,
      mark text not null check (mark in ('found', 'derived', 'not_found')),
      sources text[] not null default '{}',
      primary key (scope, position, measure),
      constraint outcome_published_value_or_gap check ((value is null) = (mark = 'not_found'))
    );
    comment on table outcome_published is 'Published history of earlier programme years, with the source of every value; derived values are marked.';
    create table outcome_snapshot (
      id uuid primary key default uuidv7(),
      programme_year_id uuid not null references programme_year (id),
      measure text not null,
      query_version text not null,
      n integer not null,
      excluded integer not null default 0,
      population integer not null,
      value numeric,
      content jsonb not null default '{}',
      taken_at timestamptz(3) not null default now(),
      is_published boolean not null default false
    );
  `.execute(db);
}
