import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { storeFolder } from '#app/services/documents/storage.ts';
import type { Owner } from './owner.ts';

/** Stores a clean file of a case past the checks of an upload, and returns the id of its row. */
export async function storeDocument(owner: Owner, file: { readonly applicationId: string; readonly firmId: string; readonly userId: string; readonly fileName: string; readonly text: string }): Promise<string> {
  const key = `test/${randomBytes(16).toString('hex')}`;
  const content = Buffer.from(file.text);
  const path = join(storeFolder(), key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  const [row] = await owner<{ id: string }>(
    `insert into document (firm_id, application_id, kind, file_name, mime, bytes, sha256, storage_key, status, uploaded_by) values ($1, $2, 'other', $3, 'application/pdf', $4, $5, $6, 'clean', $7) returning id`,
    [file.firmId, file.applicationId, file.fileName, content.byteLength, createHash('sha256').update(content).digest(), key, file.userId],
  );
  if (!row) throw new Error('The document was not made.');
  return row.id;
}
