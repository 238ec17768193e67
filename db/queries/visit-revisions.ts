import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';
import type { TouchedTask, VisitContent } from './visits.ts';

/** The content of a visit log as it is kept in a revision: dates as text. */
export interface KeptContent extends Omit<VisitContent, 'startsAt' | 'endsAt'> {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly tasks: readonly TouchedTask[];
}

export interface VisitRevision {
  readonly number: number;
  readonly content: KeptContent;
  readonly reason: string | null;
  readonly byName: string | null;
  readonly at: Date;
}

/** Earlier contents of a visit log, latest first. */
export async function listVisitRevisions(tx: ActorTx, visitId: string): Promise<VisitRevision[]> {
  const rows = await tx
    .selectFrom('visit_revision')
    .select(['number', 'reason', 'created_at', sql<KeptContent>`content`.as('content'), sql<string | null>`person_name(created_by)`.as('by_name')])
    .where('visit_id', '=', visitId)
    .orderBy('number', 'desc')
    .limit(20)
    .execute();
  return rows.map((row) => ({ number: row.number, content: row.content, reason: row.reason, byName: row.by_name, at: row.created_at }));
}

/** Keeps the content of a visit log before it is changed. */
export async function insertVisitRevision(tx: ActorTx, revision: { visitId: string; applicationId: string; firmId: string; number: number; content: KeptContent; reason: string | null; by: string | null; at: Date }): Promise<void> {
  await tx
    .insertInto('visit_revision')
    .values({
      visit_id: revision.visitId,
      application_id: revision.applicationId,
      firm_id: revision.firmId,
      number: revision.number,
      content: sql`${JSON.stringify(revision.content)}::jsonb`,
      reason: revision.reason,
      created_by: revision.by,
      created_at: revision.at,
    })
    .execute();
}
