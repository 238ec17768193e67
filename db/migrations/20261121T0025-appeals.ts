import { type Kysely, sql } from 'kysely';

/**
 * Appeals in use: what the firm asks for in short, against which decision, whether it wants to be heard, and where. Who
 * handles an appeal has not acted on the case before; the trigger keeps it also where a use-case would forget it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table appeal
      add column summary text,
      add column against_decided_at timestamptz(3),
      add column hearing_wanted boolean not null default false,
      add column hearing_place text,
      add constraint appeal_decision_has_reason check (state not in ('upheld', 'partly_upheld', 'dismissed', 'implemented') or (decision_text is not null and reviewer_id is not null)),
      add constraint appeal_refusal_has_reason check (state <> 'inadmissible' or admissibility_text is not null);
    comment on column appeal.against_decided_at is 'Moment of the decision that is appealed: the same object may be decided again later.';

    create function decision_delivered_at(p_application_id uuid, p_kind text, p_since timestamptz) returns timestamptz language sql stable security definer
      set search_path = public, pg_temp as $$
      select min(least(n.read_at, m.sent_at)) from notice n
        join firm_member p on p.firm_id = n.firm_id and p.user_id = n.recipient_id
        left join lateral (select min(x.sent_at) as sent_at from mail_delivery x where x.notice_id = n.id and x.status = 'sent') m on true
      where n.application_id = p_application_id and n.kind = p_kind and n.created_at >= p_since
        and case (select current_setting('role')) when 'portal_firm' then n.firm_id = (select app_firm_id())
          else (select current_setting('role')) in ('portal_officer', 'portal_auditor', 'portal_admin', 'portal_worker') end $$;
    comment on function decision_delivered_at is 'When the letter about a decision reached the firm: its mail was taken by the receiving server or the notice was opened. Null while neither happened.';

    create function appeal_hands(p_appeal_id uuid) returns table (user_id uuid) language sql stable security definer set search_path = public, pg_temp as $$
      with a as (select id, application_id from appeal where id = p_appeal_id)
      select e.actor_id from event e join a on a.application_id = e.application_id
        where e.actor_id is not null and e.actor_role in ('officer', 'evaluator')
          and not (e.subject_type = 'appeal' and e.subject_id = a.id and e.actor_duty = (select app_duty()))
      union select d.decided_by from decision d join a on a.application_id = d.application_id
      union select d.proposed_by from decision d join a on a.application_id = d.application_id where d.proposed_by is not null
      union select g.proposed_by from grant_decision g join a on a.application_id = g.application_id where g.proposed_by is not null
      union select g.approved_by from grant_decision g join a on a.application_id = g.application_id where g.approved_by is not null
      union select x.assigned_officer_id from application x join a on a.application_id = x.id where x.assigned_officer_id is not null
      union select n.author_id from case_note n join a on a.application_id = n.application_id where n.author_id is not null
      union select v.evaluator_id from evaluation_assignment v join a on a.application_id = v.application_id $$;
    comment on function appeal_hands is 'Everybody who acted on the case of an appeal, apart from the steps on this appeal under the duty of the caller.';

    create function guard_appeal_hands() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if new.state is distinct from old.state and new.state in ('admissibility', 'inadmissible', 'review', 'hearing', 'upheld', 'partly_upheld', 'dismissed')
          and (select current_setting('role')) = 'portal_officer' and exists (select from appeal_hands(new.id) h where h.user_id = app_user_id()) then
        raise exception 'an appeal is handled by people who are new to the case' using errcode = 'IP006', table = tg_table_name;
      end if;
      if new.reviewer_id is distinct from old.reviewer_id and new.reviewer_id is distinct from app_user_id() and (select current_setting('role')) = 'portal_officer' then
        raise exception 'who reviews an appeal names nobody else' using errcode = 'IP006', table = tg_table_name;
      end if;
      return new;
    end $$;
    create trigger appeal_hands before update on appeal for each row execute function guard_appeal_hands();
  `.execute(db);
}
