import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';
import { READABLE_ASSIGNMENT } from './readable-assignment.ts';

/** What every step between selection and agreement has to know of a case; rules still unparsed. */
export interface CaseFactsRow {
  readonly applicationId: string;
  readonly firmId: string;
  readonly firmName: string;
  readonly applicationState: string;
  readonly receiptNumber: string | null;
  readonly organisationId: string | null;
  readonly programmeYearId: string;
  readonly startsOn: string;
  readonly endsOn: string;
  /** Consultants who may see the case, the offered ones and those who handed over lately included. */
  readonly liveConsultantIds: readonly string[];
  /** Those of them who may do something: the assignment is active or hands over. */
  readonly workingConsultantIds: readonly string[];
  /** The leading consultant, who works on the case; while it is handed over still the former one. */
  readonly consultant: { readonly id: string; readonly name: string } | null;
}

/** Facts of a case; null when the actor may not see it. The period is that of the agreement once there is one. */
export async function findCaseFacts(tx: ActorTx, applicationId: string): Promise<CaseFactsRow | null> {
  const result = await sql<{
    id: string; firm_id: string; firm_name: string; state: string; receipt_number: string | null; organisation_id: string | null; programme_year_id: string;
    starts_on: string; ends_on: string; live: string[] | null; working: string[] | null; consultant: { id: string; name: string } | null;
  }>`
    select a.id, a.firm_id, f.name as firm_name, a.state, a.receipt_number, a.organisation_id, a.programme_year_id,
      coalesce(g.starts_on, y.starts_on)::text as starts_on, coalesce(g.ends_on, y.ends_on)::text as ends_on,
      (select jsonb_agg(s.consultant_id) from assignment s where s.application_id = a.id and ${READABLE_ASSIGNMENT}) as live,
      (select jsonb_agg(s.consultant_id) from assignment s where s.application_id = a.id and s.state in ('active', 'handover')) as working,
      (select jsonb_build_object('id', c.id, 'name', c.name) from assignment s join consultant c on c.id = s.consultant_id
        where s.application_id = a.id and s.state in ('active', 'handover') order by s.state = 'active' desc, s.role = 'production' desc, s.created_at limit 1) as consultant
    from application a join firm f on f.id = a.firm_id join programme_year y on y.id = a.programme_year_id
      left join lateral (select x.starts_on, x.ends_on from agreement x where x.application_id = a.id
        and x.state not in ('declined', 'lapsed', 'offer_withdrawn', 'terminated', 'rescinded') order by x.created_at desc limit 1) g on true
    where a.id = ${applicationId}`.execute(tx);
  const row = result.rows[0];
  if (!row) return null;
  return {
    applicationId: row.id, firmId: row.firm_id, firmName: row.firm_name, applicationState: row.state, receiptNumber: row.receipt_number, organisationId: row.organisation_id,
    programmeYearId: row.programme_year_id, startsOn: row.starts_on, endsOn: row.ends_on, liveConsultantIds: row.live ?? [], workingConsultantIds: row.working ?? [], consultant: row.consultant,
  };
}

/** The newest admitted application of a firm; null before selection. */
export async function findAdmittedCase(tx: ActorTx, firmId: string): Promise<string | null> {
  const row = await tx.selectFrom('application').select('id').where('firm_id', '=', firmId).where('state', '=', 'admitted').orderBy('created_at', 'desc').limit(1).executeTakeFirst();
  return row?.id ?? null;
}

/** The submitted answers of a case in their newest version; empty when the actor may not read them. */
export async function findSubmittedAnswers(tx: ActorTx, applicationId: string): Promise<Readonly<Record<string, unknown>>> {
  const row = await tx.selectFrom('application_version').select('answers').where('application_id', '=', applicationId).orderBy('number', 'desc').limit(1).executeTakeFirst();
  return (row?.answers as unknown as Record<string, unknown> | undefined) ?? {};
}

/** Names of the people of a firm who may own a task. */
export async function listMemberNames(tx: ActorTx, firmId: string): Promise<{ userId: string; name: string; duty: string }[]> {
  const result = await sql<{ user_id: string; name: string | null; duty: string }>`
    select m.user_id, person_name(m.user_id) as name, m.duty from firm_member m where m.firm_id = ${firmId} and m.left_at is null order by m.joined_at`.execute(tx);
  return result.rows.flatMap((row) => (row.name ? [{ userId: row.user_id, name: row.name, duty: row.duty }] : []));
}
