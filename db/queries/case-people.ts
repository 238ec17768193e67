import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** Who works on a case beside the firm, and when the consultant comes next. */
export interface CasePeople {
  readonly consultantName: string | null;
  readonly nextVisitAt: Date | null;
  readonly officerName: string | null;
  /** Visits that wait for the firm: a proposed date, a log to confirm. */
  readonly visitsWaiting: number;
}

/** Names of consultant and officer of a case, with the next planned visit. */
export async function findCasePeople(tx: ActorTx, applicationId: string, now: Date): Promise<CasePeople> {
  const row = await tx
    .selectFrom('application as a')
    .select([
      sql<string | null>`person_name(a.assigned_officer_id)`.as('officer'),
      sql<string | null>`(select c.name from assignment s join consultant c on c.id = s.consultant_id where s.application_id = a.id and s.state in ('active', 'handover') order by s.created_at desc limit 1)`.as('consultant'),
      sql<Date | null>`(select min(v.starts_at) from visit v where v.application_id = a.id and v.state in ('planned', 'confirmed') and v.starts_at > ${now})`.as('next_visit'),
      sql<number>`(select count(*)::integer from visit v where v.application_id = a.id
        and (v.state in ('logged', 'late_logged') or (v.state = 'planned' and v.proposed_side = 'consultant' and v.ends_at > ${now})))`.as('visits_waiting'),
    ])
    .where('a.id', '=', applicationId)
    .executeTakeFirst();
  return { consultantName: row?.consultant ?? null, nextVisitAt: row?.next_visit ?? null, officerName: row?.officer ?? null, visitsWaiting: row?.visits_waiting ?? 0 };
}
