import { type Kysely, sql } from 'kysely';
import { immutableTriggers } from './workflow-columns.ts';

/** Eligibility checks, evaluation, decisions. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table eligibility_check (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      firm_id uuid not null,
      item_code text not null,
      outcome text not null check (outcome in ('pass', 'fail', 'not_applicable', 'open')),
      evidence text,
      document_id uuid references document (id),
      checked_by uuid references app_user (id),
      checked_at timestamptz(3) not null default now(),
      unique (application_id, item_code),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create index eligibility_check_document on eligibility_check (document_id);
    create index eligibility_check_checker on eligibility_check (checked_by);

    create table evaluation_assignment (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      firm_id uuid not null,
      evaluator_id uuid not null references app_user (id),
      purpose text not null default 'selection' check (purpose in ('selection', 'onsite', 'interim', 'completion')),
      conflict_declaration text check (conflict_declaration in ('none', 'conflict')),
      conflict_note text,
      declared_at timestamptz(3),
      due_on date,
      assigned_by uuid references app_user (id),
      assigned_at timestamptz(3) not null default now(),
      opened_at timestamptz(3),
      released_at timestamptz(3),
      release_reason text,
      unique (application_id, evaluator_id, purpose),
      unique (id, application_id),
      constraint evaluation_assignment_declared check ((declared_at is null) = (conflict_declaration is null)),
      constraint evaluation_assignment_not_self check (assigned_by <> evaluator_id),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create index evaluation_assignment_evaluator on evaluation_assignment (evaluator_id, application_id) where released_at is null;
    create index evaluation_assignment_evaluator_all on evaluation_assignment (evaluator_id, assigned_at desc);
    create index evaluation_assignment_author on evaluation_assignment (assigned_by);

    create table evaluation_score (
      id uuid primary key default uuidv7(),
      evaluation_assignment_id uuid not null,
      application_id uuid not null,
      evaluator_id uuid not null references app_user (id),
      score_sheet_id uuid not null references score_sheet (id),
      scores jsonb not null default '{}',
      total numeric(6, 2) check (total >= 0),
      comment text,
      submitted_at timestamptz(3),
      updated_at timestamptz(3) not null default now(),
      unique (evaluation_assignment_id, score_sheet_id),
      foreign key (evaluation_assignment_id, application_id) references evaluation_assignment (id, application_id),
      constraint evaluation_score_complete check (submitted_at is null or total is not null)
    );
    create index evaluation_score_application on evaluation_score (application_id);
    create index evaluation_score_evaluator on evaluation_score (evaluator_id);
    create index evaluation_score_sheet on evaluation_score (score_sheet_id);

    create function guard_submitted_score() returns trigger language plpgsql set search_path = public, pg_temp as $$
    begin
      if old.submitted_at is not null then
        raise exception 'a submitted score is never changed' using errcode = 'IP002', table = tg_table_name;
      end if;
      return coalesce(new, old);
    end $$;
    create trigger submitted_score before update or delete on evaluation_score for each row execute function guard_submitted_score();

    create table decision (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      firm_id uuid not null,
      kind text not null check (kind in ('eligible', 'ineligible', 'admitted', 'reserve', 'rejected', 'returned_unassessed', 'exception')),
      reason_code text,
      reason_text text,
      feedback text,
      run_id uuid,
      score_total numeric(6, 2),
      rank_number integer,
      minutes_document_id uuid references document (id),
      letter_document_id uuid references document (id),
      proposed_by uuid references app_user (id),
      proposed_at timestamptz(3),
      decided_by uuid not null references app_user (id),
      decided_at timestamptz(3) not null default now(),
      appeal_until date,
      settings_version_id uuid references settings_version (id),
      constraint decision_four_eyes check (decided_by <> proposed_by),
      constraint decision_refusal_has_reason check (kind not in ('ineligible', 'rejected', 'returned_unassessed') or (reason_code is not null and reason_text is not null)),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create index decision_application on decision (application_id, decided_at desc);
    create index decision_firm on decision (firm_id);
    create index decision_run on decision (run_id) where run_id is not null;
    create index decision_minutes on decision (minutes_document_id);
    create index decision_letter on decision (letter_document_id);
    create index decision_proposer on decision (proposed_by);
    create index decision_decider on decision (decided_by);
    create index decision_settings on decision (settings_version_id);
    ${immutableTriggers('decision')}
  `.execute(db);
}
