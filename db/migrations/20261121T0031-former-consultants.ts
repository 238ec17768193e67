import { sql, type Kysely } from 'kysely';

/** A replaced consultant reads the case for some days more; the successor reads what the former one did and passes on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table assignment add column readable_until date,
      add constraint assignment_readable_after_end check (readable_until is null or ended_on is not null);
    comment on column assignment.readable_until is 'Last day (Seoul) on which the consultant of an ended assignment may read the case; null when not at all.';

    create function handover_brief(p_assignment_id uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
      select jsonb_build_object('formerName', c.name, 'note', o.handover_note, 'startedOn', o.started_on, 'endedOn', o.ended_on, 'usedDaysHalf', o.used_days_half,
        'visits', coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'visitOn', v.visit_on, 'kind', v.kind, 'purpose', v.purpose, 'findings', v.findings, 'nextSteps', v.next_steps)
            order by v.visit_on desc, v.id desc)
          from visit v where v.application_id = s.application_id and v.consultant_id <> s.consultant_id and v.logged_at is not null and v.state <> 'void'), '[]'))
      from assignment s join assignment o on o.id = s.replaces_id join consultant c on c.id = o.consultant_id
      where s.id = p_assignment_id and s.consultant_id = (select app_consultant_id()) and s.state in ('accepted', 'active', 'handover') $$;
    comment on function handover_brief is 'What a successor is told of the former consultant and the visits so far; nothing for anybody else.';
  `.execute(db);
}
