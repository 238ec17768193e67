import { type Kysely, sql } from 'kysely';
import { immutableTriggers, workflowColumns, workflowTrigger } from './workflow-columns.ts';

/** Contributions, ledger, tranches with claim lines, payment batches. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table contribution (
      id uuid primary key default uuidv7(),
      organisation_id uuid not null references organisation (id),
      programme_year_id uuid not null references programme_year (id),
      pledged_won bigint not null check (pledged_won > 0),
      received_won bigint not null default 0,
      allocated_won bigint not null default 0,
      purpose text,
      earmark jsonb not null default '{}',
      signed_on date,
      created_by uuid references app_user (id),
      created_at timestamptz(3) not null default now(),
      constraint contribution_received_within_pledge check (received_won between 0 and pledged_won),
      constraint contribution_allocated_within_received check (allocated_won between 0 and received_won)
    );
    create index contribution_year on contribution (programme_year_id);
    create index contribution_organisation on contribution (organisation_id);
    create index contribution_author on contribution (created_by);

    create table tranche (
      id uuid primary key default uuidv7(),
      agreement_id uuid not null,
      application_id uuid not null,
      firm_id uuid not null,
      ${workflowColumns('tranche', 'planned')},
      number smallint not null check (number > 0),
      kind text not null check (kind in ('advance', 'interim', 'final')),
      gate text,
      planned_on date,
      due_on date,
      planned_won bigint not null check (planned_won > 0),
      requested_won bigint check (requested_won > 0),
      verified_won bigint check (verified_won >= 0),
      paid_won bigint check (paid_won > 0),
      bank_account_id uuid references bank_account (id),
      requested_by uuid references app_user (id),
      requested_at timestamptz(3),
      signed_by uuid references app_user (id),
      verified_by uuid references app_user (id),
      verified_at timestamptz(3),
      approved_by uuid references app_user (id),
      approved_at timestamptz(3),
      paid_by uuid references app_user (id),
      paid_at timestamptz(3),
      batch_id uuid,
      bank_reference text unique,
      held_from_state text,
      queries jsonb not null default '[]',
      note text,
      fail_reason text,
      created_at timestamptz(3) not null default now(),
      unique (id, agreement_id),
      constraint tranche_four_eyes check (approved_by <> verified_by and paid_by <> verified_by and paid_by <> approved_by),
      constraint tranche_requested_within_plan check (requested_won <= planned_won),
      constraint tranche_verified_within_request check (verified_won <= requested_won),
      constraint tranche_paid_within_verified check (paid_won <= verified_won),
      foreign key (agreement_id, application_id, firm_id) references agreement (id, application_id, firm_id)
    );
    create unique index tranche_number on tranche (agreement_id, number) where state <> 'cancelled';
    create index tranche_agreement on tranche (agreement_id, number);
    create index tranche_application on tranche (application_id);
    create index tranche_firm on tranche (firm_id);
    create index tranche_state on tranche (state, state_since);
    create index tranche_bank_account on tranche (bank_account_id);
    create index tranche_requester on tranche (requested_by);
    create index tranche_signer on tranche (signed_by);
    create index tranche_verifier on tranche (verified_by);
    create index tranche_approver on tranche (approved_by);
    create index tranche_payer on tranche (paid_by);
    create index tranche_batch on tranche (batch_id);
    ${workflowTrigger('tranche')}

    create function guard_tranche_limits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      agreed agreement;
      planned bigint;
    begin
      select * into strict agreed from agreement where id = new.agreement_id for update;
      select coalesce(sum(planned_won), 0) into planned from tranche
        where agreement_id = new.agreement_id and state <> 'cancelled' and kind = 'advance' and id <> new.id;
      if new.kind = 'advance' and new.state <> 'cancelled' and planned + new.planned_won > agreed.amount_won * agreed.advance_cap_percent / 100 then
        raise exception 'advances of % exceed % percent of %', planned + new.planned_won, agreed.advance_cap_percent, agreed.amount_won
          using errcode = 'IP005', constraint = 'tranche_advance_cap', table = tg_table_name;
      end if;
      select coalesce(sum(planned_won), 0) into planned from tranche where agreement_id = new.agreement_id and state <> 'cancelled' and id <> new.id;
      if new.state <> 'cancelled' and planned + new.planned_won > agreed.amount_won then
        raise exception 'tranches of % exceed the agreement of %', planned + new.planned_won, agreed.amount_won
          using errcode = 'IP005', constraint = 'tranche_within_agreement', table = tg_table_name;
      end if;
      return new;
    end $$;
    create trigger tranche_limits before insert or update of planned_won, kind on tranche for each row execute function guard_tranche_limits();

    create table tranche_line (
      id uuid primary key default uuidv7(),
      tranche_id uuid not null,
      agreement_id uuid not null,
      firm_id uuid not null references firm (id),
      budget_line_id uuid,
      title text not null,
      basis text,
      supplier_name text,
      supplier_number text,
      proof_kind text not null check (proof_kind in ('quotation', 'tax_invoice', 'transfer_certificate', 'inspection_report', 'other')),
      proof_on date not null,
      invoice_number text,
      serial_number text,
      amount_won bigint not null check (amount_won > 0),
      own_share_won bigint not null default 0 check (own_share_won >= 0),
      allowed_won bigint check (allowed_won between 0 and amount_won),
      disallow_code text,
      query_text text,
      document_ids uuid[] not null default '{}',
      created_at timestamptz(3) not null default now(),
      foreign key (tranche_id, agreement_id) references tranche (id, agreement_id),
      foreign key (budget_line_id, agreement_id) references budget_line (id, agreement_id)
    );
    create unique index tranche_line_invoice on tranche_line (supplier_number, invoice_number) where invoice_number is not null;
    create unique index tranche_line_serial on tranche_line (serial_number) where serial_number is not null;
    create index tranche_line_tranche on tranche_line (tranche_id);
    create index tranche_line_firm on tranche_line (firm_id);
    create index tranche_line_budget on tranche_line (budget_line_id);

    create table payment_batch (
      id uuid primary key default uuidv7(),
      number text not null unique,
      total_won bigint not null check (total_won > 0),
      row_count integer not null check (row_count > 0),
      content_hash bytea not null,
      storage_key text,
      created_by uuid not null references app_user (id),
      created_at timestamptz(3) not null default now()
    );
    create index payment_batch_author on payment_batch (created_by);
    ${immutableTriggers('payment_batch')}
    alter table tranche add constraint tranche_batch_fk foreign key (batch_id) references payment_batch (id);

    create table ledger_account (
      id uuid primary key default uuidv7(),
      kind text not null check (kind in ('outside', 'contributor_earmark', 'programme_year', 'firm_grant', 'firm_paid', 'firm_own_share', 'returned', 'clawback')),
      programme_year_id uuid references programme_year (id),
      organisation_id uuid references organisation (id),
      firm_id uuid references firm (id),
      agreement_id uuid references agreement (id),
      balance_won bigint not null default 0,
      may_be_negative boolean not null default false,
      created_at timestamptz(3) not null default now(),
      constraint ledger_account_unique unique nulls not distinct (kind, programme_year_id, organisation_id, firm_id, agreement_id),
      constraint ledger_account_not_negative check (may_be_negative or balance_won >= 0)
    );
    create index ledger_account_year on ledger_account (programme_year_id);
    create index ledger_account_organisation on ledger_account (organisation_id);
    create index ledger_account_firm on ledger_account (firm_id);
    create index ledger_account_agreement on ledger_account (agreement_id);

    create table ledger_transfer (
      id uuid primary key default uuidv7(),
      kind text not null check (kind in ('contribution', 'allocation', 'commitment', 'release', 'payment', 'own_share', 'settlement', 'return', 'clawback', 'reversal')),
      programme_year_id uuid references programme_year (id),
      agreement_id uuid references agreement (id),
      tranche_id uuid references tranche (id),
      reverses_id uuid unique references ledger_transfer (id),
      idempotency_key text unique,
      memo text,
      recorded_by uuid references app_user (id),
      recorded_at timestamptz(3) not null default now(),
      constraint ledger_transfer_reversal check ((kind = 'reversal') = (reverses_id is not null))
    );
    create index ledger_transfer_year on ledger_transfer (programme_year_id, recorded_at desc);
    create index ledger_transfer_agreement on ledger_transfer (agreement_id);
    create index ledger_transfer_tranche on ledger_transfer (tranche_id);
    create index ledger_transfer_author on ledger_transfer (recorded_by);
    create unique index ledger_transfer_one_payment on ledger_transfer (tranche_id) where kind = 'payment';
    alter table record_seal add constraint record_seal_transfer_fk foreign key (transfer_id) references ledger_transfer (id);
    ${immutableTriggers('ledger_transfer')}

    create table ledger_line (
      id uuid primary key default uuidv7(),
      transfer_id uuid not null references ledger_transfer (id),
      account_id uuid not null references ledger_account (id),
      amount_won bigint not null check (amount_won <> 0)
    );
    create index ledger_line_transfer on ledger_line (transfer_id);
    create index ledger_line_account on ledger_line (account_id, id);
    ${immutableTriggers('ledger_line')}
    comment on column ledger_line.amount_won is 'Signed: what comes to the account is positive, what leaves it negative; the lines of a transfer sum to zero.';

    create function book_lines() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      -- A transfer is sealed when it commits; nothing is added to it later.
      if exists (select from record_seal s join added a on a.transfer_id = s.transfer_id) then
        raise exception 'a sealed transfer takes no further line' using errcode = 'IP002', table = tg_table_name;
      end if;
      -- Accounts are locked in the order of their ids, so that two transfers never wait for each other crosswise.
      perform 1 from ledger_account where id in (select account_id from added) order by id for update;
      update ledger_account a set balance_won = a.balance_won + s.amount
        from (select account_id, sum(amount_won)::bigint as amount from added group by account_id) s where a.id = s.account_id;
      return null;
    end $$;
    create trigger book after insert on ledger_line referencing new table as added for each statement execute function book_lines();

    create function guard_balance() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      transfer uuid := case when tg_table_name = 'ledger_line' then (to_jsonb(new) ->> 'transfer_id')::uuid else new.id end;
      lines integer;
      total numeric;
    begin
      select count(*), coalesce(sum(amount_won), 0) into lines, total from ledger_line where transfer_id = transfer;
      if lines < 2 or total <> 0 then
        raise exception 'transfer % does not balance: % lines, sum %', transfer, lines, total
          using errcode = 'IP004', constraint = 'ledger_transfer_balanced', table = tg_table_name;
      end if;
      return null;
    end $$;
    create constraint trigger balanced after insert on ledger_line deferrable initially deferred for each row execute function guard_balance();
    create constraint trigger balanced after insert on ledger_transfer deferrable initially deferred for each row execute function guard_balance();

    create function canonical_transfer(t ledger_transfer) returns text language sql stable set search_path = public, pg_temp set timezone = 'UTC' as $$
      select jsonb_build_array(t.id, t.kind, t.programme_year_id, t.agreement_id, t.tranche_id, t.reverses_id, t.idempotency_key, t.memo, t.recorded_by,
        t.recorded_at, (select jsonb_agg(jsonb_build_array(l.id, l.account_id, l.amount_won) order by l.id) from ledger_line l where l.transfer_id = t.id))::text $$;

    create function seal_transfer() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      day_chain text := to_char(now() at time zone 'Asia/Seoul', 'YYYY-MM-DD') || '/' || lpad((pg_current_xact_id()::text::numeric % 16)::text, 2, '0');
    begin
      insert into chain_head (chain, number, hash) values (day_chain, 0, sha256(convert_to(day_chain, 'UTF8'))) on conflict do nothing;
      perform 1 from chain_head where chain = day_chain for update;
      perform append_seal('money', null, new.id, canonical_transfer(new));
      return null;
    end $$;
    create constraint trigger seal after insert on ledger_transfer deferrable initially deferred for each row execute function seal_transfer();
  `.execute(db);
}
