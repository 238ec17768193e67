import { type Kysely, sql } from 'kysely';
import { immutableTriggers, workflowColumns, workflowTrigger } from './workflow-columns.ts';

/** Documents, applications with drafts and frozen versions, consents, corrections. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table document (
      id uuid primary key default uuidv7(),
      firm_id uuid references firm (id),
      application_id uuid,
      owner_user_id uuid references app_user (id),
      kind text not null,
      file_name text not null check (length(file_name) between 1 and 255),
      mime text not null,
      bytes bigint not null check (bytes >= 0),
      sha256 bytea not null check (length(sha256) = 32),
      storage_key text not null unique,
      status text not null default 'pending' check (status in ('pending', 'clean', 'infected', 'refused')),
      status_reason text,
      issued_on date,
      expires_on date,
      uploaded_by uuid references app_user (id),
      uploaded_at timestamptz(3) not null default now(),
      removed_at timestamptz(3)
    );
    create index document_firm on document (firm_id, kind, uploaded_at desc);
    create index document_application on document (application_id, kind);
    create index document_owner on document (owner_user_id);
    create index document_uploader on document (uploaded_by);
    create index document_status on document (status, uploaded_at) where status = 'pending';
    create index document_hash on document (sha256);
    alter table representative_change add constraint representative_change_document_fk foreign key (document_id) references document (id);
    create index representative_change_document on representative_change (document_id);

    create table application (
      id uuid primary key default uuidv7(),
      firm_id uuid not null references firm (id),
      programme_year_id uuid not null references programme_year (id),
      ${workflowColumns('application', 'draft')},
      receipt_number text unique,
      organisation_id uuid references organisation (id),
      assigned_officer_id uuid references app_user (id),
      settings_version_id uuid references settings_version (id),
      question_set_id uuid references question_set (id),
      current_version_id uuid,
      previous_application_id uuid references application (id),
      is_affiliated boolean,
      wanted_fields text[] not null default '{}',
      requested_won bigint check (requested_won > 0),
      completed_percent smallint not null default 0 check (completed_percent between 0 and 100),
      draft_revision integer not null default 0,
      due_on date,
      correction_rounds smallint not null default 0,
      total_score numeric(6, 2),
      rank_number integer,
      reserve_number integer,
      reserve_until date,
      submitted_at timestamptz(3),
      submitted_by uuid references app_user (id),
      decided_at timestamptz(3),
      created_by uuid references app_user (id),
      created_at timestamptz(3) not null default now(),
      unique (id, firm_id),
      constraint application_received_when_submitted check ((submitted_at is null) = (receipt_number is null))
    );
    create unique index application_one_live on application (firm_id, programme_year_id)
      where state not in ('ineligible', 'rejected', 'returned_unassessed', 'withdrawn', 'expired');
    create unique index application_reserve_order on application (programme_year_id, reserve_number) where state = 'reserve' and reserve_number is not null;
    create index application_list on application (programme_year_id, state, submitted_at desc, id desc);
    create index application_group_list on application (organisation_id, programme_year_id, state, submitted_at desc, id desc);
    create index application_submitted on application (submitted_at desc, id desc);
    create index application_waiting on application (state, state_since);
    create index application_firm on application (firm_id, created_at desc);
    create index application_officer on application (assigned_officer_id, state);
    create index application_settings on application (settings_version_id);
    create index application_question_set on application (question_set_id);
    create index application_current_version on application (current_version_id);
    create index application_previous on application (previous_application_id);
    create index application_submitter on application (submitted_by);
    create index application_creator on application (created_by);
    ${workflowTrigger('application')}
    alter table document add constraint document_application_fk foreign key (application_id) references application (id);

    create table application_draft_answer (
      application_id uuid not null,
      firm_id uuid not null,
      question_id text not null,
      answer jsonb,
      revision integer not null default 1,
      updated_at timestamptz(3) not null default now(),
      updated_by uuid references app_user (id),
      primary key (application_id, question_id),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create index application_draft_answer_firm on application_draft_answer (firm_id);
    create index application_draft_answer_author on application_draft_answer (updated_by);

    create table application_version (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      firm_id uuid not null,
      number integer not null check (number > 0),
      question_set_id uuid not null references question_set (id),
      answers jsonb not null,
      documents jsonb not null default '[]',
      hash bytea not null check (length(hash) = 32),
      pdf_document_id uuid references document (id),
      received_at timestamptz(3) not null,
      submitted_at timestamptz(3) not null default now(),
      submitted_by uuid references app_user (id),
      unique (application_id, number),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create index application_version_firm on application_version (firm_id);
    create index application_version_question_set on application_version (question_set_id);
    create index application_version_pdf on application_version (pdf_document_id);
    create index application_version_submitter on application_version (submitted_by);
    ${immutableTriggers('application_version')}
    alter table application add constraint application_current_version_fk foreign key (current_version_id) references application_version (id);

    create table submission_attempt (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      firm_id uuid not null,
      user_id uuid references app_user (id),
      received_at timestamptz(3) not null,
      outcome text not null check (outcome in ('accepted', 'incomplete', 'late', 'refused', 'failed')),
      problems jsonb not null default '[]',
      request_id text,
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create index submission_attempt_application on submission_attempt (application_id, received_at desc);
    create index submission_attempt_user on submission_attempt (user_id);
    ${immutableTriggers('submission_attempt')}

    create table application_document (
      application_id uuid not null,
      firm_id uuid not null,
      requirement text not null,
      document_id uuid not null references document (id),
      added_by uuid references app_user (id),
      added_at timestamptz(3) not null default now(),
      primary key (application_id, requirement, document_id),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create index application_document_document on application_document (document_id);
    create index application_document_author on application_document (added_by);

    create table application_consent (
      id uuid primary key default uuidv7(),
      application_id uuid,
      firm_id uuid,
      user_id uuid not null references app_user (id),
      consent_text_id uuid not null references consent_text (id),
      is_given boolean not null,
      given_at timestamptz(3) not null default now(),
      ip inet,
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create index application_consent_application on application_consent (application_id, consent_text_id, given_at desc);
    create index application_consent_text on application_consent (consent_text_id);
    create index application_consent_user on application_consent (user_id);
    create index application_consent_firm on application_consent (firm_id);
    ${immutableTriggers('application_consent')}

    create table correction_request (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      firm_id uuid not null,
      round smallint not null check (round between 1 and 5),
      fields jsonb not null,
      reason text not null,
      due_on date not null,
      requested_by uuid not null references app_user (id),
      requested_at timestamptz(3) not null default now(),
      answered_at timestamptz(3),
      answered_by uuid references app_user (id),
      answered_version_id uuid references application_version (id),
      answer_note text,
      unique (application_id, round),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create index correction_request_firm on correction_request (firm_id);
    create index correction_request_due on correction_request (due_on) where answered_at is null;
    create index correction_request_author on correction_request (requested_by);
    create index correction_request_answerer on correction_request (answered_by);
    create index correction_request_answer on correction_request (answered_version_id);

    create table recommendation (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      firm_id uuid not null,
      organisation_id uuid not null references organisation (id),
      status text not null default 'asked' check (status in ('asked', 'given', 'declined')),
      contact_name text,
      contact_email text,
      statement text,
      asked_by uuid references app_user (id),
      asked_at timestamptz(3) not null default now(),
      answered_by uuid references app_user (id),
      answered_at timestamptz(3),
      unique (application_id, organisation_id),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create index recommendation_organisation on recommendation (organisation_id, status);
    create index recommendation_firm on recommendation (firm_id);
    create index recommendation_asker on recommendation (asked_by);
    create index recommendation_answerer on recommendation (answered_by);
  `.execute(db);
}
