import { sql } from 'kysely';
import type { AssignmentState } from '#app/domain/assignments/assignment-machine.ts';
import type { AssignmentReason } from '#app/domain/assignments/proposal.ts';
import type { Text } from '#app/domain/workflow/machine.ts';
import type { ActorTx } from '../transaction.ts';

/** An assignment with its consultant as the firm sees it: nothing of those who were asked and declined. */
export interface FirmConsultant {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly consultantId: string;
  readonly state: AssignmentState;
  readonly stateSince: Date;
  readonly dueOn: string | null;
  readonly objectionText: string | null;
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly replacesId: string | null;
  readonly manDaysHalf: number;
  readonly usedDaysHalf: number;
  readonly reasons: readonly AssignmentReason[];
  readonly name: string;
  readonly fields: readonly string[];
  readonly regionNames: readonly Text[];
  readonly yearsExperience: number | null;
  readonly introduction: string | null;
  readonly certificates: readonly string[];
}

const query = sql`select s.id, s.application_id as "applicationId", s.firm_id as "firmId", s.consultant_id as "consultantId", s.state, s.state_since as "stateSince", s.due_on::text as "dueOn",
    s.objection_text as "objectionText", s.started_on::text as "startedOn", s.ended_on::text as "endedOn", s.replaces_id as "replacesId", s.man_days_half as "manDaysHalf", s.used_days_half as "usedDaysHalf", s.reasons,
    c.name, c.fields, c.years_experience as "yearsExperience", c.introduction,
    coalesce((select jsonb_agg(r.name order by r.code) from region r where r.code = any (c.region_codes)), '[]') as "regionNames",
    coalesce((select jsonb_agg(t.name order by t.issued_on, t.name) from consultant_certificate t where t.consultant_id = c.id), '[]') as certificates
  from assignment s join consultant c on c.id = s.consultant_id
  where (s.state in ('accepted', 'objected', 'active', 'handover', 'ended') or s.objected_at is not null)`;

/** The consultants of a case, newest first: those who accepted, worked or were objected to. */
export async function listFirmConsultants(tx: ActorTx, applicationId: string): Promise<FirmConsultant[]> {
  return (await sql<FirmConsultant>`${query} and s.application_id = ${applicationId} order by s.created_at desc, s.id desc limit 20`.execute(tx)).rows;
}

/** One of them; null when the firm may not see it. */
export async function findFirmConsultant(tx: ActorTx, id: string): Promise<FirmConsultant | null> {
  return (await sql<FirmConsultant>`${query} and s.id = ${id}`.execute(tx)).rows[0] ?? null;
}

/** Whether the firm used its one objection in this case. */
export async function hasObjected(tx: ActorTx, applicationId: string): Promise<boolean> {
  return (await sql`select id from assignment where application_id = ${applicationId} and objected_at is not null limit 1`.execute(tx)).rows.length > 0;
}

/** Writes the firm's objection down. */
export async function noteObjection(tx: ActorTx, id: string, objection: { text: string; at: Date }): Promise<void> {
  await tx.updateTable('assignment').set({ objection_text: objection.text, objected_at: objection.at, due_on: null }).where('id', '=', id).execute();
}

/** Writes down when the work of a consultant begins. */
export async function noteAssignmentStart(tx: ActorTx, id: string, on: string): Promise<void> {
  await tx.updateTable('assignment').set({ started_on: on, due_on: null }).where('id', '=', id).execute();
}
