import type { ActorTx } from '../transaction.ts';

/** A paper the firm handed in before and may use again. */
export interface ReusableDocument {
  readonly documentId: string;
  readonly kind: string;
  readonly fileName: string;
  readonly byteSize: number;
  readonly uploadedAt: Date;
}

/** Clean papers of a firm that belong to another application and are not too old, newest first. */
export async function listReusableDocuments(tx: ActorTx, input: { firmId: string; applicationId: string | null; kinds: readonly string[]; since: Date; today: string }): Promise<ReusableDocument[]> {
  if (input.kinds.length === 0) return [];
  const rows = await tx
    .selectFrom('document as d')
    .select(['d.id', 'd.kind', 'd.file_name', 'd.bytes', 'd.uploaded_at'])
    .where('d.firm_id', '=', input.firmId)
    .where('d.kind', 'in', input.kinds)
    .where('d.status', '=', 'clean')
    .where('d.removed_at', 'is', null)
    .where('d.uploaded_at', '>=', input.since)
    .where((where) => where.or([where('d.expires_on', 'is', null), where('d.expires_on', '>=', input.today)]))
    .where((where) =>
      where.not(where.exists(where.selectFrom('application_document as a').select('a.document_id').whereRef('a.document_id', '=', 'd.id').where('a.application_id', '=', input.applicationId ?? '00000000-0000-0000-0000-000000000000'))),
    )
    .orderBy('d.uploaded_at', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({ documentId: row.id, kind: row.kind, fileName: row.file_name, byteSize: Number(row.bytes), uploadedAt: row.uploaded_at }));
}
