import { type Kysely, sql } from 'kysely';
import { immutableTriggers } from './workflow-columns.ts';

/** People, what they may do, sessions, one-time tokens, throttling. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table app_user (
      id uuid primary key default uuidv7(),
      email text not null constraint app_user_email_lower check (email = lower(email) and length(email) <= 254),
      email_verified_at timestamptz(3),
      password_hash text,
      password_changed_at timestamptz(3),
      name text not null check (length(name) between 1 and 100),
      phone text,
      job_title text,
      locale text not null default 'ko' check (locale in ('ko', 'en')),
      status text not null default 'active' check (status in ('invited', 'active', 'disabled')),
      failed_sign_ins integer not null default 0,
      failed_since timestamptz(3),
      blocked_until timestamptz(3),
      totp_secret bytea,
      totp_key_id text,
      totp_confirmed_at timestamptz(3),
      totp_last_step bigint,
      notice_preferences jsonb not null default '{}',
      last_sign_in_at timestamptz(3),
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now()
    );
    create unique index app_user_email on app_user (email);
    create index app_user_name on app_user (name, id);

    create table organisation (
      id uuid primary key default uuidv7(),
      kind text not null check (kind in ('central_hq', 'partner_hq', 'parent_company', 'tier1', 'consulting_body')),
      is_contributing boolean not null default false,
      name text not null,
      name_en text,
      business_number text check (business_number ~ '^[0-9]{10}$'),
      group_name text,
      region_code text,
      contact_name text,
      contact_email text,
      contact_phone text,
      is_active boolean not null default true,
      created_at timestamptz(3) not null default now()
    );
    create unique index organisation_business_number on organisation (business_number, kind) where business_number is not null;
    create index organisation_kind on organisation (kind, name, id);

    create table role_grant (
      id uuid primary key default uuidv7(),
      user_id uuid not null references app_user (id),
      role text not null check (role in ('firm', 'consultant', 'officer', 'parent', 'evaluator', 'auditor', 'admin')),
      duty text not null check (duty in ('representative', 'manager', 'firm_finance', 'shop_floor', 'firm_reader', 'helper', 'consultant', 'officer',
        'senior_officer', 'finance_officer', 'partner_officer', 'parent_manager', 'evaluator', 'auditor', 'admin')),
      firm_id uuid,
      consultant_id uuid,
      organisation_id uuid references organisation (id),
      granted_at timestamptz(3) not null default now(),
      granted_by uuid references app_user (id),
      revoked_at timestamptz(3),
      revoked_by uuid references app_user (id),
      reason text,
      constraint role_grant_duty_fits_role check (case role
        when 'firm' then duty in ('representative', 'manager', 'firm_finance', 'shop_floor', 'firm_reader', 'helper') and firm_id is not null
        when 'consultant' then duty = 'consultant' and consultant_id is not null
        when 'officer' then duty in ('officer', 'senior_officer', 'finance_officer') or (duty = 'partner_officer' and organisation_id is not null)
        when 'parent' then duty = 'parent_manager' and organisation_id is not null
        else duty = role end)
    );
    create unique index role_grant_one_active on role_grant (user_id) where revoked_at is null;
    create index role_grant_user on role_grant (user_id, granted_at);
    create index role_grant_duty on role_grant (duty, organisation_id) where revoked_at is null;
    create index role_grant_firm on role_grant (firm_id) where firm_id is not null;
    create index role_grant_consultant on role_grant (consultant_id) where consultant_id is not null;

    create table session (
      id_hash bytea primary key check (length(id_hash) = 32),
      public_id uuid not null unique default uuidv7(),
      user_id uuid not null references app_user (id) on delete cascade,
      created_at timestamptz(3) not null default now(),
      last_seen_at timestamptz(3) not null default now(),
      expires_at timestamptz(3) not null,
      auth_level smallint not null default 1 check (auth_level in (1, 2)),
      stepped_up_at timestamptz(3),
      ip inet,
      user_agent text,
      user_agent_hash bytea
    );
    create index session_owner on session (user_id, created_at);
    create index session_expiry on session (expires_at);

    create table auth_token (
      hash bytea primary key check (length(hash) = 32),
      kind text not null check (kind in ('verify_email', 'reset_password', 'invitation', 'visit_confirm', 'change_email', 'sign_code', 'recommendation',
        'follow_up_pulse', 'report_follow_up')),
      user_id uuid references app_user (id) on delete cascade,
      email text,
      firm_id uuid,
      subject_type text,
      subject_id uuid,
      payload jsonb not null default '{}',
      failed_tries smallint not null default 0,
      created_by uuid references app_user (id),
      created_at timestamptz(3) not null default now(),
      expires_at timestamptz(3) not null,
      used_at timestamptz(3)
    );
    create index auth_token_user on auth_token (user_id, kind) where user_id is not null;
    create index auth_token_subject on auth_token (subject_id, kind) where subject_id is not null;
    create index auth_token_expiry on auth_token (expires_at);

    create table recovery_code (
      user_id uuid not null references app_user (id) on delete cascade,
      hash bytea not null,
      created_at timestamptz(3) not null default now(),
      used_at timestamptz(3),
      primary key (user_id, hash)
    );

    create table login_attempt (
      key text primary key,
      failures integer not null default 0 check (failures >= 0),
      window_started_at timestamptz(3) not null default now(),
      blocked_until timestamptz(3)
    );
    comment on table login_attempt is 'Counter per address or account key, e.g. ip:203.0.113.7; rows older than a day are removed.';

    create table sign_in_log (
      id uuid primary key default uuidv7(),
      user_id uuid references app_user (id),
      email text,
      outcome text not null check (outcome in ('success', 'wrong_password', 'unknown_user', 'blocked', 'disabled', 'second_factor_failed', 'signed_out', 'expired')),
      ip inet,
      user_agent text,
      recorded_at timestamptz(3) not null default now()
    );
    create index sign_in_log_user on sign_in_log (user_id, recorded_at desc);
    create index sign_in_log_time on sign_in_log (recorded_at desc, id desc);
    ${immutableTriggers('sign_in_log')}
  `.execute(db);
}
