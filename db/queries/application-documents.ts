import type { ActorTx } from '../transaction.ts';

/** A file attached to an application under the requirement it meets. */
export interface ApplicationFile {
  readonly documentId: string;
  readonly requirement: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly byteSize: number;
  /** Hex. */
  readonly sha256: string;
  readonly status: string;
  readonly uploadedBy: string | null;
  readonly addedAt: Date;
}

/** The files of an application that were not removed, oldest first. */
export async function listApplicationFiles(tx: ActorTx, applicationId: string): Promise<ApplicationFile[]> {
  const rows = await tx
    .selectFrom('application_document as a')
    .innerJoin('document as d', 'd.id', 'a.document_id')
    .select(['d.id', 'a.requirement', 'd.file_name', 'd.mime', 'd.bytes', 'd.sha256', 'd.status', 'd.uploaded_by', 'a.added_at'])
    .where('a.application_id', '=', applicationId)
    .where('d.removed_at', 'is', null)
    .orderBy('a.added_at')
    .orderBy('d.id')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    documentId: row.id,
    requirement: row.requirement,
    fileName: row.file_name,
    mimeType: row.mime,
    byteSize: Number(row.bytes),
    sha256: row.sha256.toString('hex'),
    status: row.status,
    uploadedBy: row.uploaded_by,
    addedAt: row.added_at,
  }));
}

/** Attaches a document under a requirement. */
export async function insertApplicationDocument(tx: ActorTx, entry: { applicationId: string; firmId: string; requirement: string; documentId: string; by: string | null; at: Date }): Promise<void> {
  await tx
    .insertInto('application_document')
    .values({ application_id: entry.applicationId, firm_id: entry.firmId, requirement: entry.requirement, document_id: entry.documentId, added_by: entry.by, added_at: entry.at })
    .execute();
}

/** Takes a document off a requirement; false when it was not there. */
export async function deleteApplicationDocument(tx: ActorTx, applicationId: string, documentId: string): Promise<boolean> {
  const result = await tx.deleteFrom('application_document').where('application_id', '=', applicationId).where('document_id', '=', documentId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
