import { type Kysely, sql } from 'kysely';
import { workflowColumns, workflowTrigger } from './workflow-columns.ts';

/** Firms, their people and figures, supply relations and what a firm releases to its parent company. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table firm (
      id uuid primary key default uuidv7(),
      ${workflowColumns('firm', 'registering')},
      business_number text not null constraint firm_business_number_format check (business_number ~ '^[0-9]{10}$'),
      corporate_number text check (corporate_number ~ '^[0-9]{13}$'),
      name text not null check (length(name) between 1 and 100),
      name_en text,
      representative_name text,
      founded_on date,
      firm_type text check (firm_type in ('corporation', 'sole_proprietor')),
      size text check (size in ('medium', 'small', 'micro')),
      ksic_code text references ksic (code),
      ksic_other text,
      main_product text,
      is_root_industry boolean not null default false,
      root_technology_code text references root_technology (code),
      region_code text references region (code),
      postal_code text,
      address text,
      address_detail text,
      factory_region_code text references region (code),
      factory_postal_code text,
      factory_address text,
      factory_address_detail text,
      latitude numeric(8, 5),
      longitude numeric(8, 5),
      employees integer check (employees >= 0),
      sales_won bigint,
      smart_factory_level text,
      certifications text[] not null default '{}',
      phone text,
      website text,
      registry_reply jsonb,
      registry_checked_at timestamptz(3),
      verified_at timestamptz(3),
      authority_method text check (authority_method in ('certificate', 'registered_mail', 'document')),
      merged_into_id uuid references firm (id),
      restricted_until date,
      restriction_reason text,
      retain_until date,
      created_by uuid references app_user (id),
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      search_text text not null generated always as
        (lower(name || ' ' || coalesce(name_en, '') || ' ' || business_number || ' ' || coalesce(representative_name, '') || ' ' || coalesce(main_product, ''))) stored
    );
    create unique index firm_business_number on firm (business_number) where state not in ('merged', 'closed');
    create index firm_state on firm (state, name, id);
    create index firm_name on firm (name, id);
    create index firm_region on firm (region_code, name, id);
    create index firm_ksic on firm (ksic_code, name, id);
    create index firm_root_technology on firm (root_technology_code);
    create index firm_factory_region on firm (factory_region_code);
    create index firm_merged_into on firm (merged_into_id) where merged_into_id is not null;
    create index firm_created_by on firm (created_by);
    create index firm_search on firm using gin (search_text gin_trgm_ops);
    ${workflowTrigger('firm')}

    alter table role_grant add constraint role_grant_firm_fk foreign key (firm_id) references firm (id);
    alter table auth_token add constraint auth_token_firm_fk foreign key (firm_id) references firm (id);
    create index auth_token_firm on auth_token (firm_id) where firm_id is not null;
    alter table organisation add constraint organisation_region_fk foreign key (region_code) references region (code);
    create index organisation_region on organisation (region_code);

    create table firm_member (
      id uuid primary key default uuidv7(),
      firm_id uuid not null references firm (id),
      user_id uuid not null references app_user (id),
      duty text not null check (duty in ('representative', 'manager', 'firm_finance', 'shop_floor', 'firm_reader', 'helper')),
      job_title text,
      phone text,
      rights jsonb not null default '{}',
      invited_by uuid references app_user (id),
      joined_at timestamptz(3) not null default now(),
      left_at timestamptz(3)
    );
    create unique index firm_member_once on firm_member (firm_id, user_id) where left_at is null;
    create unique index firm_member_one_representative on firm_member (firm_id) where duty = 'representative' and left_at is null;
    create index firm_member_firm on firm_member (firm_id, joined_at);
    create index firm_member_user on firm_member (user_id);
    create index firm_member_inviter on firm_member (invited_by);

    create table representative_change (
      id uuid primary key default uuidv7(),
      firm_id uuid not null references firm (id),
      old_user_id uuid references app_user (id),
      new_user_id uuid references app_user (id),
      new_name text not null,
      new_email text not null,
      status text not null default 'requested' check (status in ('requested', 'document_checked', 'transferred', 'refused')),
      document_id uuid,
      reason text,
      requested_by uuid not null references app_user (id),
      requested_at timestamptz(3) not null default now(),
      decided_by uuid references app_user (id),
      decided_at timestamptz(3),
      constraint representative_change_four_eyes check (decided_by <> requested_by)
    );
    create unique index representative_change_open on representative_change (firm_id) where status in ('requested', 'document_checked');
    create index representative_change_firm on representative_change (firm_id);
    create index representative_change_old on representative_change (old_user_id);
    create index representative_change_new on representative_change (new_user_id);
    create index representative_change_requester on representative_change (requested_by);
    create index representative_change_decider on representative_change (decided_by);

    create table firm_financial (
      firm_id uuid not null references firm (id),
      year smallint not null check (year between 1980 and 2100),
      sales_won bigint,
      operating_profit_won bigint,
      employees integer check (employees >= 0),
      export_won bigint,
      updated_at timestamptz(3) not null default now(),
      primary key (firm_id, year)
    );

    create table supply_relation (
      id uuid primary key default uuidv7(),
      firm_id uuid not null references firm (id),
      parent_id uuid references organisation (id),
      tier1_id uuid references organisation (id),
      tier smallint not null check (tier in (2, 3)),
      share_percent numeric(5, 2) check (share_percent between 0 and 100),
      since_on date,
      ended_on date,
      released_scopes text[] not null default '{profile,application,plan,kpi,completion,totals}'
        check (released_scopes <@ '{profile,application,plan,kpi,completion,totals}'::text[]),
      confirmed_by uuid references app_user (id),
      confirmed_at timestamptz(3),
      created_at timestamptz(3) not null default now(),
      constraint supply_relation_somebody check (num_nonnulls(parent_id, tier1_id) > 0)
    );
    create unique index supply_relation_once on supply_relation (firm_id, parent_id) where ended_on is null and parent_id is not null;
    create index supply_relation_firm on supply_relation (firm_id);
    create index supply_relation_parent on supply_relation (parent_id, firm_id) where ended_on is null;
    create index supply_relation_parent_all on supply_relation (parent_id);
    create index supply_relation_tier1 on supply_relation (tier1_id);
    create index supply_relation_confirmer on supply_relation (confirmed_by);
    comment on column supply_relation.released_scopes is 'What the firm lets this parent company read; the firm may take scopes back at any time.';
  `.execute(db);
}
