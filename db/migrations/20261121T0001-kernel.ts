import { type Kysely, sql } from 'kysely';
import { immutableTriggers } from './workflow-columns.ts';

/** Extensions, actor settings, transition guard, event record with hash chains, idempotency. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create extension if not exists btree_gist with schema public;
    create extension if not exists pg_trgm with schema public;

    create function app_user_id() returns uuid language sql stable parallel safe set search_path = public, pg_temp
      as $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;
    create function app_firm_id() returns uuid language sql stable parallel safe set search_path = public, pg_temp
      as $$ select nullif(current_setting('app.firm_id', true), '')::uuid $$;
    create function app_consultant_id() returns uuid language sql stable parallel safe set search_path = public, pg_temp
      as $$ select nullif(current_setting('app.consultant_id', true), '')::uuid $$;
    create function app_organisation_id() returns uuid language sql stable parallel safe set search_path = public, pg_temp
      as $$ select nullif(current_setting('app.organisation_id', true), '')::uuid $$;
    create function app_duty() returns text language sql stable parallel safe set search_path = public, pg_temp
      as $$ select nullif(current_setting('app.duty', true), '') $$;

    create table allowed_transition (
      machine text not null,
      name text not null,
      from_state text,
      to_state text not null,
      by_duties text[] not null default '{}',
      constraint allowed_transition_unique unique nulls not distinct (machine, from_state, to_state, name)
    );
    comment on table allowed_transition is 'Edges of the workflow machines, filled from the domain; the trigger guard_state refuses every other change of state.';

    create function guard_state() returns trigger language plpgsql set search_path = public, pg_temp as $$
    declare
      machine_name text := tg_argv[0];
      duty text := app_duty();
      as_actor boolean := current_user in ('portal_public', 'portal_firm', 'portal_consultant', 'portal_officer', 'portal_parent',
        'portal_evaluator', 'portal_auditor', 'portal_admin');
      edges integer;
      mine integer;
    begin
      if tg_op = 'UPDATE' then
        if new.state is not distinct from old.state then
          if new.version < old.version or new.version > old.version + 1 then
            raise exception 'version of % % must grow by one', tg_table_name, old.id using errcode = 'IP003';
          end if;
          return new;
        end if;
        if new.version <> old.version + 1 then
          raise exception 'version of % % must grow by one with its state', tg_table_name, old.id using errcode = 'IP003';
        end if;
        select count(*), count(*) filter (where duty = any(by_duties) or 'system' = any(by_duties)) into edges, mine
          from allowed_transition where machine = machine_name and from_state = old.state and to_state = new.state;
        if new.state_since is not distinct from old.state_since then
          new.state_since := now();
        end if;
      else
        -- Imports and restores run as the owner and may bring rows in any state; actors start where the machine starts.
        if not as_actor and current_user not in ('portal_auth', 'portal_worker', 'portal_definer') then
          return new;
        end if;
        select count(*), count(*) filter (where duty = any(by_duties) or 'system' = any(by_duties)) into edges, mine
          from allowed_transition where machine = machine_name and from_state is null and to_state = new.state;
      end if;
      if edges = 0 or (as_actor and mine = 0) then
        raise exception '% % may not move from % to %', machine_name, new.id,
            case when tg_op = 'UPDATE' then old.state else '(none)' end, new.state
          using errcode = 'IP001', constraint = 'allowed_transition', table = tg_table_name;
      end if;
      return new;
    end $$;

    create function refuse_change() returns trigger language plpgsql set search_path = public, pg_temp as $$
    begin
      raise exception '% rows are never changed or deleted', tg_table_name using errcode = 'IP002', table = tg_table_name;
    end $$;

    create table event (
      id uuid primary key default uuidv7(),
      machine text,
      subject_type text not null,
      subject_id uuid not null,
      application_id uuid,
      firm_id uuid,
      action text not null,
      from_state text,
      to_state text,
      actor_id uuid,
      actor_role text not null,
      actor_duty text not null,
      actor_name text,
      on_behalf_of_firm_id uuid,
      reason_code text,
      reason_text text,
      payload jsonb not null default '{}',
      version_before integer,
      version_after integer,
      settings_version_id uuid,
      request_id text,
      idempotency_key text,
      undo_of uuid references event (id),
      is_money boolean not null default false,
      recorded_at timestamptz(3) not null default now(),
      effective_at timestamptz(3) not null default now()
    );
    create index event_subject on event (subject_type, subject_id, id desc);
    create index event_application on event (application_id, id desc) where application_id is not null;
    create index event_firm on event (firm_id, id desc) where firm_id is not null;
    create index event_actor on event (actor_id, id desc) where actor_id is not null;
    create index event_machine_state on event (machine, to_state, recorded_at) where machine is not null;
    create index event_recorded on event (recorded_at desc, id desc);
    create index event_undo on event (undo_of) where undo_of is not null;
    comment on table event is 'Append-only record of everything that happened; sealed into hash chains at commit.';

    create function mark_money_event() returns trigger language plpgsql set search_path = public, pg_temp as $$
    begin
      new.is_money := new.is_money or coalesce(new.machine in ('grant_decision', 'tranche', 'settlement', 'recovery'), false)
        or new.subject_type in ('ledger_transfer', 'bank_account', 'contribution', 'payment_batch');
      return new;
    end $$;
    create trigger mark_money before insert on event for each row execute function mark_money_event();

    create table chain_head (
      chain text primary key,
      number bigint not null check (number >= 0),
      hash bytea not null
    );
    create table record_seal (
      chain text not null,
      number bigint not null check (number > 0),
      event_id uuid unique references event (id),
      transfer_id uuid unique,
      hash bytea not null,
      sealed_at timestamptz(3) not null default now(),
      primary key (chain, number),
      constraint record_seal_one_subject check (num_nonnulls(event_id, transfer_id) = 1)
    );
    comment on table record_seal is 'Position and hash of each event and ledger transfer: chain money (gapless) or one of 16 chains per Korean calendar day.';

    create function canonical_event(e event) returns text language sql stable set search_path = public, pg_temp set timezone = 'UTC' as $$
      select jsonb_build_array(e.id, e.machine, e.subject_type, e.subject_id, e.application_id, e.firm_id, e.action, e.from_state, e.to_state, e.actor_id,
        e.actor_role, e.actor_duty, e.actor_name, e.on_behalf_of_firm_id, e.reason_code, e.reason_text, e.payload, e.version_before, e.version_after,
        e.settings_version_id, e.request_id, e.idempotency_key, e.undo_of, e.is_money, e.recorded_at, e.effective_at)::text $$;

    create function append_seal(p_chain text, p_event uuid, p_transfer uuid, p_content text) returns void
      language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      head chain_head;
      next_hash bytea;
    begin
      insert into chain_head (chain, number, hash) values (p_chain, 0, sha256(convert_to(p_chain, 'UTF8'))) on conflict do nothing;
      select * into head from chain_head where chain = p_chain for update;
      next_hash := sha256(head.hash || convert_to(p_content, 'UTF8'));
      insert into record_seal (chain, number, event_id, transfer_id, hash) values (p_chain, head.number + 1, p_event, p_transfer, next_hash);
      update chain_head set number = head.number + 1, hash = next_hash where chain = p_chain;
    end $$;

    -- Runs at commit, so that the chain is locked for an instant only. The day chain is locked first by every
    -- transaction and the money chain second: two commits never wait for each other crosswise.
    create function seal_event() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      day_chain text := to_char(now() at time zone 'Asia/Seoul', 'YYYY-MM-DD') || '/' || lpad((pg_current_xact_id()::text::numeric % 16)::text, 2, '0');
    begin
      if new.is_money then
        insert into chain_head (chain, number, hash) values (day_chain, 0, sha256(convert_to(day_chain, 'UTF8'))) on conflict do nothing;
        perform 1 from chain_head where chain = day_chain for update;
        perform append_seal('money', new.id, null, canonical_event(new));
      else
        perform append_seal(day_chain, new.id, null, canonical_event(new));
      end if;
      return null;
    end $$;
    create constraint trigger seal after insert on event deferrable initially deferred for each row execute function seal_event();
    ${immutableTriggers('event')}
    ${immutableTriggers('record_seal')}

    create table idempotency (
      key text not null,
      user_id uuid not null,
      operation text not null,
      request_hash text not null,
      result jsonb,
      created_at timestamptz(3) not null default now(),
      primary key (key, user_id, operation)
    );
    create index idempotency_age on idempotency (created_at);

    create table access_log (
      id uuid primary key default uuidv7(),
      user_id uuid,
      role text not null,
      duty text not null,
      kind text not null check (kind in ('view', 'download', 'export', 'print', 'search')),
      subject_type text not null,
      subject_id uuid,
      firm_id uuid,
      application_id uuid,
      row_count integer,
      reason text,
      ip inet,
      request_id text,
      recorded_at timestamptz(3) not null default now()
    );
    create index access_log_time on access_log (recorded_at desc, id desc);
    create index access_log_user on access_log (user_id, recorded_at desc);
    create index access_log_firm on access_log (firm_id, recorded_at desc) where firm_id is not null;
    ${immutableTriggers('access_log')}
  `.execute(db);
}
