import { type Kysely, sql } from 'kysely';

/** Somebody asks to work for a firm that is registered already; its representative answers, and an invitation proves the address. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table join_request (
      id uuid primary key default uuidv7(),
      firm_id uuid not null references firm (id),
      name text not null check (length(name) between 1 and 60),
      email text not null constraint join_request_email_lower check (email = lower(email) and length(email) <= 254),
      message text check (length(message) <= 500),
      locale text not null default 'ko' check (locale in ('ko', 'en')),
      status text not null default 'requested' check (status in ('requested', 'accepted', 'refused')),
      reason text check (length(reason) <= 500),
      requested_at timestamptz(3) not null default now(),
      decided_by uuid references app_user (id),
      decided_at timestamptz(3),
      constraint join_request_decided check ((status = 'requested') = (decided_at is null))
    );
    create unique index join_request_open on join_request (firm_id, email) where status = 'requested';
    create index join_request_firm on join_request (firm_id, requested_at);
    create index join_request_decider on join_request (decided_by);
  `.execute(db);
}
