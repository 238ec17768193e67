import { PassThrough, Readable } from 'node:stream';
import busboy from 'busboy';
import { AppError } from '#app/domain/errors.ts';

/** Limits of one multipart request. Bytes count the whole body. */
export interface UploadLimits {
  readonly maxBytes: number;
  readonly maxFiles: number;
}

/** What the receiver made of one file, beside the name of its form field. */
export interface UploadedFile<R> {
  readonly field: string;
  readonly received: R;
}

export interface Upload<R> {
  /** All fields but the files. */
  readonly form: FormData;
  readonly files: readonly UploadedFile<R>[];
}

const FIELD_BYTES = 256 * 1024;
const FIELDS = 500;

/**
 * Reads a multipart form: fields into a FormData, each file as a stream to `receive` while it arrives, so that no
 * file is held in memory. Empty file fields (nothing chosen) are left out. Throws AppError('file_refused') when the
 * body or the number of files is beyond the limits, AppError('invalid_input') when the body is damaged or cut off.
 * `discard` is called for what was received before such a failure.
 */
export async function parseUpload<R>(request: Request, limits: UploadLimits, receive: (stream: Readable, fileName: string) => Promise<R>, discard: (received: R) => Promise<void>): Promise<Upload<R>> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!request.body || !/^multipart\/form-data\b/iu.test(contentType)) return { form: await request.formData(), files: [] };
  if (Number(request.headers.get('content-length') ?? 0) > limits.maxBytes) throw refused('total_exceeded');
  const form = new FormData();
  const pending: { field: string; received: Promise<R> }[] = [];
  const body = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
  try {
    await read(body, contentType, limits, form, (field, stream, name) => pending.push({ field, received: receive(stream, name) }));
    const files: UploadedFile<R>[] = [];
    for (const { field, received } of pending) files.push({ field, received: await received });
    return { form, files };
  } catch (error) {
    // The sender reads no answer before all is sent: the rest is dropped, as much as the web server lets through.
    body.resume();
    for (const { received } of pending) await received.then(discard).catch(() => undefined);
    throw error instanceof AppError ? error : new AppError('invalid_input', { cause: error });
  }
}

function read(body: Readable, contentType: string, limits: UploadLimits, form: FormData, onFile: (field: string, stream: Readable, name: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const parser = busboy({
      headers: { 'content-type': contentType },
      defParamCharset: 'utf8',
      // One more than allowed: what exceeds the limit is to be reported, not silently dropped.
      limits: { files: limits.maxFiles + 1, fields: FIELDS, fieldSize: FIELD_BYTES, parts: limits.maxFiles + FIELDS + 1, fieldNameSize: 200, headerPairs: 20 },
    });
    let bytes = 0;
    let count = 0;
    const fail = (error: Error) => {
      body.unpipe(parser);
      parser.destroy(error);
      reject(error);
    };
    body.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > limits.maxBytes) fail(refused('total_exceeded'));
    });
    body.on('error', fail);
    parser.on('field', (name, value, facts) => (facts.valueTruncated || facts.nameTruncated ? fail(new AppError('invalid_input')) : form.append(name, value)));
    parser.on('file', (field, stream, facts) => {
      stream.on('error', () => undefined);
      // A file field without a choice arrives as an empty part without a name.
      if (!facts.filename) {
        stream.resume();
        return;
      }
      count += 1;
      if (count > limits.maxFiles) fail(refused('too_many'));
      else onFile(field, readAnyway(stream), facts.filename);
    });
    parser.on('fieldsLimit', () => fail(new AppError('invalid_input')));
    parser.on('partsLimit', () => fail(new AppError('invalid_input')));
    parser.on('error', (error: Error) => fail(error));
    parser.on('close', () => resolve());
    body.pipe(parser);
  });
}

/**
 * The same content, which its reader may leave half way (a file beyond its limit, a full disk): the rest is then read and
 * dropped, or the parser would wait for ever, and with it the sender for an answer.
 */
function readAnyway(stream: Readable): Readable {
  const through = new PassThrough();
  stream.on('error', (error) => through.destroy(error));
  through.on('error', () => undefined);
  through.on('close', () => {
    stream.unpipe(through);
    stream.resume();
  });
  return stream.pipe(through);
}

function refused(reason: 'total_exceeded' | 'too_many'): AppError {
  return new AppError('file_refused', { details: { reason } });
}
