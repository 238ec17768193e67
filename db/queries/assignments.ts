import { sql } from 'kysely';
import type { AssignmentState } from '#app/domain/assignments/assignment-machine.ts';
import type { AssignmentReason } from '#app/domain/assignments/proposal.ts';
import type { Text } from '#app/domain/workflow/machine.ts';
import type { ActorTx } from '../transaction.ts';

/** An assignment as officers and the consultant read it. */
export interface AssignmentRow {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly consultantId: string;
  readonly state: AssignmentState;
  readonly stateSince: Date;
  readonly version: number;
  readonly role: string;
  readonly score: number | null;
  readonly reasons: readonly AssignmentReason[];
  readonly conflictHits: readonly string[];
  readonly waiverText: string | null;
  readonly offeredAt: Date | null;
  readonly dueOn: string | null;
  readonly answeredAt: Date | null;
  readonly declineCode: string | null;
  readonly declineText: string | null;
  readonly objectionText: string | null;
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly manDaysHalf: number;
  readonly usedDaysHalf: number;
  readonly tryNumber: number;
  readonly replacesId: string | null;
  readonly readableUntil: string | null;
  readonly handoverNote: string | null;
}

const COLUMNS = [
  's.id', 's.application_id', 's.firm_id', 's.consultant_id', 's.state', 's.state_since', 's.version', 's.role', 's.score', 's.waiver_text', 's.offered_at', 's.due_on',
  's.answered_at', 's.decline_code', 's.decline_text', 's.objection_text', 's.started_on', 's.ended_on', 's.man_days_half', 's.used_days_half', 's.try_number', 's.replaces_id', 's.readable_until', 's.handover_note',
] as const;

function baseQuery(tx: ActorTx) {
  return tx.selectFrom('assignment as s').select([...COLUMNS]).select([sql<AssignmentReason[]>`s.reasons`.as('reasons'), sql<string[]>`s.conflict_hits`.as('conflict_hits')]);
}

type Row = Awaited<ReturnType<ReturnType<typeof baseQuery>['execute']>>[number];

function read(row: Row): AssignmentRow {
  return {
    id: row.id,
    applicationId: row.application_id,
    firmId: row.firm_id,
    consultantId: row.consultant_id,
    state: row.state as AssignmentState,
    stateSince: row.state_since,
    version: row.version,
    role: row.role,
    score: row.score === null ? null : Number(row.score),
    reasons: row.reasons,
    conflictHits: row.conflict_hits,
    waiverText: row.waiver_text,
    offeredAt: row.offered_at,
    dueOn: row.due_on,
    answeredAt: row.answered_at,
    declineCode: row.decline_code,
    declineText: row.decline_text,
    objectionText: row.objection_text,
    startedOn: row.started_on,
    endedOn: row.ended_on,
    manDaysHalf: row.man_days_half,
    usedDaysHalf: row.used_days_half,
    tryNumber: row.try_number,
    replacesId: row.replaces_id,
    readableUntil: row.readable_until,
    handoverNote: row.handover_note,
  };
}

/** All assignments of a case with the consultants' names, newest first. */
export async function listAssignmentsOfCase(tx: ActorTx, applicationId: string): Promise<(AssignmentRow & { consultantName: string })[]> {
  const rows = await baseQuery(tx)
    .innerJoin('consultant as c', 'c.id', 's.consultant_id')
    .select('c.name')
    .where('s.application_id', '=', applicationId)
    .orderBy('s.created_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({ ...read(row), consultantName: row.name }));
}

/** One assignment; null when the actor may not see it. */
export async function findAssignment(tx: ActorTx, id: string): Promise<AssignmentRow | null> {
  const row = await baseQuery(tx).where('s.id', '=', id).executeTakeFirst();
  return row ? read(row) : null;
}

/** A firm of a consultant, or an offer, as the consultant's home lists it. */
export interface ConsultantFirm extends AssignmentRow {
  readonly firmName: string;
  readonly regionName: Text | null;
  readonly ksicCode: string | null;
  readonly ksicName: Text | null;
  readonly mainProduct: string | null;
  readonly employees: number | null;
  readonly wantedFields: readonly string[];
  readonly receiptNumber: string | null;
  readonly nextVisitOn: string | null;
  readonly lastVisitOn: string | null;
}

/** Offers and firms of a consultant: what row-level security lets the consultant see, offers first; cases handed over stay to be read until their last day. */
export async function listConsultantFirms(tx: ActorTx, consultantId: string, today: string): Promise<ConsultantFirm[]> {
  const rows = await baseQuery(tx)
    .innerJoin('firm as f', 'f.id', 's.firm_id')
    .innerJoin('application as a', 'a.id', 's.application_id')
    .leftJoin('region as r', 'r.code', 'f.region_code')
    .leftJoin('ksic as k', 'k.code', 'f.ksic_code')
    .select(['f.name', 'f.ksic_code', 'f.main_product', 'f.employees', 'a.wanted_fields', 'a.receipt_number'])
    .select([
      sql<Text | null>`r.name`.as('region_name'),
      sql<Text | null>`k.name`.as('ksic_name'),
      sql<string | null>`(select min(v.visit_on)::text from visit v where v.assignment_id = s.id and v.state in ('planned', 'confirmed', 'checked_in'))`.as('next_visit_on'),
      sql<string | null>`(select max(v.visit_on)::text from visit v where v.assignment_id = s.id and v.logged_at is not null)`.as('last_visit_on'),
    ])
    .where('s.consultant_id', '=', consultantId)
    .where(sql<boolean>`(s.state in ('offered', 'accepted', 'objected', 'active', 'handover') or s.state = 'ended' and s.readable_until >= ${today}::date)`)
    .orderBy(sql`s.state = 'offered' desc`)
    .orderBy('s.due_on')
    .orderBy('f.name')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    ...read(row),
    firmName: row.name,
    regionName: row.region_name,
    ksicCode: row.ksic_code,
    ksicName: row.ksic_name,
    mainProduct: row.main_product,
    employees: row.employees,
    wantedFields: row.wanted_fields,
    receiptNumber: row.receipt_number,
    nextVisitOn: row.next_visit_on,
    lastVisitOn: row.last_visit_on,
  }));
}

