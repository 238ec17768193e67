import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

export type EvidenceGrade = 'A' | 'B' | 'C';

/** One area of an assessment: the firm's own answer and the consultant's confirmation side by side. */
export interface AnswerRow {
  readonly areaCode: string;
  readonly ownLevel: number | null;
  readonly isNotApplicable: boolean;
  /** Evidence in words, or the reason why the area does not apply. */
  readonly ownEvidence: string | null;
  readonly document: { readonly id: string; readonly name: string; readonly bytes: number } | null;
  readonly confirmedLevel: number | null;
  readonly confirmedNote: string | null;
  readonly evidenceGrade: EvidenceGrade | null;
  readonly targetLevel: number | null;
  readonly priority: number | null;
  readonly priorityReason: string | null;
  readonly revision: number;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
  readonly updaterName: string | null;
}

/** The answers of one round, by area. */
export async function listAnswers(tx: ActorTx, assessmentId: string): Promise<AnswerRow[]> {
  const rows = await tx
    .selectFrom('assessment_answer as w')
    .leftJoin('document as d', (join) => join.onRef('d.id', '=', 'w.evidence_document_id').on('d.removed_at', 'is', null))
    .select([
      'w.area_code', 'w.own_level', 'w.is_not_applicable', 'w.own_evidence', 'w.confirmed_level', 'w.confirmed_note', 'w.evidence_grade', 'w.target_level',
      'w.priority', 'w.priority_reason', 'w.revision', 'w.updated_at', 'w.updated_by', 'd.id as document_id', 'd.file_name', 'd.bytes',
    ])
    .select(sql<string | null>`person_name(w.updated_by)`.as('updater'))
    .where('w.assessment_id', '=', assessmentId)
    .execute();
  return rows.map((row) => ({
    areaCode: row.area_code,
    ownLevel: row.own_level,
    isNotApplicable: row.is_not_applicable,
    ownEvidence: row.own_evidence,
    document: row.document_id ? { id: row.document_id, name: row.file_name ?? '', bytes: Number(row.bytes ?? 0) } : null,
    confirmedLevel: row.confirmed_level,
    confirmedNote: row.confirmed_note,
    evidenceGrade: row.evidence_grade as EvidenceGrade | null,
    targetLevel: row.target_level,
    priority: row.priority,
    priorityReason: row.priority_reason,
    revision: row.revision,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    updaterName: row.updater,
  }));
}

interface Key {
  readonly assessmentId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly areaCode: string;
}

export interface OwnAnswer extends Key {
  readonly level: number | null;
  readonly notApplicable: boolean;
  readonly evidence: string | null;
  /** Undefined keeps the stored file. */
  readonly documentId?: string | null | undefined;
  readonly by: string | null;
  readonly at: Date;
}

/** Stores the firm's own answer for an area; `revision` 0 means a first answer. False when another revision is stored. */
export async function saveOwnAnswer(tx: ActorTx, answer: OwnAnswer, revision: number): Promise<boolean> {
  const own = {
    own_level: answer.level,
    is_not_applicable: answer.notApplicable,
    own_evidence: answer.evidence,
    ...(answer.documentId === undefined ? {} : { evidence_document_id: answer.documentId }),
    updated_by: answer.by,
    updated_at: answer.at,
  };
  if (revision === 0) {
    const inserted = await tx
      .insertInto('assessment_answer')
      .values({ assessment_id: answer.assessmentId, application_id: answer.applicationId, firm_id: answer.firmId, area_code: answer.areaCode, ...own })
      .onConflict((conflict) => conflict.columns(['assessment_id', 'area_code']).doNothing())
      .executeTakeFirst();
    return Number(inserted.numInsertedOrUpdatedRows ?? 0) === 1;
  }
  const updated = await tx
    .updateTable('assessment_answer')
    .set({ ...own, revision: revision + 1 })
    .where('assessment_id', '=', answer.assessmentId)
    .where('area_code', '=', answer.areaCode)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return Number(updated.numUpdatedRows) === 1;
}

export interface Confirmation extends Key {
  readonly level: number;
  readonly note: string | null;
  readonly grade: EvidenceGrade | null;
  readonly target: number;
  readonly by: string | null;
  readonly at: Date;
}

/** Stores the consultant's level beside the firm's own; false when another revision is stored or the firm gave no answer. */
export async function saveConfirmation(tx: ActorTx, given: Confirmation, revision: number): Promise<boolean> {
  const updated = await tx
    .updateTable('assessment_answer')
    .set({
      confirmed_level: given.level, confirmed_note: given.note, evidence_grade: given.grade, target_level: given.target,
      revision: revision + 1, updated_by: given.by, updated_at: given.at,
    })
    .where('assessment_id', '=', given.assessmentId)
    .where('area_code', '=', given.areaCode)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return Number(updated.numUpdatedRows) === 1;
}

/** Sets the year's target of an area, and its rank when it is one of the areas to work on. */
export async function saveTarget(tx: ActorTx, assessmentId: string, target: { areaCode: string; level: number; priority: number | null; reason: string | null }): Promise<void> {
  await tx
    .updateTable('assessment_answer')
    .set({ target_level: target.level, priority: target.priority, priority_reason: target.reason })
    .where('assessment_id', '=', assessmentId)
    .where('area_code', '=', target.areaCode)
    .execute();
}
