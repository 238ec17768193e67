import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { getConfig, type Config } from '#app/config/config.ts';
import { AppError } from '#app/domain/errors.ts';

const holder = globalThis as typeof globalThis & { portalFiles?: { key: string; disk: Promise<Disk> } };

/** Folder below the data folder where uploads lie until they are checked. */
export function incomingFolder(): string {
  return join(getConfig().dataDir, 'files', '.incoming');
}

/** Folder of the stored files on local disk. */
export function storeFolder(): string {
  return join(getConfig().dataDir, 'files', 'store');
}

/** The store of this process: local disk, or an S3-compatible service when FILES_S3_BUCKET is set. */
function openStore(): Promise<Disk> {
  const config = getConfig();
  const key = config.s3 ? `s3:${config.s3.endpoint ?? ''}/${config.s3.bucket}` : `fs:${storeFolder()}`;
  if (holder.portalFiles?.key !== key) {
    holder.portalFiles = { key, disk: config.s3 ? openS3(config.s3) : Promise.resolve(new Disk(new FSDriver({ location: storeFolder(), visibility: 'private' }))) };
  }
  return holder.portalFiles.disk;
}

// The S3 client is large; only installations with such a store load it.
async function openS3(s3: NonNullable<Config['s3']>): Promise<Disk> {
  const { S3Driver } = await import('flydrive/drivers/s3');
  return new Disk(
    new S3Driver({
      bucket: s3.bucket,
      region: s3.region,
      visibility: 'private',
      supportsACL: false,
      forcePathStyle: s3.endpoint !== null,
      // Stores that are only compatible need not know the newer checksums; the file's own SHA-256 stands in its row.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...(s3.endpoint ? { endpoint: s3.endpoint } : {}),
      ...(s3.accessKeyId && s3.secretAccessKey ? { credentials: { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey } } : {}),
    }),
  );
}

/**
 * Puts a checked file into the store under its random key and makes it durable, so that the row written next never
 * points to a missing file. The source is gone afterwards. Throws AppError('unavailable') when the store refuses.
 */
export async function putFile(sourcePath: string, storageKey: string): Promise<void> {
  const config = getConfig();
  const disk = await openStore();
  try {
    if (config.s3) {
      await disk.putStream(storageKey, createReadStream(sourcePath), { contentLength: (await stat(sourcePath)).size });
      await rm(sourcePath, { force: true });
      return;
    }
    const target = join(storeFolder(), storageKey);
    await mkdir(dirname(target), { recursive: true });
    await disk.moveFromFs(sourcePath, storageKey);
    await syncToDisk(target);
    await syncToDisk(dirname(target));
  } catch (cause) {
    throw new AppError('unavailable', { cause });
  }
}

/** Opens a stored file. Throws AppError('not_found') when the store does not hold it. */
export async function openFile(storageKey: string): Promise<Readable> {
  const disk = await openStore();
  if (!(await disk.exists(storageKey))) throw new AppError('not_found');
  return disk.getStream(storageKey);
}

/** Removes a stored file; a missing one is no error. */
export async function removeFile(storageKey: string): Promise<void> {
  await (await openStore()).delete(storageKey);
}

async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
