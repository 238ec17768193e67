import { type Kysely, sql } from 'kysely';
import { immutableTriggers, workflowColumns, workflowTrigger } from './workflow-columns.ts';

/** Interim check, completion, verification, settlement, recovery, appeal, hold, published history. */
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

    create table settlement (
      ${caseColumns},
      agreement_id uuid not null references agreement (id),
      ${workflowColumns('settlement', 'not_open')},
      due_on date,
      spent_won bigint check (spent_won >= 0),
      allowed_won bigint check (allowed_won >= 0),
      disallowed_won bigint check (disallowed_won >= 0),
      own_share_won bigint check (own_share_won >= 0),
      interest_won bigint not null default 0 check (interest_won >= 0),
      refund_won bigint not null default 0 check (refund_won >= 0),
      refunded_won bigint not null default 0,
      statement jsonb not null default '{}',
      objection jsonb,
      objection_until date,
      submitted_by uuid references app_user (id),
      submitted_at timestamptz(3),
      reviewed_by uuid references app_user (id),
      decided_by uuid references app_user (id),
      final_at timestamptz(3),
      closed_at timestamptz(3),
      certificate_document_id uuid references document (id),
      created_at timestamptz(3) not null default now(),
      unique (agreement_id),
      unique (id, application_id, firm_id),
      constraint settlement_refunded_within_refund check (refunded_won between 0 and refund_won),
      constraint settlement_four_eyes check (decided_by <> reviewed_by),
      ${caseKey}
    );
    ${workflowTrigger('settlement')}

    create table settlement_line (
      id uuid primary key default uuidv7(),
      settlement_id uuid not null,
      application_id uuid not null,
      firm_id uuid not null,
      tranche_line_id uuid references tranche_line (id),
      budget_line_id uuid references budget_line (id),
      position smallint not null default 0,
      title text not null,
      supplier_name text,
      invoice_number text,
      proof_kind text check (proof_kind in ('quotation', 'tax_invoice', 'transfer_certificate', 'inspection_report', 'other')),
      proof_on date,
      amount_won bigint not null check (amount_won >= 0),
      own_share_won bigint not null default 0 check (own_share_won >= 0),
      allowed_won bigint check (allowed_won between 0 and amount_won),
      disallow_code text,
      query_text text,
      answer_text text,
      match_score smallint check (match_score between 0 and 100),
      document_ids uuid[] not null default '{}',
      foreign key (settlement_id, application_id, firm_id) references settlement (id, application_id, firm_id)
    );

    create table recovery (
      ${caseColumns},
      agreement_id uuid references agreement (id),
      settlement_id uuid references settlement (id),
      ${workflowColumns('recovery', 'suspected')},
      source text not null check (source in ('settlement', 'report', 'asset_check', 'duplicate', 'firm', 'other')),
      facts text not null,
      law_basis text,
      amount_won bigint check (amount_won >= 0),
      interest_won bigint not null default 0 check (interest_won >= 0),
      surcharge_won bigint not null default 0 check (surcharge_won >= 0),
      paid_won bigint not null default 0,
      calculation jsonb not null default '{}',
      restriction_months smallint check (restriction_months between 0 and 60),
      notice_sent_at timestamptz(3),
      opinion_due_on date,
      opinion text,
      demanded_on date,
      due_on date,
      instalments jsonb not null default '[]',
      investigated_by uuid references app_user (id),
      decided_by uuid references app_user (id),
      decided_at timestamptz(3),
      appeal_until date,
      closed_at timestamptz(3),
      created_at timestamptz(3) not null default now(),
      constraint recovery_four_eyes check (decided_by <> investigated_by),
      constraint recovery_paid_within_demand check (paid_won >= 0 and (amount_won is null or paid_won <= amount_won + interest_won + surcharge_won)),
      ${caseKey}
    );
    ${workflowTrigger('recovery')}

    create table appeal (
      ${caseColumns},
      ${workflowColumns('appeal', 'filed')},
      against_machine text not null,
      against_id uuid not null,
      against_state text not null,
      grounds text not null,
      document_ids uuid[] not null default '{}',
      decision_notified_on date,
      filed_by uuid references app_user (id),
      filed_at timestamptz(3) not null default now(),
      due_on date,
      admissibility_text text,
      reviewer_id uuid references app_user (id),
      hearing_at timestamptz(3),
      minutes text,
      decision_text text,
      decided_at timestamptz(3),
      implemented_at timestamptz(3),
      ${caseKey}
    );
    create unique index appeal_one_open on appeal (against_machine, against_id, against_state) where state in ('filed', 'admissibility', 'review', 'hearing');
    ${workflowTrigger('appeal')}

    create table hold (
      id uuid primary key default uuidv7(),
      firm_id uuid not null references firm (id),
      application_id uuid references application (id),
      consultant_id uuid references consultant (id),
      ${workflowColumns('hold', 'requested')},
      scope text not null check (scope in ('apply', 'assign', 'claim', 'pay', 'share', 'all')),
      cause_code text not null,
      cause_text text,
      clock_side text not null default 'officer',
      starts_at timestamptz(3) not null default now(),
      ends_at timestamptz(3),
      placed_by uuid references app_user (id),
      lifted_by uuid references app_user (id),
      lifted_at timestamptz(3),
      lift_reason text
    );
    create index hold_active on hold (firm_id, scope) where state in ('active', 'extended');
    create index hold_end on hold (ends_at) where state in ('active', 'extended');
    ${workflowTrigger('hold')}

    create table membership (
      ${caseColumns},
      ${workflowColumns('membership', 'eligible')},
      minutes_granted integer not null default 0 check (minutes_granted >= 0),
      minutes_used integer not null default 0,
      starts_on date,
      ends_on date,
      accepted_by uuid references app_user (id),
      accepted_at timestamptz(3),
      created_at timestamptz(3) not null default now(),
      unique (application_id),
      unique (id, firm_id),
      constraint membership_within_hours check (minutes_used between 0 and minutes_granted),
      ${caseKey}
    );
    ${workflowTrigger('membership')}

    create table follow_up_request (
      id uuid primary key default uuidv7(),
      membership_id uuid not null,
      application_id uuid not null,
      firm_id uuid not null,
      ${workflowColumns('follow_up_request', 'filed')},
      topic text not null,
      text text not null,
      urgency text not null default 'normal' check (urgency in ('low', 'normal', 'high')),
      kpi_card_id uuid references kpi_card (id),
      plan_task_id uuid references plan_task (id),
      consultant_id uuid references consultant (id),
      minutes_debited integer not null default 0 check (minutes_debited >= 0),
      refuse_code text,
      answer_text text,
      filed_by uuid references app_user (id),
      filed_at timestamptz(3) not null default now(),
      triaged_by uuid references app_user (id),
      closed_at timestamptz(3),
      rating smallint check (rating between 1 and 5),
      ${caseKey},
      foreign key (membership_id, firm_id) references membership (id, firm_id)
    );
    ${workflowTrigger('follow_up_request')}
    alter table visit add constraint visit_follow_up_fk foreign key (follow_up_request_id) references follow_up_request (id);

    create table follow_up_pulse (
      ${caseColumns},
      months_after smallint not null check (months_after in (6, 12, 24)),
      due_on date not null,
      question_set_id uuid references question_set (id),
      answers jsonb,
      answered_at timestamptz(3),
      answered_by uuid references app_user (id),
      unique (application_id, months_after),
      ${caseKey}
    );

    create table wrongdoing_report (
      id uuid primary key default uuidv7(),
      firm_id uuid references firm (id),
      application_id uuid references application (id),
      ${workflowColumns('wrongdoing_report', 'received')},
      number text not null unique,
      code_hash bytea not null unique,
      category text not null,
      firm_named text,
      text text not null,
      finding text,
      recovery_id uuid references recovery (id),
      assigned_to uuid references app_user (id),
      received_at timestamptz(3) not null default now(),
      closed_at timestamptz(3)
    );
    ${workflowTrigger('wrongdoing_report')}
    create table wrongdoing_message (
      id uuid primary key default uuidv7(),
      report_id uuid not null references wrongdoing_report (id),
      side text not null check (side in ('reporter', 'officer')),
      text text not null,
      author_id uuid references app_user (id),
      created_at timestamptz(3) not null default now()
    );
    ${immutableTriggers('wrongdoing_message')}
    create table wrongdoing_reporter (
      report_id uuid primary key references wrongdoing_report (id),
      sealed bytea not null,
      key_id text not null
    );
    comment on table wrongdoing_reporter is 'Identity of a reporter, encrypted with a separate key; only the auditor can read the row.';

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
