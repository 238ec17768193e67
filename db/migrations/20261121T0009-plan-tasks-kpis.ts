import { type Kysely, sql } from 'kysely';
import { immutableTriggers, workflowColumns, workflowTrigger } from './workflow-columns.ts';

/** KPI definitions, cards with frozen baselines, readings; tasks of a plan and its frozen versions. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table kpi_definition (
      code text primary key,
      name jsonb not null,
      family text not null,
      formula jsonb not null,
      unit text not null,
      better text not null check (better in ('higher', 'lower')),
      numerator_label jsonb,
      denominator_label jsonb,
      factor numeric not null default 1,
      decimals smallint not null default 1 check (decimals between 0 and 6),
      is_part boolean not null default false,
      position smallint not null default 0,
      is_active boolean not null default true
    );

    create table kpi_card (
      id uuid primary key default uuidv7(),
      application_id uuid not null,
      firm_id uuid not null,
      definition_code text not null references kpi_definition (code),
      ${workflowColumns('kpi_card', 'draft')},
      name jsonb,
      unit text not null,
      better text not null check (better in ('higher', 'lower')),
      numerator_label text,
      denominator_label text,
      factor numeric not null default 1,
      decimals smallint not null default 1,
      product_scope text,
      measuring_source text,
      measuring_method text,
      window_months smallint not null default 3 check (window_months between 1 and 24),
      baseline_from date,
      baseline_to date,
      baseline_numerator numeric,
      baseline_denominator numeric check (baseline_denominator <> 0),
      baseline_value numeric,
      baseline_grade text check (baseline_grade in ('A', 'B', 'C')),
      baseline_version integer not null default 1 check (baseline_version > 0),
      target_value numeric,
      target_on date,
      frozen_at timestamptz(3),
      frozen_by uuid references app_user (id),
      hash bytea,
      firm_signed_at timestamptz(3),
      firm_signed_by uuid references app_user (id),
      consultant_signed_at timestamptz(3),
      consultant_signed_by uuid references app_user (id),
      rebaseline_reason text,
      created_by uuid references app_user (id),
      created_at timestamptz(3) not null default now(),
      unique (id, application_id, firm_id),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create index kpi_card_application on kpi_card (application_id, definition_code);
    create index kpi_card_firm on kpi_card (firm_id);
    create index kpi_card_definition on kpi_card (definition_code, state);
    create index kpi_card_freezer on kpi_card (frozen_by);
    create index kpi_card_firm_signer on kpi_card (firm_signed_by);
    create index kpi_card_consultant_signer on kpi_card (consultant_signed_by);
    create index kpi_card_creator on kpi_card (created_by);
    ${workflowTrigger('kpi_card')}

    create table kpi_baseline (
      kpi_card_id uuid not null,
      version integer not null check (version > 0),
      application_id uuid not null,
      firm_id uuid not null,
      numerator numeric,
      denominator numeric check (denominator <> 0),
      value numeric not null,
      target_value numeric not null,
      measured_from date not null,
      measured_to date not null check (measured_to >= measured_from),
      grade text not null check (grade in ('A', 'B', 'C')),
      monthly jsonb not null default '[]',
      document_id uuid references document (id),
      cause text,
      hash bytea not null,
      approved_by uuid references app_user (id),
      frozen_at timestamptz(3) not null default now(),
      primary key (kpi_card_id, version),
      foreign key (kpi_card_id, application_id, firm_id) references kpi_card (id, application_id, firm_id)
    );
    create index kpi_baseline_firm on kpi_baseline (firm_id);
    create index kpi_baseline_application on kpi_baseline (application_id);
    create index kpi_baseline_document on kpi_baseline (document_id);
    create index kpi_baseline_approver on kpi_baseline (approved_by);
    ${immutableTriggers('kpi_baseline')}

    create function guard_frozen_card() returns trigger language plpgsql set search_path = public, pg_temp as $$
    begin
      if tg_op = 'DELETE' then
        if old.frozen_at is not null then
          raise exception 'a frozen indicator card is never deleted' using errcode = 'IP002', table = tg_table_name;
        end if;
        return old;
      end if;
      if old.frozen_at is null then
        return new;
      end if;
      if (new.definition_code, new.unit, new.better, new.numerator_label, new.denominator_label, new.factor, new.product_scope, new.window_months, new.firm_id)
        is distinct from (old.definition_code, old.unit, old.better, old.numerator_label, old.denominator_label, old.factor, old.product_scope,
          old.window_months, old.firm_id) then
        raise exception 'the definition of a frozen indicator card is never changed' using errcode = 'IP002', table = tg_table_name;
      end if;
      if (new.baseline_from, new.baseline_to, new.baseline_numerator, new.baseline_denominator, new.baseline_value, new.baseline_grade, new.target_value,
          new.target_on, new.frozen_at, new.hash, new.baseline_version)
        is distinct from (old.baseline_from, old.baseline_to, old.baseline_numerator, old.baseline_denominator, old.baseline_value, old.baseline_grade,
          old.target_value, old.target_on, old.frozen_at, old.hash, old.baseline_version)
        and not (old.state = 'rebaseline_requested' and new.state = 'frozen' and new.baseline_version = old.baseline_version + 1) then
        raise exception 'baseline and target of a frozen indicator card change only with a new baseline version' using errcode = 'IP002', table = tg_table_name;
      end if;
      return new;
    end $$;
    create trigger frozen_card before update or delete on kpi_card for each row execute function guard_frozen_card();

    create table kpi_reading (
      id uuid primary key default uuidv7(),
      kpi_card_id uuid not null,
      application_id uuid not null,
      firm_id uuid not null,
      ${workflowColumns('reading', 'recorded')},
      kind text not null default 'monthly' check (kind in ('monthly', 'interim', 'final', 'verification', 'pulse')),
      month date not null check (extract(day from month) = 1),
      numerator numeric,
      denominator numeric check (denominator <> 0),
      value numeric not null,
      grade text check (grade in ('A', 'B', 'C')),
      note text,
      document_id uuid references document (id),
      flag_rule text,
      flag_text text,
      explanation text,
      recorded_by uuid references app_user (id),
      recorded_at timestamptz(3) not null default now(),
      confirmed_by uuid references app_user (id),
      confirmed_at timestamptz(3),
      verified_by uuid references app_user (id),
      verified_at timestamptz(3),
      corrects_id uuid references kpi_reading (id),
      constraint kpi_reading_four_eyes check (confirmed_by <> recorded_by),
      foreign key (kpi_card_id, application_id, firm_id) references kpi_card (id, application_id, firm_id)
    );
    create unique index kpi_reading_once on kpi_reading (kpi_card_id, kind, month) where state not in ('rejected', 'corrected');
    create index kpi_reading_card on kpi_reading (kpi_card_id, month);
    create index kpi_reading_application on kpi_reading (application_id, month);
    create index kpi_reading_firm on kpi_reading (firm_id, month);
    create index kpi_reading_document on kpi_reading (document_id);
    create index kpi_reading_recorder on kpi_reading (recorded_by);
    create index kpi_reading_confirmer on kpi_reading (confirmed_by);
    create index kpi_reading_verifier on kpi_reading (verified_by);
    create index kpi_reading_corrects on kpi_reading (corrects_id);
    create index kpi_reading_state on kpi_reading (state, state_since);
    ${workflowTrigger('reading')}

    create table plan_task (
      id uuid primary key default uuidv7(),
      plan_id uuid not null,
      application_id uuid not null,
      firm_id uuid not null,
      position smallint not null default 0,
      area_code text,
      activity_code text,
      title text not null check (length(title) between 1 and 200),
      description text,
      owner_name text,
      owner_user_id uuid references app_user (id),
      start_month date check (extract(day from start_month) = 1),
      end_month date check (extract(day from end_month) = 1),
      kpi_card_id uuid references kpi_card (id),
      expected_effect text,
      expected_effect_won bigint,
      budget_category text check (budget_category in ('consulting', 'equipment', 'smart_factory', 'other')),
      amount_won bigint not null default 0 check (amount_won >= 0),
      own_share_won bigint not null default 0 check (own_share_won >= 0),
      progress_percent smallint not null default 0 check (progress_percent between 0 and 100),
      status text not null default 'planned' check (status in ('planned', 'in_progress', 'done', 'on_hold', 'dropped')),
      outcome text,
      drop_reason text,
      before_document_id uuid references document (id),
      after_document_id uuid references document (id),
      priority numeric(6, 2),
      revision integer not null default 1,
      updated_by uuid references app_user (id),
      updated_at timestamptz(3) not null default now(),
      unique (id, plan_id),
      constraint plan_task_months check (end_month >= start_month),
      constraint plan_task_drop_has_reason check (status <> 'dropped' or drop_reason is not null),
      foreign key (plan_id, application_id, firm_id) references plan (id, application_id, firm_id)
    );
    create index plan_task_plan on plan_task (plan_id, position);
    create index plan_task_application on plan_task (application_id);
    create index plan_task_firm on plan_task (firm_id);
    create index plan_task_owner on plan_task (owner_user_id);
    create index plan_task_kpi on plan_task (kpi_card_id);
    create index plan_task_before on plan_task (before_document_id);
    create index plan_task_after on plan_task (after_document_id);
    create index plan_task_author on plan_task (updated_by);

    create table plan_version (
      id uuid primary key default uuidv7(),
      plan_id uuid not null,
      application_id uuid not null,
      firm_id uuid not null,
      number integer not null check (number > 0),
      content jsonb not null,
      total_won bigint not null,
      hash bytea not null,
      reason text,
      created_by uuid references app_user (id),
      created_at timestamptz(3) not null default now(),
      unique (plan_id, number),
      foreign key (plan_id, application_id, firm_id) references plan (id, application_id, firm_id)
    );
    create index plan_version_application on plan_version (application_id);
    create index plan_version_firm on plan_version (firm_id);
    create index plan_version_author on plan_version (created_by);
    ${immutableTriggers('plan_version')}

    create table cost_effect (
      id uuid primary key default uuidv7(),
      plan_task_id uuid not null references plan_task (id),
      application_id uuid not null,
      firm_id uuid not null,
      formula text not null,
      inputs jsonb not null,
      annual_effect_won bigint not null,
      one_off_cost_won bigint not null default 0 check (one_off_cost_won >= 0),
      recorded_by uuid references app_user (id),
      recorded_at timestamptz(3) not null default now(),
      confirmed_by uuid references app_user (id),
      confirmed_at timestamptz(3),
      constraint cost_effect_four_eyes check (confirmed_by <> recorded_by),
      foreign key (application_id, firm_id) references application (id, firm_id)
    );
    create index cost_effect_task on cost_effect (plan_task_id);
    create index cost_effect_application on cost_effect (application_id);
    create index cost_effect_firm on cost_effect (firm_id);
    create index cost_effect_recorder on cost_effect (recorded_by);
    create index cost_effect_confirmer on cost_effect (confirmed_by);
  `.execute(db);
}
