import { createHash } from 'node:crypto';
import { open, readFile, writeFile, type FileHandle } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { hasSignature, uploadLimits, type FileKind, type RefusalReason } from '#app/domain/documents/file-kind.ts';
import { jpegSize, pngSize, scrubJpeg, scrubPng } from '#app/domain/documents/picture.ts';
import { findZipDirectory, isSafeZip, officeFormatOf, parseZipDirectory, zipLimits, zipTailBytes } from '#app/domain/documents/zip-directory.ts';
import { scanFile } from './scan-file.ts';

type Examined = { readonly ok: true; readonly byteSize: number; readonly sha256: string } | { readonly ok: false; readonly reason: RefusalReason };

const HEAD_BYTES = 4_100;
const CHUNK = 256 * 1024;
const HWP_MARK = 'HWP Document File';
const DETECTED: Readonly<Record<FileKind['signature'], readonly string[]>> = {
  pdf: ['application/pdf'],
  jpeg: ['image/jpeg'],
  png: ['image/png', 'image/apng'],
  cfb: ['application/x-cfb'],
  zip: ['application/zip', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/hwp+zip'],
};

/**
 * Checks that the content is what the name says, that containers are safe to open and that no malware is known in
 * it; pictures lose their notes (place, device). Returns size and hash of the bytes as they now lie on disk.
 */
export async function examineFile(path: string, kind: FileKind, arrived: { byteSize: number; sha256: string }): Promise<Examined> {
  const handle = await open(path, 'r');
  let reason: RefusalReason | null;
  try {
    const head = await readAt(handle, 0, HEAD_BYTES);
    reason = await contentReason(handle, head, kind, arrived.byteSize);
  } finally {
    await handle.close();
  }
  reason ??= await scanFile(path);
  if (reason) return { ok: false, reason };
  if (kind.signature === 'jpeg' || kind.signature === 'png') return scrubPicture(path, kind.signature);
  return { ok: true, ...arrived };
}

async function contentReason(handle: FileHandle, head: Uint8Array, kind: FileKind, byteSize: number): Promise<RefusalReason | null> {
  if (!hasSignature(head, kind.signature)) return 'content_mismatch';
  const detected = await fileTypeFromBuffer(head).catch(() => undefined);
  if (detected && !DETECTED[kind.signature].includes(detected.mime) && kind.signature !== 'zip') return 'content_mismatch';
  switch (kind.signature) {
    case 'pdf': {
      const tail = await readAt(handle, Math.max(0, byteSize - 2_048), 2_048);
      return Buffer.from(tail).includes('%%EOF') ? null : 'broken';
    }
    case 'cfb':
      return (await contains(handle, HWP_MARK, byteSize)) ? null : 'content_mismatch';
    case 'zip':
      return zipReason(handle, kind, byteSize);
    default:
      return null;
  }
}

async function zipReason(handle: FileHandle, kind: FileKind, byteSize: number): Promise<RefusalReason | null> {
  const tailStart = Math.max(0, byteSize - zipTailBytes);
  const place = findZipDirectory(await readAt(handle, tailStart, zipTailBytes), byteSize);
  if (!place || place.size > zipLimits.directoryBytes) return 'archive_unsafe';
  const directory = parseZipDirectory(await readAt(handle, place.offset, place.size), place.entries);
  if (!directory || !isSafeZip(directory, byteSize)) return 'archive_unsafe';
  return officeFormatOf(directory) === kind.format ? null : 'content_mismatch';
}

async function scrubPicture(path: string, signature: 'jpeg' | 'png'): Promise<Examined> {
  const bytes = new Uint8Array(await readFile(path));
  const size = signature === 'jpeg' ? jpegSize(bytes) : pngSize(bytes);
  if (!size || size.width === 0 || size.height === 0) return { ok: false, reason: 'broken' };
  if (size.width * size.height > uploadLimits.imagePixels) return { ok: false, reason: 'image_too_large' };
  const clean = signature === 'jpeg' ? scrubJpeg(bytes) : scrubPng(bytes);
  if (!clean) return { ok: false, reason: 'broken' };
  await writeFile(path, clean);
  return { ok: true, byteSize: clean.byteLength, sha256: createHash('sha256').update(clean).digest('hex') };
}

async function contains(handle: FileHandle, text: string, byteSize: number): Promise<boolean> {
  const mark = Buffer.from(text, 'latin1');
  for (let at = 0; at < byteSize; at += CHUNK - mark.byteLength) {
    if (Buffer.from(await readAt(handle, at, CHUNK)).includes(mark)) return true;
  }
  return false;
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
