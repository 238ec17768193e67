import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** Result of one point of the eligibility checklist. */
export type CheckOutcome = 'pass' | 'fail' | 'not_applicable' | 'open';

export interface StoredCheck {
  readonly itemCode: string;
  readonly outcome: CheckOutcome;
  readonly evidence: string | null;
  readonly documentId: string | null;
  readonly checkedBy: string | null;
  readonly checkerName: string | null;
  readonly checkedAt: Date;
}

/** Recorded points of the checklist of a case. */
export async function listChecks(tx: ActorTx, applicationId: string): Promise<StoredCheck[]> {
  const rows = await tx
    .selectFrom('eligibility_check')
    .select(['item_code', 'outcome', 'evidence', 'document_id', 'checked_by', 'checked_at'])
    .select(sql<string | null>`person_name(checked_by)`.as('checker'))
    .where('application_id', '=', applicationId)
    .orderBy('item_code')
    .execute();
  return rows.map((row) => ({
    itemCode: row.item_code,
    outcome: row.outcome as CheckOutcome,
    evidence: row.evidence,
    documentId: row.document_id,
    checkedBy: row.checked_by,
    checkerName: row.checker,
    checkedAt: row.checked_at,
  }));
}

/** Records points of the checklist in one statement; an earlier result of the same point is replaced. */
export async function upsertChecks(
  tx: ActorTx,
  subject: { applicationId: string; firmId: string; checkedBy: string; at: Date },
  checks: readonly { itemCode: string; outcome: CheckOutcome; evidence: string | null }[],
): Promise<void> {
  if (checks.length === 0) return;
  await tx
    .insertInto('eligibility_check')
    .values(checks.map((check) => ({ application_id: subject.applicationId, firm_id: subject.firmId, item_code: check.itemCode, outcome: check.outcome, evidence: check.evidence, checked_by: subject.checkedBy, checked_at: subject.at })))
    .onConflict((conflict) =>
      conflict.columns(['application_id', 'item_code']).doUpdateSet((eb) => ({ outcome: eb.ref('excluded.outcome'), evidence: eb.ref('excluded.evidence'), checked_by: eb.ref('excluded.checked_by'), checked_at: eb.ref('excluded.checked_at') })),
    )
    .execute();
}

/** A field the firm is asked to correct. */
export interface CorrectionField {
  readonly questionId: string;
  readonly reason: string;
}

export interface CorrectionRound {
  readonly id: string;
  readonly round: number;
  readonly fields: readonly CorrectionField[];
  readonly reason: string;
  readonly dueOn: string;
  readonly requestedAt: Date;
  readonly requesterName: string | null;
  readonly answeredAt: Date | null;
  readonly answererName: string | null;
  readonly answeredVersionId: string | null;
  readonly answerNote: string | null;
}

/** The correction rounds of a case, newest first. */
export async function listCorrections(tx: ActorTx, applicationId: string): Promise<CorrectionRound[]> {
  const rows = await tx
    .selectFrom('correction_request')
    .select(['id', 'round', 'reason', 'due_on', 'requested_at', 'answered_at', 'answered_version_id', 'answer_note'])
    .select([sql<CorrectionField[]>`fields`.as('fields'), sql<string | null>`person_name(requested_by)`.as('requester'), sql<string | null>`person_name(answered_by)`.as('answerer')])
    .where('application_id', '=', applicationId)
    .orderBy('round', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    round: row.round,
    fields: row.fields,
    reason: row.reason,
    dueOn: row.due_on,
    requestedAt: row.requested_at,
    requesterName: row.requester,
    answeredAt: row.answered_at,
    answererName: row.answerer,
    answeredVersionId: row.answered_version_id,
    answerNote: row.answer_note,
  }));
}

/** Keeps a correction request. */
export async function insertCorrection(
  tx: ActorTx,
  request: { applicationId: string; firmId: string; round: number; fields: readonly CorrectionField[]; reason: string; dueOn: string; requestedBy: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('correction_request')
    .values({
      application_id: request.applicationId,
      firm_id: request.firmId,
      round: request.round,
      fields: sql`${JSON.stringify(request.fields)}::jsonb`,
      reason: request.reason,
      due_on: request.dueOn,
      requested_by: request.requestedBy,
      requested_at: request.at,
    })
    .execute();
}
