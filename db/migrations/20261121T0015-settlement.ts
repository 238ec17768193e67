import { type Kysely, sql } from 'kysely';
import { immutableTriggers, workflowColumns, workflowTrigger } from './workflow-columns.ts';

/** Settlement, recovery, appeal, hold, membership and follow-up, reports of wrongdoing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const caseColumns = sql.raw(`id uuid primary key default uuidv7(), application_id uuid not null, firm_id uuid not null`);
  const caseKey = sql.raw(`foreign key (application_id, firm_id) references application (id, firm_id)`);
  await sql`
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
  `.execute(db);
}
