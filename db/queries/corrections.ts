import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** A request for corrections: which questions, why, until when. */
export interface CorrectionRequest {
  readonly id: string;
  readonly round: number;
  readonly items: readonly { readonly questionId: string; readonly reason: string }[];
  readonly reason: string;
  readonly dueOn: string;
  readonly requestedAt: Date;
  readonly requestedByName: string | null;
}

function readItems(fields: unknown): { questionId: string; reason: string }[] {
  if (!Array.isArray(fields)) return [];
  return fields.flatMap((field: unknown) => {
    if (typeof field === 'string') return [{ questionId: field, reason: '' }];
    if (typeof field !== 'object' || field === null) return [];
    const { questionId, reason } = field as { questionId?: unknown; reason?: unknown };
    return typeof questionId === 'string' ? [{ questionId, reason: typeof reason === 'string' ? reason : '' }] : [];
  });
}

/** The request that waits for an answer; null when there is none. */
export async function findOpenCorrection(tx: ActorTx, applicationId: string): Promise<CorrectionRequest | null> {
  const row = await tx
    .selectFrom('correction_request')
    .select(['id', 'round', 'fields', 'reason', 'due_on', 'requested_at'])
    .select(sql<string | null>`person_name(requested_by)`.as('requested_by_name'))
    .where('application_id', '=', applicationId)
    .where('answered_at', 'is', null)
    .orderBy('round', 'desc')
    .executeTakeFirst();
  return row ? { id: row.id, round: row.round, items: readItems(row.fields), reason: row.reason, dueOn: row.due_on, requestedAt: row.requested_at, requestedByName: row.requested_by_name } : null;
}

/** Notes the answer to a request; false when it was answered before. */
export async function answerCorrectionRequest(tx: ActorTx, input: { id: string; versionId: string; by: string | null; at: Date; note: string | null }): Promise<boolean> {
  const result = await tx
    .updateTable('correction_request')
    .set({ answered_at: input.at, answered_by: input.by, answered_version_id: input.versionId, answer_note: input.note })
    .where('id', '=', input.id)
    .where('answered_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
