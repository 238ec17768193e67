import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

export type DecisionKind = 'eligible' | 'ineligible' | 'admitted' | 'reserve' | 'rejected' | 'returned_unassessed' | 'exception';

export interface NewDecision {
  readonly applicationId: string;
  readonly firmId: string;
  readonly kind: DecisionKind;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
  readonly feedback: string | null;
  readonly scoreTotal: number | null;
  readonly rankNumber: number | null;
  readonly proposedBy: string | null;
  readonly proposedAt: Date | null;
  readonly decidedBy: string;
  readonly decidedAt: Date;
  readonly appealUntil: string | null;
  readonly settingsVersionId: string | null;
}

/** Writes a decision; it is never changed afterwards. */
export async function insertDecision(tx: ActorTx, decision: NewDecision): Promise<void> {
  await tx
    .insertInto('decision')
    .values({
      application_id: decision.applicationId,
      firm_id: decision.firmId,
      kind: decision.kind,
      reason_code: decision.reasonCode,
      reason_text: decision.reasonText,
      feedback: decision.feedback,
      score_total: decision.scoreTotal === null ? null : decision.scoreTotal.toFixed(2),
      rank_number: decision.rankNumber,
      proposed_by: decision.proposedBy,
      proposed_at: decision.proposedAt,
      decided_by: decision.decidedBy,
      decided_at: decision.decidedAt,
      appeal_until: decision.appealUntil,
      settings_version_id: decision.settingsVersionId,
    })
    .execute();
}

export interface DecisionRow {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
  readonly feedback: string | null;
  readonly proposerName: string | null;
  readonly deciderName: string | null;
  readonly decidedAt: Date;
  readonly appealUntil: string | null;
}

/** The decisions on a case, newest first. */
export async function listDecisions(tx: ActorTx, applicationId: string): Promise<DecisionRow[]> {
  const rows = await tx
    .selectFrom('decision')
    .select(['id', 'kind', 'reason_code', 'reason_text', 'feedback', 'decided_at', 'appeal_until'])
    .select([sql<string | null>`person_name(proposed_by)`.as('proposer'), sql<string | null>`person_name(decided_by)`.as('decider')])
    .where('application_id', '=', applicationId)
    .orderBy('decided_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as DecisionKind,
    reasonCode: row.reason_code,
    reasonText: row.reason_text,
    feedback: row.feedback,
    proposerName: row.proposer,
    deciderName: row.decider,
    decidedAt: row.decided_at,
    appealUntil: row.appeal_until,
  }));
}

/** The step that prepared a decision: who took it, when, why, and what was proposed. */
export interface PreparedStep {
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly at: Date;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The newest event with this action on the application; null when there is none. */
export async function findPreparedStep(tx: ActorTx, applicationId: string, action: 'propose_ineligible' | 'rank'): Promise<PreparedStep | null> {
  const row = await tx
    .selectFrom('event')
    .select(['actor_id', 'actor_name', 'effective_at', 'reason_code', 'reason_text'])
    .select(sql<Record<string, unknown>>`payload`.as('payload'))
    .where('subject_type', '=', 'application')
    .where('subject_id', '=', applicationId)
    .where('machine', '=', 'application')
    .where('action', '=', action)
    .orderBy('effective_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { actorId: row.actor_id, actorName: row.actor_name, at: row.effective_at, reasonCode: row.reason_code, reasonText: row.reason_text, payload: row.payload } : null;
}

/** Places of a programme year: how many there are and how many are taken. */
export interface YearPlaces {
  readonly quota: number;
  readonly admitted: number;
}

/** Places of a programme year. */
export async function findYearPlaces(tx: ActorTx, programmeYearId: string): Promise<YearPlaces | null> {
  const row = await tx.selectFrom('programme_year').select(['quota', 'admitted_count']).where('id', '=', programmeYearId).executeTakeFirst();
  return row ? { quota: row.quota, admitted: row.admitted_count } : null;
}

/** Takes one place of a programme year; false when all are taken. The count and its limit are one statement. */
export async function takePlace(tx: ActorTx, programmeYearId: string): Promise<boolean> {
  const result = await sql`update programme_year set admitted_count = admitted_count + 1 where id = ${programmeYearId} and admitted_count < quota`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** The next free number on the reserve list of a programme year. */
export async function nextReserveNumber(tx: ActorTx, programmeYearId: string): Promise<number> {
  const result = await sql<{ n: number }>`select coalesce(max(reserve_number), 0)::int + 1 as n from application where programme_year_id = ${programmeYearId} and state = 'reserve'`.execute(tx);
  return result.rows[0]?.n ?? 1;
}

/** Firms that stand on the reserve list before this number; one that let its call lapse has lost its turn. */
export async function countReserveBefore(tx: ActorTx, programmeYearId: string, reserveNumber: number): Promise<number> {
  const result = await sql<{ n: number }>`select count(*)::int as n from application where programme_year_id = ${programmeYearId} and state = 'reserve' and reserve_number < ${reserveNumber}
    and (reserve_called_at is null or reserve_call_until is not null)`.execute(tx);
  return result.rows[0]?.n ?? 0;
}

/** Numbers the ranked applications of a programme year by their total, equal totals in order of receipt. */
export async function renumberRanks(tx: ActorTx, programmeYearId: string): Promise<void> {
  await sql`
    update application a set rank_number = r.place from (
      select id, (rank() over (order by total_score desc, submitted_at, id))::int as place from application
      where programme_year_id = ${programmeYearId} and total_score is not null and state in ('ranked', 'admitted', 'reserve', 'rejected')) r
    where a.id = r.id and a.state = 'ranked' and a.rank_number is distinct from r.place`.execute(tx);
}

/** Locks a programme year, so that numbers on its reserve list are given one after the other. */
export async function lockYear(tx: ActorTx, programmeYearId: string): Promise<void> {
  await sql`select id from programme_year where id = ${programmeYearId} for update`.execute(tx);
}
