import { type Kysely, sql } from 'kysely';
import { workflowColumns, workflowTrigger } from './workflow-columns.ts';

/** The roadmap, assessments against it, annual action plans with their tasks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table roadmap_version (
      version text primary key,
      status text not null default 'proposal' check (status in ('proposal', 'published', 'retired')),
      level_names jsonb not null,
      published_on date
    );
    create table roadmap_area (
      version text not null references roadmap_version (version),
      code text not null,
      position smallint not null,
      name jsonb not null,
      weight smallint not null check (weight between 0 and 100),
      kpis jsonb not null default '{}',
      evidence_examples jsonb not null default '{}',
      grounds text,
      primary key (version, code)
    );
    create table roadmap_level (
      version text not null,
      area_code text not null,
      level smallint not null check (level between 1 and 5),
      descriptor jsonb not null,
      primary key (version, area_code, level),
      foreign key (version, area_code) references roadmap_area (version, code)
    );
    create table roadmap_activity (
      version text not null,
      code text not null,
      area_code text not null,
      from_level smallint not null check (from_level between 1 and 4),
      to_level smallint not null check (to_level > from_level and to_level <= 5),
      position smallint not null,
      title jsonb not null,
      primary key (version, code),
      foreign key (version, area_code) references roadmap_area (version, code)
    );
    create index roadmap_activity_area on roadmap_activity (version, area_code, position);
    alter table programme_year add constraint programme_year_roadmap_fk foreign key (roadmap_version) references roadmap_version (version);
    create index programme_year_roadmap on programme_year (roadmap_version);

    create table assessment (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      firm_id uuid not null,
      kind text not null check (kind in ('t0', 't1', 't2', 't3')),
      ${workflowColumns('diagnosis', 'not_started')},
      roadmap_version text not null references roadmap_version (version),
      consultant_id uuid references consultant (id),
      visit_id uuid,
      report jsonb not null default '{}',
      own_score numeric(4, 2),
      confirmed_score numeric(4, 2),
      submitted_at timestamptz(3),
      submitted_by uuid references app_user (id),
      validated_at timestamptz(3),
      validated_by uuid references app_user (id),
      agreed_at timestamptz(3),
      agreed_by uuid references app_user (id),
      dispute jsonb,
      ruling text,
      hash bytea,
      is_double_rated boolean not null default false,
      created_at timestamptz(3) not null default now(),
      unique (id, application_id, firm_id),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create unique index assessment_once on assessment (application_id, kind) where state <> 'superseded';
    create index assessment_application on assessment (application_id, kind);
    create index assessment_firm on assessment (firm_id);
    create index assessment_state on assessment (state, state_since);
    create index assessment_roadmap on assessment (roadmap_version);
    create index assessment_consultant on assessment (consultant_id);
    create index assessment_visit on assessment (visit_id);
    create index assessment_submitter on assessment (submitted_by);
    create index assessment_validator on assessment (validated_by);
    create index assessment_agreer on assessment (agreed_by);
    ${workflowTrigger('diagnosis')}

    create table assessment_answer (
      assessment_id uuid not null,
      application_id uuid not null,
      firm_id uuid not null,
      area_code text not null,
      own_level smallint check (own_level between 1 and 5),
      is_not_applicable boolean not null default false,
      own_evidence text,
      evidence_document_id uuid references document (id),
      confirmed_level smallint check (confirmed_level between 1 and 5),
      confirmed_note text,
      evidence_grade text check (evidence_grade in ('A', 'B', 'C')),
      target_level smallint check (target_level between 1 and 5),
      priority smallint,
      priority_reason text,
      revision integer not null default 1,
      updated_by uuid references app_user (id),
      updated_at timestamptz(3) not null default now(),
      primary key (assessment_id, area_code),
      foreign key (assessment_id, application_id, firm_id) references assessment (id, application_id, firm_id)
    );
    create index assessment_answer_firm on assessment_answer (firm_id);
    create index assessment_answer_application on assessment_answer (application_id);
    create index assessment_answer_document on assessment_answer (evidence_document_id);
    create index assessment_answer_author on assessment_answer (updated_by);

    create function guard_agreed_assessment() returns trigger language plpgsql set search_path = public, pg_temp as $$
    begin
      if exists (select from assessment where id = coalesce(new.assessment_id, old.assessment_id) and state in ('agreed', 'superseded')) then
        raise exception 'an agreed assessment is never changed' using errcode = 'IP002', table = tg_table_name;
      end if;
      return coalesce(new, old);
    end $$;
    create trigger agreed_assessment before update or delete on assessment_answer for each row execute function guard_agreed_assessment();

    create table plan (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      firm_id uuid not null,
      ${workflowColumns('plan', 'draft')},
      revision integer not null default 1 check (revision > 0),
      assessment_id uuid references assessment (id),
      summary text,
      total_won bigint not null default 0 check (total_won >= 0),
      own_share_won bigint not null default 0 check (own_share_won >= 0),
      opinion text,
      risks jsonb not null default '[]',
      return_items jsonb not null default '[]',
      return_rounds smallint not null default 0,
      signed_at timestamptz(3),
      signed_by uuid references app_user (id),
      endorsed_at timestamptz(3),
      endorsed_by uuid references app_user (id),
      submitted_at timestamptz(3),
      approved_at timestamptz(3),
      approved_by uuid references app_user (id),
      created_by uuid references app_user (id),
      created_at timestamptz(3) not null default now(),
      unique (application_id),
      unique (id, application_id, firm_id),
      constraint plan_four_eyes check (approved_by <> signed_by and approved_by <> endorsed_by),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create index plan_firm on plan (firm_id);
    create index plan_state on plan (state, state_since);
    create index plan_assessment on plan (assessment_id);
    create index plan_signer on plan (signed_by);
    create index plan_endorser on plan (endorsed_by);
    create index plan_approver on plan (approved_by);
    create index plan_creator on plan (created_by);
    ${workflowTrigger('plan')}
  `.execute(db);
}
