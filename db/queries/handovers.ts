import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** Lowers the agreed days of an assignment to those that were used; the rest is the successor's. */
export async function giveBackDays(tx: ActorTx, id: string): Promise<void> {
  await sql`update assignment set man_days_half = used_days_half where id = ${id}`.execute(tx);
}

/** The assignment that hands over to another one, with the visits of it that are still open; null when it does not any more. */
export async function findHandover(tx: ActorTx, id: string): Promise<{ id: string; consultantId: string; openVisits: number } | null> {
  const result = await sql<{ id: string; consultantId: string; openVisits: number }>`select s.id, s.consultant_id as "consultantId",
      (select count(*)::int from visit v where v.assignment_id = s.id and v.state in ('planned', 'confirmed', 'checked_in', 'disputed')) as "openVisits"
    from assignment s where s.id = ${id} and s.state = 'handover'`.execute(tx);
  return result.rows[0] ?? null;
}

/** Assignments that hand over to one that has begun; for the daily rule. */
export async function listReadyHandovers(tx: ActorTx, page: { readonly except: readonly string[]; readonly limit: number }): Promise<{ id: string; applicationId: string }[]> {
  const result = await sql<{ id: string; applicationId: string }>`select s.id, s.application_id as "applicationId" from assignment s
    where s.state = 'handover' and s.id <> all (${[...page.except]}::uuid[]) and exists (select from assignment n where n.replaces_id = s.id and n.state = 'active')
    order by s.state_since, s.id limit ${page.limit}`.execute(tx);
  return result.rows;
}

/** Notes when and why a consultant was followed by another one, and until when the case can be read. */
export async function noteHandoverEnd(tx: ActorTx, id: string, end: { on: string; reason: string; readableUntil: string }): Promise<void> {
  await tx.updateTable('assignment').set({ ended_on: end.on, end_reason: end.reason, readable_until: end.readableUntil }).where('id', '=', id).execute();
}

/** Visits of an assignment that began by a moment and have no log yet. */
export async function countUnlogged(tx: ActorTx, assignmentId: string, now: Date): Promise<number> {
  return (await sql<{ n: number }>`select count(*)::int as n from visit where assignment_id = ${assignmentId} and (state = 'checked_in' or (state = 'confirmed' and starts_at <= ${now}))`.execute(tx)).rows[0]?.n ?? 0;
}

/** Writes what the former consultant passes on. */
export async function saveHandoverNote(tx: ActorTx, id: string, note: string): Promise<void> {
  await tx.updateTable('assignment').set({ handover_note: note }).where('id', '=', id).execute();
}

/** What the successor reads of the consultant before and of the visits so far. */
export interface HandoverBrief {
  readonly formerName: string;
  readonly note: string | null;
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly usedDaysHalf: number;
  readonly visits: readonly { readonly id: string; readonly visitOn: string; readonly kind: string; readonly purpose: string | null; readonly findings: string | null; readonly nextSteps: string | null }[];
}

/** The brief of an own assignment that follows another one; null for all others. */
export async function findHandoverBrief(tx: ActorTx, assignmentId: string): Promise<HandoverBrief | null> {
  return (await sql<{ brief: HandoverBrief | null }>`select handover_brief(${assignmentId}) as brief`.execute(tx)).rows[0]?.brief ?? null;
}
