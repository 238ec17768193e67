import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

export interface NewDocument {
  readonly id: string;
  readonly firmId: string | null;
  readonly applicationId: string | null;
  readonly ownerUserId: string | null;
  readonly kind: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly byteSize: number;
  /** Hex. */
  readonly sha256: string;
  readonly storageKey: string;
  readonly status: 'pending' | 'clean';
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  readonly uploadedBy: string | null;
  readonly uploadedAt: Date;
}

/** Writes the row of a stored file. */
export async function insertDocument(tx: ActorTx, document: NewDocument): Promise<void> {
  await tx
    .insertInto('document')
    .values({
      id: document.id,
      firm_id: document.firmId,
      application_id: document.applicationId,
      owner_user_id: document.ownerUserId,
      kind: document.kind,
      file_name: document.fileName,
      mime: document.mimeType,
      bytes: document.byteSize,
      sha256: Buffer.from(document.sha256, 'hex'),
      storage_key: document.storageKey,
      status: document.status,
      issued_on: document.issuedOn,
      expires_on: document.expiresOn,
      uploaded_by: document.uploadedBy,
      uploaded_at: document.uploadedAt,
    })
    .execute();
}

/** Ties a document to what it is used for; a second time is no error. */
export async function insertDocumentUse(tx: ActorTx, use: { documentId: string; subjectType: string; subjectId: string; purpose: string; firmId: string | null; applicationId: string | null; addedBy: string | null; addedAt: Date }): Promise<void> {
  await tx
    .insertInto('document_use')
    .values({
      document_id: use.documentId,
      subject_type: use.subjectType,
      subject_id: use.subjectId,
      purpose: use.purpose,
      firm_id: use.firmId,
      application_id: use.applicationId,
      added_by: use.addedBy,
      added_at: use.addedAt,
    })
    .onConflict((conflict) => conflict.columns(['document_id', 'subject_type', 'subject_id', 'purpose']).doNothing())
    .execute();
}

export interface DocumentRow {
  readonly id: string;
  readonly firmId: string | null;
  readonly applicationId: string | null;
  readonly ownerUserId: string | null;
  readonly kind: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly byteSize: number;
  /** Hex. */
  readonly sha256: string;
  readonly storageKey: string;
  readonly status: 'pending' | 'clean' | 'infected' | 'refused';
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  readonly uploadedBy: string | null;
  readonly uploadedAt: Date;
}

const COLUMNS = ['id', 'firm_id', 'application_id', 'owner_user_id', 'kind', 'file_name', 'mime', 'bytes', 'sha256', 'storage_key', 'status', 'issued_on', 'expires_on', 'uploaded_by', 'uploaded_at'] as const;

interface DocumentRecord {
  id: string;
  firm_id: string | null;
  application_id: string | null;
  owner_user_id: string | null;
  kind: string;
  file_name: string;
  mime: string;
  bytes: number;
  sha256: Buffer;
  storage_key: string;
  status: string;
  issued_on: string | null;
  expires_on: string | null;
  uploaded_by: string | null;
  uploaded_at: Date;
}

function toDocument(row: DocumentRecord): DocumentRow {
  return {
    id: row.id,
    firmId: row.firm_id,
    applicationId: row.application_id,
    ownerUserId: row.owner_user_id,
    kind: row.kind,
    fileName: row.file_name,
    mimeType: row.mime,
    byteSize: row.bytes,
    sha256: row.sha256.toString('hex'),
    storageKey: row.storage_key,
    status: row.status as DocumentRow['status'],
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at,
  };
}

/** A document that the actor may see and that was not removed; null otherwise. */
export async function findDocument(tx: ActorTx, id: string): Promise<DocumentRow | null> {
  const row = await tx.selectFrom('document').select(COLUMNS).where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst();
  return row ? toDocument(row) : null;
}

/** The documents of an application, oldest first. */
export async function listDocumentsOfApplication(tx: ActorTx, applicationId: string): Promise<DocumentRow[]> {
  const rows = await tx.selectFrom('document').select(COLUMNS).where('application_id', '=', applicationId).where('removed_at', 'is', null).orderBy('uploaded_at').orderBy('id').limit(200).execute();
  return rows.map(toDocument);
}

/** The documents tied to one subject (a visit, a payment line), oldest first. */
export async function listDocumentsOfSubject(tx: ActorTx, subjectType: string, subjectId: string): Promise<(DocumentRow & { purpose: string })[]> {
  const rows = await tx
    .selectFrom('document_use')
    .innerJoin('document', 'document.id', 'document_use.document_id')
    .select(COLUMNS.map((column) => `document.${column}` as const))
    .select('document_use.purpose')
    .where('document_use.subject_type', '=', subjectType)
    .where('document_use.subject_id', '=', subjectId)
    .where('document.removed_at', 'is', null)
    .orderBy('document.uploaded_at')
    .orderBy('document.id')
    .limit(200)
    .execute();
  return rows.map((row) => ({ ...toDocument(row), purpose: row.purpose }));
}

/** Makes everybody who adds a file to the same application wait, so that files are counted and added as one step. */
export async function lockFilesOf(tx: ActorTx, applicationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`files:${applicationId}`}, 0))`.execute(tx);
}

/** How many files an application holds and how many bytes. */
export async function sumDocumentsOfApplication(tx: ActorTx, applicationId: string): Promise<{ count: number; bytes: number }> {
  const row = await tx
    .selectFrom('document')
    .select((select) => [select.fn.countAll<number>().as('count'), select.fn.coalesce(select.fn.sum<number>('bytes'), select.val(0)).as('bytes')])
    .where('application_id', '=', applicationId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), bytes: Number(row.bytes) };
}

/** Takes a document out of use; its row and file stay for the record. False when it was gone already. */
export async function markDocumentRemoved(tx: ActorTx, id: string, at: Date): Promise<boolean> {
  const result = await tx.updateTable('document').set({ removed_at: at }).where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Which of the given storage keys have a row; for the sweep of orphaned files. */
export async function filterKnownStorageKeys(tx: ActorTx, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await tx.selectFrom('document').select('storage_key').where('storage_key', 'in', keys).execute();
  return new Set(rows.map((row) => row.storage_key));
}

export interface NewAccess {
  readonly userId: string | null;
  readonly role: string;
  readonly duty: string;
  readonly kind: 'view' | 'download' | 'export' | 'print' | 'search';
  readonly subjectType: string;
  readonly subjectId: string | null;
  readonly firmId: string | null;
  readonly applicationId: string | null;
  readonly rowCount: number | null;
  readonly reason: string | null;
  readonly requestId: string;
}

/** Notes that personal data was read, downloaded or exported. */
export async function insertAccess(tx: ActorTx, access: NewAccess): Promise<void> {
  await tx
    .insertInto('access_log')
    .values({
      user_id: access.userId,
      role: access.role,
      duty: access.duty,
      kind: access.kind,
      subject_type: access.subjectType,
      subject_id: access.subjectId,
      firm_id: access.firmId,
      application_id: access.applicationId,
      row_count: access.rowCount,
      reason: access.reason,
      request_id: access.requestId,
    })
    .execute();
}
