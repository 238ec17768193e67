import { type Kysely, sql } from 'kysely';
import { workflowColumns, workflowTrigger } from './workflow-columns.ts';

/** Grant decisions within the limits of their year, bank accounts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table grant_decision (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      firm_id uuid not null,
      ${workflowColumns('grant_decision', 'submitted')},
      settings_version_id uuid not null references settings_version (id),
      requested_won bigint not null check (requested_won > 0),
      recommended_won bigint check (recommended_won > 0),
      amount_won bigint check (amount_won > 0),
      duplicate_support jsonb not null default '{}',
      questions jsonb not null default '[]',
      conditions jsonb not null default '[]',
      reason_code text,
      reason_text text,
      reserve_number integer,
      proposed_by uuid references app_user (id),
      proposed_at timestamptz(3),
      approved_by uuid references app_user (id),
      approved_at timestamptz(3),
      appeal_until date,
      letter_document_id uuid references document (id),
      created_at timestamptz(3) not null default now(),
      unique (id, application_id, firm_id),
      constraint grant_decision_four_eyes check (approved_by <> proposed_by),
      constraint grant_decision_within_request check (amount_won <= requested_won),
      constraint grant_decision_approved_has_amount
        check (state not in ('approved', 'approved_conditional', 'partial') or (amount_won is not null and approved_by is not null)),
      constraint grant_decision_refusal_has_reason check (state <> 'refused' or (reason_code is not null and reason_text is not null)),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create unique index grant_decision_one_live on grant_decision (application_id) where state not in ('refused', 'lapsed');
    create index grant_decision_application on grant_decision (application_id);
    create index grant_decision_firm on grant_decision (firm_id);
    create index grant_decision_state on grant_decision (state, state_since);
    create index grant_decision_settings on grant_decision (settings_version_id);
    create index grant_decision_proposer on grant_decision (proposed_by);
    create index grant_decision_approver on grant_decision (approved_by);
    create index grant_decision_letter on grant_decision (letter_document_id);
    ${workflowTrigger('grant_decision')}

    create function guard_grant_limits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      limits settings_version;
    begin
      if new.amount_won is not null and (tg_op = 'INSERT' or new.amount_won is distinct from old.amount_won or new.state is distinct from old.state)
        and new.state in ('approved', 'approved_conditional', 'partial') then
        select * into strict limits from settings_version where id = new.settings_version_id;
        if new.amount_won not between limits.grant_min_won and limits.grant_max_won then
          raise exception 'a grant of % is outside % to %', new.amount_won, limits.grant_min_won, limits.grant_max_won
            using errcode = 'IP005', constraint = 'grant_decision_within_limits', table = tg_table_name;
        end if;
      end if;
      return new;
    end $$;
    create trigger grant_limits before insert or update on grant_decision for each row execute function guard_grant_limits();

    create table bank_account (
      id uuid primary key default uuidv7(),
      firm_id uuid not null references firm (id),
      bank_code text not null,
      bank_name text not null,
      holder text not null,
      last_digits text not null check (last_digits ~ '^[0-9]{2,4}$'),
      number_cipher bytea not null,
      key_id text not null,
      number_hash bytea not null,
      document_id uuid references document (id),
      status text not null default 'entered' check (status in ('entered', 'verified', 'refused', 'replaced')),
      entered_by uuid references app_user (id),
      entered_at timestamptz(3) not null default now(),
      verified_by uuid references app_user (id),
      verified_at timestamptz(3),
      usable_from timestamptz(3),
      replaces_id uuid references bank_account (id),
      constraint bank_account_four_eyes check (verified_by <> entered_by)
    );
    create index bank_account_firm on bank_account (firm_id, entered_at desc);
    create index bank_account_hash on bank_account (number_hash);
    create index bank_account_document on bank_account (document_id);
    create index bank_account_author on bank_account (entered_by);
    create index bank_account_verifier on bank_account (verified_by);
    create index bank_account_replaces on bank_account (replaces_id);
    comment on table bank_account is 'The number is AES-256-GCM ciphertext with its key id and a keyed hash for duplicates; a change is a new row.';
  `.execute(db);
}
