import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { findFileKind, type FileKind, type RefusalReason } from '#app/domain/documents/file-kind.ts';
import { isDisguisedName, parseFileName } from '#app/domain/documents/file-name.ts';
import { examineFile } from './examine-file.ts';
import { incomingFolder } from './storage.ts';

/** A file that arrived and passed every check; it lies in the incoming folder until it is stored or dropped. */
export interface ReceivedFile {
  readonly path: string;
  readonly fileName: string;
  readonly kind: FileKind;
  readonly byteSize: number;
  /** SHA-256 of the stored bytes, hex. */
  readonly sha256: string;
}

export type Received = { readonly ok: true; readonly file: ReceivedFile } | { readonly ok: false; readonly fileName: string; readonly reason: RefusalReason; readonly limitBytes?: number };

class TooLargeError extends Error {}

/**
 * Streams an upload to disk, counting and hashing on the way, then checks name, content and containers.
 * Never reads more than the limit of its kind; a refused file leaves nothing behind. Does not throw on bad content.
 */
export async function receiveFile(stream: Readable, rawName: string): Promise<Received> {
  const fileName = parseFileName(rawName);
  const refuse = (reason: RefusalReason, limitBytes?: number): Received => ({ ok: false, fileName: fileName ?? '', reason, ...(limitBytes === undefined ? {} : { limitBytes }) });
  const kind = fileName && !isDisguisedName(rawName) ? findFileKind(fileName) : null;
  if (!fileName || isDisguisedName(rawName) || !kind) {
    stream.resume();
    return refuse(!fileName || isDisguisedName(rawName) ? 'name_invalid' : 'type_not_allowed');
  }
  await mkdir(incomingFolder(), { recursive: true });
  const path = join(incomingFolder(), randomBytes(16).toString('hex'));
  const tally = new Tally(kind.maxBytes);
  try {
    await pipeline(stream, tally, createWriteStream(path, { mode: 0o600, flags: 'wx' }));
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof TooLargeError) return refuse('too_large', kind.maxBytes);
    return refuse('broken');
  }
  const found = tally.bytes === 0 ? ({ ok: false, reason: 'empty' } as const) : await examineFile(path, kind, { byteSize: tally.bytes, sha256: tally.digest() });
  if (!found.ok) {
    await rm(path, { force: true });
    return refuse(found.reason);
  }
  return { ok: true, file: { path, fileName, kind, byteSize: found.byteSize, sha256: found.sha256 } };
}

/** Removes a received file that is not going to be stored. */
export async function dropFile(file: ReceivedFile): Promise<void> {
  await rm(file.path, { force: true });
}

/** Forgets a file of a request that failed; what parseUpload calls for files that came before the failure. */
export async function dropReceived(received: Received): Promise<void> {
  if (received.ok) await dropFile(received.file);
}

class Tally extends Transform {
  bytes = 0;
  readonly #limit: number;
  readonly #hash = createHash('sha256');

  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null, chunk?: Buffer) => void): void {
    this.bytes += chunk.byteLength;
    if (this.bytes > this.#limit) {
      done(new TooLargeError());
      return;
    }
    this.#hash.update(chunk);
    done(null, chunk);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}
