import { sql } from 'kysely';
import type { AnswerValue } from '#app/domain/applications/answers.ts';
import type { ActorTx } from '../transaction.ts';

/** A draft answer with its revision and who wrote it. */
export interface DraftAnswer {
  readonly questionId: string;
  readonly value: AnswerValue;
  readonly revision: number;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
  readonly updatedByName: string | null;
  /** The window that wrote last and the number of that writing; null when it did not say. */
  readonly written: Writing | null;
}

/** One of a browser window's writings: a later one has a higher number. */
export interface Writing {
  readonly writer: string;
  readonly sequence: number;
}

/** All draft answers of an application, by question. */
export async function listDraftAnswers(tx: ActorTx, applicationId: string): Promise<Map<string, DraftAnswer>> {
  const rows = await tx
    .selectFrom('application_draft_answer as d')
    // A form has one or two writers and dozens of answers: each name is looked up once.
    .leftJoin(
      (query) => query.selectFrom('application_draft_answer as w').select(['w.updated_by', sql<string | null>`person_name(w.updated_by)`.as('name')]).where('w.application_id', '=', applicationId).groupBy('w.updated_by').as('p'),
      (join) => join.onRef('p.updated_by', '=', 'd.updated_by'),
    )
    .select(['d.question_id', 'd.answer', 'd.revision', 'd.updated_at', 'd.updated_by', 'd.writer', 'd.writer_sequence', 'p.name as updated_by_name'])
    .where('d.application_id', '=', applicationId)
    .execute();
  return new Map(
    rows.map((row) => [
      row.question_id,
      {
        questionId: row.question_id,
        value: (row.answer ?? null) as AnswerValue,
        revision: row.revision,
        updatedAt: row.updated_at,
        updatedBy: row.updated_by,
        updatedByName: row.updated_by_name,
        written: row.writer === null || row.writer_sequence === null ? null : { writer: row.writer, sequence: Number(row.writer_sequence) },
      },
    ]),
  );
}

export interface AnswerWrite {
  readonly applicationId: string;
  readonly firmId: string;
  readonly questionId: string;
  readonly value: AnswerValue;
  /** Revision the writer has seen; 0 for an answer not yet stored. */
  readonly revision: number;
  readonly by: string | null;
  readonly at: Date;
  readonly written?: Writing | null;
}

/**
 * Writes one answer if nobody else has written since; returns the new revision, or null when somebody has. What the same
 * person's same window wrote before is not somebody else's, whether or not it ever heard of its revision.
 */
export async function writeDraftAnswer(tx: ActorTx, write: AnswerWrite): Promise<number | null> {
  const answer = JSON.stringify(write.value);
  const { writer = null, sequence = null } = write.written ?? {};
  const result = await sql<{ revision: number }>`
    insert into application_draft_answer as d (application_id, firm_id, question_id, answer, revision, updated_at, updated_by, writer, writer_sequence)
    values (${write.applicationId}, ${write.firmId}, ${write.questionId}, ${answer}::jsonb, 1, ${write.at}, ${write.by}, ${writer}::uuid, ${sequence}::bigint)
    on conflict (application_id, question_id) do update
      set answer = excluded.answer, revision = d.revision + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by,
        writer = excluded.writer, writer_sequence = excluded.writer_sequence
      where (d.revision = ${write.revision} and (excluded.writer is null or d.writer is distinct from excluded.writer or d.writer_sequence < excluded.writer_sequence))
        or (d.updated_by = excluded.updated_by and d.writer = excluded.writer and d.writer_sequence < excluded.writer_sequence)
    returning d.revision`.execute(tx);
  return result.rows[0]?.revision ?? null;
}
