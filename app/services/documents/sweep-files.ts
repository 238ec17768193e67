import { readdir, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { getConfig } from '#app/config/config.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { filterKnownStorageKeys } from '#db/queries/documents.ts';
import { asWorker } from '#db/transaction.ts';
import { incomingFolder, removeFile, storeFolder } from './storage.ts';

const DAY_MS = 86_400_000;
const BATCH = 500;

/**
 * Removes files that no row will ever point to: uploads cut off, and stored files whose transaction failed, both a day
 * after they were written. With an S3-compatible store only the uploads are swept here. Returns how many went.
 */
export async function sweepFiles(ctx: Context): Promise<number> {
  const before = ctx.now.getTime() - DAY_MS;
  const incoming = await olderThan(incomingFolder(), before);
  for (const path of incoming) await rm(path, { force: true });
  if (getConfig().s3) return incoming.length;
  const stored = (await olderThan(storeFolder(), before)).map((path) => relative(storeFolder(), path).split(sep).join('/'));
  let removed = 0;
  for (let at = 0; at < stored.length; at += BATCH) {
    const keys = stored.slice(at, at + BATCH);
    const known = await asWorker((tx) => filterKnownStorageKeys(tx, keys), ctx.requestId);
    for (const key of keys.filter((candidate) => !known.has(candidate))) {
      await removeFile(key);
      removed += 1;
    }
  }
  return incoming.length + removed;
}

async function olderThan(folder: string, before: number): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const facts = await stat(path).catch(() => null);
    if (facts && facts.mtimeMs < before) found.push(path);
  }
  return found;
}
