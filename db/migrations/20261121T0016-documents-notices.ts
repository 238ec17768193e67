import { type Kysely, sql } from 'kysely';
import { immutableTriggers } from './workflow-columns.ts';

/** Where documents are used, notices, mail deliveries, clocks, satisfaction answers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table document_use (
      document_id uuid not null references document (id),
      subject_type text not null,
      subject_id uuid not null,
      purpose text not null default 'attachment',
      firm_id uuid references firm (id),
      application_id uuid references application (id),
      added_by uuid references app_user (id),
      added_at timestamptz(3) not null default now(),
      primary key (document_id, subject_type, subject_id, purpose)
    );
    create index document_use_subject on document_use (subject_type, subject_id);

    create table notice (
      id uuid primary key default uuidv7(),
      kind text not null,
      recipient_id uuid references app_user (id),
      recipient_name text,
      recipient_email text,
      locale text not null default 'ko' check (locale in ('ko', 'en')),
      values jsonb not null default '{}',
      path text not null,
      subject_type text,
      subject_id uuid,
      application_id uuid,
      firm_id uuid,
      event_id uuid references event (id),
      created_at timestamptz(3) not null default now(),
      read_at timestamptz(3),
      constraint notice_somebody check (recipient_id is not null or recipient_email is not null)
    );
    create index notice_recipient on notice (recipient_id, created_at desc, id desc);
    create index notice_unread on notice (recipient_id, created_at desc) where read_at is null;
    create index notice_subject on notice (subject_type, subject_id, created_at desc);
    create index notice_application on notice (application_id, created_at desc) where application_id is not null;

    create table mail_delivery (
      id uuid primary key default uuidv7(),
      notice_id uuid references notice (id),
      kind text not null,
      recipient_id uuid references app_user (id),
      to_email text not null,
      to_name text,
      locale text not null default 'ko' check (locale in ('ko', 'en')),
      values jsonb not null default '{}',
      path text,
      message_id text not null unique,
      status text not null default 'queued' check (status in ('queued', 'sending', 'sent', 'failed', 'cancelled')),
      attempts smallint not null default 0 check (attempts >= 0),
      last_error text,
      subject text,
      send_after timestamptz(3),
      created_at timestamptz(3) not null default now(),
      sent_at timestamptz(3),
      resend_of uuid references mail_delivery (id)
    );
    create index mail_delivery_status on mail_delivery (status, created_at);
    create index mail_delivery_list on mail_delivery (created_at desc, id desc);
    create index mail_delivery_address on mail_delivery (to_email, created_at desc);

    create table mail_attempt (
      id uuid primary key default uuidv7(),
      delivery_id uuid not null references mail_delivery (id),
      number smallint not null,
      outcome text not null check (outcome in ('sent', 'failed')),
      answer text,
      attempted_at timestamptz(3) not null default now(),
      unique (delivery_id, number)
    );
    ${immutableTriggers('mail_attempt')}

    create table clock_segment (
      id uuid primary key default uuidv7(),
      machine text not null,
      subject_id uuid not null,
      application_id uuid references application (id),
      firm_id uuid references firm (id),
      state text not null,
      side text not null check (side in ('firm', 'consultant', 'officer', 'partner', 'evaluator', 'finance', 'outside', 'none')),
      promise_days smallint,
      due_on date,
      started_at timestamptz(3) not null default now(),
      ended_at timestamptz(3),
      reminded_at timestamptz(3),
      alarmed_at timestamptz(3)
    );
    create unique index clock_segment_open on clock_segment (machine, subject_id) where ended_at is null;
    create index clock_segment_due on clock_segment (due_on) where ended_at is null;
    create index clock_segment_report on clock_segment (machine, state, started_at);
    comment on table clock_segment is 'Who had the ball and until when: one open row per waiting subject.';

    create table survey_answer (
      id uuid primary key default uuidv7(),
      firm_id uuid references firm (id),
      application_id uuid references application (id),
      question_set_id uuid not null references question_set (id),
      answers jsonb not null,
      score numeric(4, 2),
      answered_by uuid references app_user (id),
      answered_at timestamptz(3) not null default now()
    );
    ${immutableTriggers('survey_answer')}

    create table saved_view (
      id uuid primary key default uuidv7(),
      user_id uuid not null references app_user (id) on delete cascade,
      page text not null,
      name text not null,
      query text not null,
      created_at timestamptz(3) not null default now(),
      unique (user_id, page, name)
    );

    create table case_note (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      firm_id uuid not null,
      text text not null check (length(text) between 1 and 5000),
      author_id uuid not null references app_user (id),
      author_duty text not null,
      created_at timestamptz(3) not null default now(),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    ${immutableTriggers('case_note')}
    comment on table case_note is 'Internal notes of officers; neither the firm nor its parent company reads them.';

    create table chain_anchor (
      day date not null,
      chain text not null,
      number bigint not null,
      hash bytea not null,
      sent_to text not null,
      anchored_at timestamptz(3) not null default now(),
      primary key (day, chain)
    );
    ${immutableTriggers('chain_anchor')}
    comment on table chain_anchor is 'Heads of the chains as sent outside once a day; a cut-off tail does not fit its anchor.';
  `.execute(db);
}
