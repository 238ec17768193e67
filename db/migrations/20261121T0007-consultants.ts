import { type Kysely, sql } from 'kysely';
import { workflowColumns, workflowTrigger } from './workflow-columns.ts';

/** Consultants, certificates, declarations, assignments; nobody evaluates a firm he or she advises. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table consultant (
      id uuid primary key default uuidv7(),
      user_id uuid unique references app_user (id),
      name text not null,
      email text not null,
      phone text,
      organisation_id uuid references organisation (id),
      status text not null default 'active' check (status in ('candidate', 'active', 'paused', 'barred', 'left')),
      fields text[] not null default '{}' check (fields <@ '{production,management,technology,smart_factory}'::text[]),
      ksic_codes text[] not null default '{}',
      root_technology_codes text[] not null default '{}',
      region_codes text[] not null default '{}',
      languages text[] not null default '{ko}',
      base_region_code text references region (code),
      latitude numeric(8, 5),
      longitude numeric(8, 5),
      capacity smallint not null default 8 check (capacity between 0 and 50),
      live_count smallint not null default 0,
      introduction text,
      years_experience smallint,
      day_rate_won bigint check (day_rate_won > 0),
      declaration jsonb not null default '{}',
      declared_at timestamptz(3),
      barred_until date,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      constraint consultant_within_capacity check (live_count between 0 and capacity)
    );
    create index consultant_list on consultant (status, name, id);
    create index consultant_organisation on consultant (organisation_id);
    create index consultant_region on consultant (base_region_code);
    create index consultant_ksic on consultant using gin (ksic_codes);
    comment on column consultant.live_count is 'Taken by one guarded update: set live_count = live_count + 1 where live_count < capacity.';
    alter table role_grant add constraint role_grant_consultant_fk foreign key (consultant_id) references consultant (id);

    create table consultant_certificate (
      id uuid primary key default uuidv7(),
      consultant_id uuid not null references consultant (id),
      name text not null,
      issuer text,
      number text,
      issued_on date,
      expires_on date,
      document_id uuid references document (id),
      verified_by uuid references app_user (id),
      verified_at timestamptz(3)
    );
    create index consultant_certificate_consultant on consultant_certificate (consultant_id);
    create index consultant_certificate_document on consultant_certificate (document_id);
    create index consultant_certificate_verifier on consultant_certificate (verified_by);

    create table consultant_absence (
      id uuid primary key default uuidv7(),
      consultant_id uuid not null references consultant (id),
      starts_on date not null,
      ends_on date not null check (ends_on >= starts_on),
      reason text
    );
    create index consultant_absence_consultant on consultant_absence (consultant_id, starts_on);

    create table assignment (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      firm_id uuid not null,
      consultant_id uuid not null references consultant (id),
      ${workflowColumns('assignment', 'proposed')},
      role text not null default 'production' check (role in ('production', 'management', 'technology', 'smart_factory')),
      score numeric(6, 2),
      reasons jsonb not null default '[]',
      alternatives jsonb not null default '[]',
      conflict_hits jsonb not null default '[]',
      waiver_text text,
      waived_by uuid references app_user (id),
      offered_at timestamptz(3),
      due_on date,
      answered_at timestamptz(3),
      decline_code text,
      decline_text text,
      objection_text text,
      objected_at timestamptz(3),
      started_on date,
      ended_on date,
      end_reason text,
      handover_note text,
      replaces_id uuid references assignment (id),
      man_days_half smallint not null default 50 check (man_days_half >= 0),
      used_days_half smallint not null default 0,
      try_number smallint not null default 1,
      run_id uuid,
      proposed_by uuid references app_user (id),
      created_at timestamptz(3) not null default now(),
      unique (id, application_id, firm_id),
      constraint assignment_within_days check (used_days_half between 0 and man_days_half),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create unique index assignment_one_live on assignment (application_id, role) where state in ('offered', 'accepted', 'objected', 'active');
    create unique index assignment_consultant_live on assignment (application_id, consultant_id, role)
      where state in ('proposed', 'conflict_check', 'offered', 'accepted', 'objected', 'active', 'handover');
    create index assignment_application on assignment (application_id, created_at desc);
    create index assignment_firm on assignment (firm_id);
    create index assignment_consultant on assignment (consultant_id, state, application_id);
    create index assignment_state on assignment (state, state_since);
    create index assignment_waiver on assignment (waived_by);
    create index assignment_replaces on assignment (replaces_id);
    create index assignment_proposer on assignment (proposed_by);
    ${workflowTrigger('assignment')}
    comment on column assignment.man_days_half is 'Agreed man-days in half-day steps; used_days_half is the guarded counter of accepted and logged visits.';

    create function guard_adviser_is_not_evaluator() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if tg_table_name = 'evaluation_assignment' then
        if exists (select from assignment a join consultant c on c.id = a.consultant_id
            where a.firm_id = new.firm_id and c.user_id = new.evaluator_id and a.state in ('offered', 'accepted', 'objected', 'active', 'handover', 'ended')) then
          raise exception 'who advises a firm does not evaluate it' using errcode = 'IP006', table = tg_table_name;
        end if;
      elsif new.state in ('offered', 'accepted', 'active') and exists (select from evaluation_assignment e join consultant c on c.user_id = e.evaluator_id
            where c.id = new.consultant_id and e.firm_id = new.firm_id and e.released_at is null) then
        raise exception 'who evaluates a firm does not advise it' using errcode = 'IP006', table = tg_table_name;
      end if;
      return new;
    end $$;
    create trigger adviser_is_not_evaluator before insert on evaluation_assignment for each row execute function guard_adviser_is_not_evaluator();
    create trigger adviser_is_not_evaluator before insert or update of state on assignment for each row execute function guard_adviser_is_not_evaluator();
  `.execute(db);
}
