import type { Context } from '#app/domain/accounts/context.ts';
import { dropReceived, type Received, type ReceivedFile } from '#app/services/documents/receive-file.ts';
import { fileRefused } from '#app/services/documents/refusal.ts';
import { acceptFile, addDocument, keepFile, type StoredFile } from '#app/services/documents/store-document.ts';
import { removeFile } from '#app/services/documents/storage.ts';
import { insertVisitPhotos } from '#db/queries/visit-changes.ts';
import type { ActorTx } from '#db/transaction.ts';
import { wroteNothing } from './visit-refusals.ts';

/** Photos that one log may bring. */
export const PHOTOS_MAX = 8;

const PICTURES: readonly string[] = ['image/jpeg', 'image/png'];

/**
 * Keeps received photos while a use-case runs that refers to them. `used` is called when it wrote; photos of a repeat that
 * found everything written, and of a failure that certainly wrote nothing, are taken away again. Throws file_refused beside
 * `photos`, and what the work throws.
 */
export async function withKeptPhotos<T>(received: readonly Received[], work: (stored: readonly StoredFile[], used: () => void) => Promise<T>): Promise<T> {
  const stored = await keepPhotos(received);
  let isUsed = false;
  try {
    const result = await work(stored, () => (isUsed = true));
    if (!isUsed) await dropPhotos(stored);
    return result;
  } catch (error) {
    if (wroteNothing(error)) await dropPhotos(stored);
    throw error;
  }
}

/** Moves received photos into the store. Throws file_refused beside `photos` for anything but pictures. */
async function keepPhotos(received: readonly Received[]): Promise<StoredFile[]> {
  try {
    if (received.length > PHOTOS_MAX) throw fileRefused('photos', 'too_many', PHOTOS_MAX);
    const files = received.map((entry) => acceptFile(entry, 'photos'));
    if (files.some((file) => !PICTURES.includes(file.kind.mimeType))) throw fileRefused('photos', 'type_not_allowed');
    return await keepFiles(files);
  } catch (error) {
    for (const entry of received) await dropReceived(entry);
    throw error;
  }
}

async function keepFiles(files: readonly ReceivedFile[]): Promise<StoredFile[]> {
  const stored: StoredFile[] = [];
  for (const file of files) stored.push(await keepFile(file));
  return stored;
}

/** Takes stored photos away again when no visit refers to them. */
async function dropPhotos(stored: readonly StoredFile[]): Promise<void> {
  for (const file of stored) await removeFile(file.storageKey);
}

/** Writes the rows of stored photos and ties them to the visit. */
export async function addPhotos(tx: ActorTx, ctx: Context, visit: { id: string; firmId: string }, stored: readonly StoredFile[]): Promise<void> {
  const ids: string[] = [];
  for (const file of stored) {
    // Without application: the limit of files of an application is meant for its attachments, not for a year of visits.
    ids.push(await addDocument(tx, ctx, file, { kind: 'visit_photo', firmId: visit.firmId, applicationId: null, use: { subjectType: 'visit', subjectId: visit.id, purpose: 'photo' } }, 'photos'));
  }
  await insertVisitPhotos(tx, visit, ids, ctx.now);
}
