import { randomBytes } from 'node:crypto';
import type { Context } from '#app/domain/accounts/context.ts';
import { uploadLimits } from '#app/domain/documents/file-kind.ts';
import { AppError } from '#app/domain/errors.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { insertDocument, insertDocumentUse, lockFilesOf, sumDocumentsOfApplication } from '#db/queries/documents.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { dropFile, type Received, type ReceivedFile } from './receive-file.ts';
import { fileRefused } from './refusal.ts';
import { putFile, removeFile } from './storage.ts';

/** What a document is and what it is used for. */
export interface DocumentFacts {
  /** Kind from the document checklist of the programme year, or of the area ('visit_photo', 'invoice'). */
  readonly kind: string;
  readonly firmId: string | null;
  readonly applicationId: string | null;
  /** Personal documents (a certificate of a consultant) belong to a person instead of a firm. */
  readonly ownerUserId?: string | null;
  readonly issuedOn?: string | null;
  readonly expiresOn?: string | null;
  readonly use?: { readonly subjectType: string; readonly subjectId: string; readonly purpose?: string };
}

/** A file that lies in the store and waits for its row. */
export interface StoredFile extends Omit<ReceivedFile, 'path'> {
  readonly storageKey: string;
}

/** Takes what arrived under a form field, or throws file_refused with the reason beside that field. */
export function acceptFile(received: Received, field = 'file'): ReceivedFile {
  if (received.ok) return received.file;
  throw fileRefused(field, received.reason, received.limitBytes);
}

/** Moves a checked file into the store under a random key. Its row has to follow; without one it is swept after a day. */
export async function keepFile(file: ReceivedFile): Promise<StoredFile> {
  const name = randomBytes(20).toString('hex');
  const storageKey = `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`;
  await putFile(file.path, storageKey);
  return { fileName: file.fileName, kind: file.kind, byteSize: file.byteSize, sha256: file.sha256, storageKey };
}

/**
 * Writes the row of a stored file in the caller's transaction, its use and the event. Returns the document id.
 * Throws file_refused when the application already holds as many files or bytes as it may.
 */
export async function addDocument(tx: ActorTx, ctx: Context, file: StoredFile, facts: DocumentFacts, field = 'file'): Promise<string> {
  if (facts.applicationId) {
    await lockFilesOf(tx, facts.applicationId);
    const held = await sumDocumentsOfApplication(tx, facts.applicationId);
    if (held.count >= uploadLimits.filesPerApplication) throw fileRefused(field, 'too_many', uploadLimits.filesPerApplication);
    if (held.bytes + file.byteSize > uploadLimits.bytesPerApplication) throw fileRefused(field, 'total_exceeded', uploadLimits.bytesPerApplication);
  }
  const id = uuidv7(ctx.now);
  await insertDocument(tx, {
    id,
    firmId: facts.firmId,
    applicationId: facts.applicationId,
    ownerUserId: facts.ownerUserId ?? null,
    kind: facts.kind,
    fileName: file.fileName,
    mimeType: file.kind.mimeType,
    byteSize: file.byteSize,
    sha256: file.sha256,
    storageKey: file.storageKey,
    status: 'clean',
    issuedOn: facts.issuedOn ?? null,
    expiresOn: facts.expiresOn ?? null,
    uploadedBy: ctx.actor.userId,
    uploadedAt: ctx.now,
  });
  if (facts.use) {
    await insertDocumentUse(tx, {
      documentId: id,
      subjectType: facts.use.subjectType,
      subjectId: facts.use.subjectId,
      purpose: facts.use.purpose ?? 'attachment',
      firmId: facts.firmId,
      applicationId: facts.applicationId,
      addedBy: ctx.actor.userId,
      addedAt: ctx.now,
    });
  }
  await recordEvent(tx, ctx, { subjectType: 'document', subjectId: id, action: 'upload', firmId: facts.firmId, applicationId: facts.applicationId, payload: { kind: facts.kind, sha256: file.sha256, bytes: file.byteSize } });
  return id;
}

/** The operation of one file: a form may bring several under one key, and each is stored once. */
export function fileOperation(name: string, file: StoredFile, content: unknown): { operation: string; content: unknown } {
  return { operation: `${name}:${file.sha256}`, content: { content, sha256: file.sha256, fileName: file.fileName } };
}

/**
 * Stores one uploaded file as a document: file first, then its row, so that a row never points to a missing file.
 * The same file sent again with the same form key is the document it was. Throws file_refused, or not_allowed when the
 * actor writes for a firm that is not the own one.
 */
export async function storeDocument(ctx: Context, received: Received, facts: DocumentFacts, options: { field?: string } = {}): Promise<{ documentId: string }> {
  const file = acceptFile(received, options.field);
  if (ctx.actor.role === 'firm' && facts.firmId !== ctx.actor.firmId) {
    await dropFile(file);
    throw new AppError('not_allowed');
  }
  const stored = await keepFile(file);
  try {
    let wrote = false;
    const result = await withActor(
      ctx,
      async (tx) => {
        const documentId = await addDocument(tx, ctx, stored, facts, options.field);
        wrote = true;
        return { documentId };
      },
      fileOperation('documents.store', stored, facts),
    );
    if (!wrote) await removeFile(stored.storageKey);
    return result;
  } catch (error) {
    // Only a refusal is known to have written nothing; after a lost connection the row may exist, and the sweep decides.
    if (error instanceof AppError) await removeFile(stored.storageKey);
    throw error;
  }
}
