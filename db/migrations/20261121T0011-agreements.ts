import { type Kysely, sql } from 'kysely';
import { immutableTriggers, workflowColumns, workflowTrigger } from './workflow-columns.ts';

/** Agreements with versions, signatures and budget lines; change requests. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table agreement (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      firm_id uuid not null,
      grant_decision_id uuid not null,
      ${workflowColumns('agreement', 'drafting')},
      number text unique,
      amount_won bigint not null check (amount_won > 0),
      own_share_won bigint not null default 0 check (own_share_won >= 0),
      paid_won bigint not null default 0,
      returned_won bigint not null default 0,
      advance_cap_percent numeric(5, 2) not null default 70 check (advance_cap_percent between 0 and 100),
      starts_on date not null,
      ends_on date not null,
      extended_months smallint not null default 0,
      extension_count smallint not null default 0,
      bank_account_id uuid references bank_account (id),
      current_version_id uuid,
      conditions jsonb not null default '[]',
      offered_at timestamptz(3),
      offer_ends_on date,
      accepted_at timestamptz(3),
      countersigned_at timestamptz(3),
      countersigned_by uuid references app_user (id),
      prepared_by uuid references app_user (id),
      in_force_at timestamptz(3),
      ended_at timestamptz(3),
      end_code text,
      end_reason text,
      created_at timestamptz(3) not null default now(),
      unique (id, application_id, firm_id),
      constraint agreement_period check (ends_on > starts_on),
      constraint agreement_paid_within_amount check (paid_won between 0 and amount_won),
      constraint agreement_returned_within_paid check (returned_won between 0 and paid_won),
      foreign key (grant_decision_id, application_id, firm_id) references grant_decision (id, application_id, firm_id)
    );
    create unique index agreement_one_live on agreement (application_id)
      where state not in ('completed', 'terminated', 'rescinded', 'declined', 'lapsed', 'offer_withdrawn');
    create index agreement_application on agreement (application_id);
    create index agreement_firm on agreement (firm_id);
    create index agreement_decision on agreement (grant_decision_id);
    create index agreement_state on agreement (state, state_since);
    create index agreement_end on agreement (ends_on) where state in ('in_force', 'on_hold');
    create index agreement_bank_account on agreement (bank_account_id);
    create index agreement_current_version on agreement (current_version_id);
    create index agreement_countersigner on agreement (countersigned_by);
    create index agreement_author on agreement (prepared_by);
    ${workflowTrigger('agreement')}
    comment on column agreement.paid_won is 'Taken by one guarded update: set paid_won = paid_won + x where paid_won + x <= amount_won.';

    create function guard_agreement_amount() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      decided grant_decision;
    begin
      if tg_op = 'UPDATE' and new.amount_won = old.amount_won then
        return new;
      end if;
      select * into strict decided from grant_decision where id = new.grant_decision_id;
      if decided.amount_won is null or new.amount_won > decided.amount_won then
        raise exception 'an agreement of % exceeds the decision of %', new.amount_won, coalesce(decided.amount_won, 0)
          using errcode = 'IP005', constraint = 'agreement_within_decision', table = tg_table_name;
      end if;
      return new;
    end $$;
    create trigger agreement_amount before insert or update on agreement for each row execute function guard_agreement_amount();

    create table agreement_version (
      id uuid primary key default uuidv7(),
      agreement_id uuid not null,
      application_id uuid not null,
      firm_id uuid not null,
      number integer not null check (number > 0),
      content jsonb not null,
      amount_won bigint not null check (amount_won > 0),
      document_id uuid references document (id),
      hash bytea not null check (length(hash) = 32),
      change_request_id uuid,
      effective_on date not null,
      created_by uuid references app_user (id),
      created_at timestamptz(3) not null default now(),
      unique (agreement_id, number),
      unique (id, agreement_id),
      foreign key (agreement_id, application_id, firm_id) references agreement (id, application_id, firm_id)
    );
    create index agreement_version_application on agreement_version (application_id);
    create index agreement_version_firm on agreement_version (firm_id);
    create index agreement_version_document on agreement_version (document_id);
    create index agreement_version_change on agreement_version (change_request_id);
    create index agreement_version_author on agreement_version (created_by);
    ${immutableTriggers('agreement_version')}
    alter table agreement add constraint agreement_current_version_fk foreign key (current_version_id) references agreement_version (id);

    create table agreement_signature (
      id uuid primary key default uuidv7(),
      agreement_version_id uuid not null,
      agreement_id uuid not null,
      application_id uuid not null,
      firm_id uuid not null,
      party text not null check (party in ('firm', 'officer', 'parent')),
      user_id uuid not null references app_user (id),
      signer_name text not null,
      duty text not null check (duty in ('representative', 'senior_officer', 'parent_manager')),
      document_hash bytea not null check (length(document_hash) = 32),
      method text not null default 'code' check (method in ('code', 'password', 'certificate')),
      ip inet,
      signed_at timestamptz(3) not null default now(),
      unique (agreement_version_id, party),
      foreign key (agreement_version_id, agreement_id) references agreement_version (id, agreement_id),
      foreign key (agreement_id, application_id, firm_id) references agreement (id, application_id, firm_id)
    );
    create index agreement_signature_agreement on agreement_signature (agreement_id);
    create index agreement_signature_application on agreement_signature (application_id);
    create index agreement_signature_firm on agreement_signature (firm_id);
    create index agreement_signature_user on agreement_signature (user_id);
    ${immutableTriggers('agreement_signature')}

    create table budget_line (
      id uuid primary key default uuidv7(),
      agreement_version_id uuid not null,
      agreement_id uuid not null,
      application_id uuid not null,
      firm_id uuid not null,
      position smallint not null default 0,
      category text not null check (category in ('consulting', 'equipment', 'smart_factory', 'other')),
      title text not null,
      basis text not null,
      proof text not null,
      amount_won bigint not null check (amount_won >= 0),
      own_share_won bigint not null default 0 check (own_share_won >= 0),
      plan_task_id uuid references plan_task (id),
      unique (id, agreement_id),
      foreign key (agreement_version_id, agreement_id) references agreement_version (id, agreement_id),
      foreign key (agreement_id, application_id, firm_id) references agreement (id, application_id, firm_id)
    );
    create index budget_line_version on budget_line (agreement_version_id, position);
    create index budget_line_agreement on budget_line (agreement_id);
    create index budget_line_application on budget_line (application_id);
    create index budget_line_firm on budget_line (firm_id);
    create index budget_line_task on budget_line (plan_task_id);
    ${immutableTriggers('budget_line')}

    create table change_request (
      id uuid primary key default uuidv7(),
      agreement_id uuid not null,
      application_id uuid not null,
      firm_id uuid not null,
      ${workflowColumns('change_request', 'draft')},
      kind text not null check (kind in ('task_content', 'dates', 'extension', 'budget_within_limit', 'budget_above_limit', 'equipment', 'consultant',
        'representative', 'site', 'kpi', 'own_share', 'bank_account', 'contact')),
      base_version_number integer not null,
      values_before jsonb not null default '{}',
      values_after jsonb not null default '{}',
      reason text not null,
      cause_on date,
      queries jsonb not null default '[]',
      answers jsonb not null default '[]',
      opinion text,
      opinion_by uuid references app_user (id),
      due_on date,
      requested_by uuid references app_user (id),
      submitted_at timestamptz(3),
      recommended_by uuid references app_user (id),
      recommended_at timestamptz(3),
      approved_by uuid references app_user (id),
      approved_at timestamptz(3),
      applied_version_id uuid references agreement_version (id),
      deny_code text,
      deny_text text,
      created_at timestamptz(3) not null default now(),
      constraint change_request_four_eyes check (approved_by <> recommended_by and approved_by <> requested_by),
      foreign key (agreement_id, application_id, firm_id) references agreement (id, application_id, firm_id)
    );
    create unique index change_request_one_open on change_request (agreement_id, kind) where state in ('draft', 'submitted', 'queried', 'recommended', 'approved');
    create index change_request_agreement on change_request (agreement_id, created_at desc);
    create index change_request_application on change_request (application_id);
    create index change_request_firm on change_request (firm_id);
    create index change_request_state on change_request (state, state_since);
    create index change_request_requester on change_request (requested_by);
    create index change_request_recommender on change_request (recommended_by);
    create index change_request_approver on change_request (approved_by);
    create index change_request_opinion on change_request (opinion_by);
    create index change_request_applied on change_request (applied_version_id);
    ${workflowTrigger('change_request')}
    alter table agreement_version add constraint agreement_version_change_fk foreign key (change_request_id) references change_request (id);
  `.execute(db);
}