export interface NewAssignment {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly consultantId: string;
  readonly role: string;
  readonly score: number | null;
  readonly reasons: readonly AssignmentReason[];
  readonly alternatives: readonly { consultantId: string; score: number }[];
  readonly manDaysHalf: number;
  readonly tryNumber: number;
  readonly replacesId: string | null;
  readonly proposedBy: string | null;
  readonly at: Date;
}

/** Creates an assignment in its first state. */
export async function insertAssignment(tx: ActorTx, row: NewAssignment): Promise<void> {
  await tx
    .insertInto('assignment')
    .values({
      id: row.id,
      application_id: row.applicationId,
      firm_id: row.firmId,
      consultant_id: row.consultantId,
      role: row.role,
      state: 'proposed',
      state_since: row.at,
      score: row.score === null ? null : row.score.toFixed(2),
      reasons: sql`${JSON.stringify(row.reasons)}::jsonb`,
      alternatives: sql`${JSON.stringify(row.alternatives)}::jsonb`,
      man_days_half: row.manDaysHalf,
      try_number: row.tryNumber,
      replaces_id: row.replacesId,
      proposed_by: row.proposedBy,
      created_at: row.at,
    })
    .execute();
}

/** Puts another consultant on an assignment that a conflict stopped. */
export async function replaceConsultant(tx: ActorTx, id: string, next: Pick<NewAssignment, 'consultantId' | 'score' | 'reasons' | 'alternatives' | 'proposedBy'>): Promise<void> {
  await tx
    .updateTable('assignment')
    .set({
      consultant_id: next.consultantId,
      score: next.score === null ? null : next.score.toFixed(2),
      reasons: sql`${JSON.stringify(next.reasons)}::jsonb`,
      alternatives: sql`${JSON.stringify(next.alternatives)}::jsonb`,
      conflict_hits: sql`'[]'::jsonb`,
      proposed_by: next.proposedBy,
    })
    .where('id', '=', id)
    .execute();
}

/** Fields that an offer sets, for officers. */
export interface OfferPatch {
  readonly offered_at?: Date;
  readonly due_on?: string | null;
  readonly waiver_text?: string;
  readonly waived_by?: string;
  readonly conflict_hits?: readonly string[];
}

/** Sets fields of an offer. */
export async function patchOffer(tx: ActorTx, id: string, patch: OfferPatch): Promise<void> {
  const { conflict_hits: hits, ...rest } = patch;
  await tx
    .updateTable('assignment')
    .set({ ...rest, ...(hits ? { conflict_hits: sql<string>`${JSON.stringify(hits)}::jsonb` } : {}) })
    .where('id', '=', id)
    .execute();
}

/** Fields that the consultant's answer sets. */
export interface AnswerPatch {
  readonly answered_at?: Date;
  readonly decline_code?: string | null;
  readonly decline_text?: string | null;
  readonly started_on?: string | null;
  readonly due_on?: string | null;
}

/** Sets fields of the consultant's answer. */
export async function patchAnswer(tx: ActorTx, id: string, patch: AnswerPatch): Promise<void> {
  await tx.updateTable('assignment').set(patch).where('id', '=', id).execute();
}

/** Locks the case, so that two people cannot assign it at the same time. */
export async function lockCase(tx: ActorTx, applicationId: string): Promise<void> {
  await sql`select id from application where id = ${applicationId} for update`.execute(tx);
}
