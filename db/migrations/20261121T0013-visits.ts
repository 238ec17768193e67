import { type Kysely, sql } from 'kysely';
import { immutableTriggers, workflowColumns, workflowTrigger } from './workflow-columns.ts';

/** Visits with tasks, photos and countersignature; one consultant is never at two places. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table visit (
      id uuid primary key default uuidv7(),
      assignment_id uuid not null,
      application_id uuid not null,
      firm_id uuid not null,
      consultant_id uuid not null references consultant (id),
      ${workflowColumns('visit', 'planned')},
      number integer,
      starts_at timestamptz(3) not null,
      ends_at timestamptz(3) not null,
      during tstzrange not null generated always as (tstzrange(starts_at, ends_at, '[)')) stored,
      visit_on date not null,
      place_kind text not null default 'firm' check (place_kind in ('firm', 'remote', 'elsewhere')),
      place_text text,
      man_days_half smallint not null default 2 check (man_days_half between 0 and 4),
      purpose text not null check (length(purpose) between 1 and 2000),
      kind text not null default 'coaching' check (kind in ('diagnosis', 'coaching', 'equipment', 'closing', 'follow_up')),
      attendees jsonb not null default '[]',
      ceo_present boolean,
      findings text,
      next_steps text,
      promises jsonb not null default '[]',
      next_visit_on date,
      checked_in_at timestamptz(3),
      device_checked_in_at timestamptz(3),
      device_id uuid unique,
      device_recorded_at timestamptz(3),
      client text not null default 'web' check (client in ('web', 'offline')),
      photo_count smallint not null default 0,
      is_complete boolean not null default true,
      logged_at timestamptz(3),
      logged_by uuid references app_user (id),
      late_reason text,
      confirm_due_on date,
      firm_confirmed_at timestamptz(3),
      firm_confirmed_by uuid references app_user (id),
      confirm_method text check (confirm_method in ('portal', 'link', 'code', 'silence')),
      dispute_items jsonb,
      cancel_code text,
      cancel_text text,
      is_late_cancel boolean not null default false,
      accepted_by uuid references app_user (id),
      accepted_at timestamptz(3),
      fee_won bigint check (fee_won >= 0),
      fee_claimed_at timestamptz(3),
      fee_paid_by uuid references app_user (id),
      fee_paid_at timestamptz(3),
      follow_up_request_id uuid,
      proposed_by uuid references app_user (id),
      created_at timestamptz(3) not null default now(),
      unique (id, application_id, firm_id),
      constraint visit_order check (ends_at > starts_at and ends_at - starts_at <= interval '16 hours'),
      constraint visit_confirmed_by_other check (firm_confirmed_by <> logged_by),
      constraint visit_fee_four_eyes check (fee_paid_by <> accepted_by and fee_paid_by <> logged_by),
      constraint visit_no_overlap exclude using gist (consultant_id with =, during with &&) where (state not in ('cancelled', 'void', 'no_show')),
      foreign key (assignment_id, application_id, firm_id) references assignment (id, application_id, firm_id)
    );
    create index visit_consultant on visit (consultant_id, starts_at desc, id desc);
    create index visit_application on visit (application_id, starts_at desc);
    create index visit_assignment on visit (assignment_id, starts_at);
    create index visit_firm on visit (firm_id, starts_at desc);
    create index visit_state on visit (state, state_since);
    create index visit_list on visit (starts_at desc, id desc);
    create index visit_confirm_due on visit (confirm_due_on) where state in ('logged', 'late_logged');
    create index visit_logger on visit (logged_by);
    create index visit_confirmer on visit (firm_confirmed_by);
    create index visit_accepter on visit (accepted_by);
    create index visit_payer on visit (fee_paid_by);
    create index visit_proposer on visit (proposed_by);
    create index visit_follow_up on visit (follow_up_request_id);
    ${workflowTrigger('visit')}
    alter table assessment add constraint assessment_visit_fk foreign key (visit_id) references visit (id);

    create function guard_claimed_visit() returns trigger language plpgsql set search_path = public, pg_temp as $$
    begin
      if old.state in ('fee_claimed', 'fee_paid') and (new.starts_at, new.ends_at, new.visit_on, new.man_days_half, new.findings, new.purpose, new.attendees,
          new.consultant_id, new.assignment_id, new.fee_won)
        is distinct from (old.starts_at, old.ends_at, old.visit_on, old.man_days_half, old.findings, old.purpose, old.attendees, old.consultant_id,
          old.assignment_id, old.fee_won) then
        raise exception 'a visit whose fee was claimed is never changed' using errcode = 'IP002', table = tg_table_name;
      end if;
      return new;
    end $$;
    create trigger claimed_visit before update on visit for each row execute function guard_claimed_visit();

    create table visit_task (
      visit_id uuid not null references visit (id) on delete cascade,
      plan_task_id uuid not null references plan_task (id),
      firm_id uuid not null references firm (id),
      note text,
      progress_percent smallint check (progress_percent between 0 and 100),
      primary key (visit_id, plan_task_id)
    );
    create index visit_task_task on visit_task (plan_task_id);
    create index visit_task_firm on visit_task (firm_id);

    create table visit_photo (
      id uuid primary key default uuidv7(),
      visit_id uuid not null references visit (id),
      firm_id uuid not null references firm (id),
      document_id uuid not null references document (id),
      device_id uuid unique,
      position smallint not null default 0,
      caption text,
      taken_at timestamptz(3),
      created_at timestamptz(3) not null default now()
    );
    create index visit_photo_visit on visit_photo (visit_id, position);
    create index visit_photo_document on visit_photo (document_id);
    create index visit_photo_firm on visit_photo (firm_id);

    create table visit_confirmation (
      id uuid primary key default uuidv7(),
      visit_id uuid not null,
      application_id uuid not null,
      firm_id uuid not null,
      outcome text not null check (outcome in ('confirmed', 'disputed', 'silent')),
      method text not null check (method in ('portal', 'link', 'code', 'silence')),
      user_id uuid references app_user (id),
      name text,
      satisfaction smallint check (satisfaction between 1 and 5),
      note text,
      visit_hash bytea,
      ip inet,
      confirmed_at timestamptz(3) not null default now(),
      foreign key (visit_id, application_id, firm_id) references visit (id, application_id, firm_id)
    );
    create index visit_confirmation_visit on visit_confirmation (visit_id);
    create index visit_confirmation_application on visit_confirmation (application_id);
    create index visit_confirmation_firm on visit_confirmation (firm_id);
    create index visit_confirmation_user on visit_confirmation (user_id);
    ${immutableTriggers('visit_confirmation')}

    create table visit_revision (
      visit_id uuid not null,
      application_id uuid not null,
      firm_id uuid not null,
      number integer not null check (number > 0),
      content jsonb not null,
      device_id uuid,
      reason text,
      created_by uuid references app_user (id),
      created_at timestamptz(3) not null default now(),
      primary key (visit_id, number),
      foreign key (visit_id, application_id, firm_id) references visit (id, application_id, firm_id)
    );
    create index visit_revision_author on visit_revision (created_by);
    create index visit_revision_application on visit_revision (application_id);
    ${immutableTriggers('visit_revision')}
    comment on table visit_revision is 'Content of a visit log before each change, and the second copy when two devices edited it.';
  `.execute(db);
}
