import { Agent, request as sendRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { createProgrammeYear } from '#tests/factories/application.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { useDatabase } from '#tests/support/database.ts';
import { usePortal } from '#tests/support/http.ts';

const database = useDatabase();
const portal = usePortal();
const owner: typeof database.owner = (text, values) => database.owner(text, values);

const MB = 1_048_576;
const LIMIT_MS = 10_000;
const boundary = 'xxPORTALxx';

/** One form with a tax paper of this many bytes, `files` times, as a browser without scripts sends it. */
function* bodyOf(bytes: number, files = 1, fileName = 'tax.pdf'): Generator<Buffer> {
  yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="intent"\r\n\r\nattach.file_tax\r\n`);
  for (let index = 0; index < files; index += 1) {
    yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4\n`);
    for (let left = bytes; left > 0; left -= MB) yield Buffer.alloc(Math.min(left, MB), 'a');
    yield Buffer.from('\r\n');
  }
  yield Buffer.from(`--${boundary}--\r\n`);
}

/** Sends a body part by part as a slow line would, and returns the answer, or the code of a broken connection. */
function upload(cookie: string, parts: Iterable<Buffer>, options: { chunked?: boolean } = {}): Promise<{ status: number | string; text: string; ms: number }> {
  const started = performance.now();
  const body = [...parts];
  const length = body.reduce((sum, part) => sum + part.byteLength, 0);
  const headers = { cookie, origin: portal.origin, accept: 'text/html', 'content-type': `multipart/form-data; boundary=${boundary}`, ...(options.chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(length) }) };
  return new Promise((resolve) => {
    const done = (status: number | string, text = '') => resolve({ status, text, ms: Math.round(performance.now() - started) });
    const asking = sendRequest({ host: '127.0.0.1', port: portal.port, agent: new Agent(), method: 'POST', path: '/firm/application/documents', headers, timeout: LIMIT_MS }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(response.statusCode ?? 0, Buffer.concat(chunks).toString()));
    });
    asking.on('timeout', () => asking.destroy(Object.assign(new Error('no answer'), { code: 'NO_ANSWER' })));
    asking.on('error', (error: { code?: string }) => done(error.code ?? 'error'));
    void (async () => {
      for (const part of body) {
        if (asking.destroyed) return;
        if (!asking.write(part)) await Promise.race([new Promise((next) => asking.once('drain', next)), pause(LIMIT_MS)]);
      }
      asking.end();
    })();
  });
}

describe('files that are too large, sent by a plain form', () => {
  let cookie = '';
  beforeAll(async () => {
    await createProgrammeYear(owner);
    cookie = await portal.signedInAs((await createFirm(owner)).representative);
  });

  test.each([20.5, 21, 25, 45])('%d MB are answered with the page and the reason', async (size) => {
    const answer = await upload(cookie, bodyOf(size * MB));
    expect(answer.status, portal.lastError()).toBe(400);
    expect(answer.text).toContain('20 MB');
    expect(answer.ms).toBeLessThan(LIMIT_MS);
  });

  test.each([
    ['a body beyond the limit of a request', 61, 1, {}],
    ['the same without its length', 61, 1, { chunked: true }],
    ['a body far beyond, without its length', 150, 1, { chunked: true }],
    ['more files than may come at once', 2, 8, {}],
    ['more files of which each is too large', 21, 2, {}],
  ])('%s is answered', async (_name, size, files, options) => {
    const answer = await upload(cookie, bodyOf(size * MB, files), options);
    expect(answer.status, portal.lastError()).toBe(400);
    expect(answer.text).toContain('<html');
    expect(answer.ms).toBeLessThan(LIMIT_MS);
  });

  test('the name of a forbidden kind is refused at once, whatever its size', async () => {
    const answer = await upload(cookie, bodyOf(30 * MB, 1, 'film.mp4'));
    expect(answer.status, portal.lastError()).toBe(400);
    expect(answer.ms).toBeLessThan(LIMIT_MS);
  });

  test('none of it is an error of ours', () => {
    expect(portal.log.filter((line) => line.level === 'error')).toEqual([]);
  });
});
