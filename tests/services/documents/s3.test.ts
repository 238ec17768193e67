import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig, setConfig } from '#app/config/config.ts';
import { openFile, putFile, removeFile } from '#app/services/documents/storage.ts';

/** The few words of the S3 protocol that the store speaks, over a map in memory. */
const objects = new Map<string, Buffer>();
let server: Server;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portal-s3-'));
  server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const key = decodeURIComponent(new URL(request.url ?? '/', 'http://s3').pathname);
      const stored = objects.get(key);
      if (request.method === 'PUT') {
        objects.set(key, body);
        response.setHeader('etag', '"x"').end();
      } else if (request.method === 'DELETE') {
        objects.delete(key);
        response.writeHead(204).end();
      } else if (stored) response.setHeader('content-length', stored.length).end(request.method === 'HEAD' ? undefined : stored);
      else response.writeHead(404, { 'content-type': 'application/xml' }).end('<Error><Code>NoSuchKey</Code></Error>');
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  setConfig(readConfig({
    NODE_ENV: 'test', DATA_DIR: folder, DATABASE_URL: 'postgres://portal_app@127.0.0.1/none', LOG_LEVEL: 'silent', DEMO: '0', WORKER: '0',
    FILES_S3_BUCKET: 'portal', FILES_S3_ENDPOINT: `http://127.0.0.1:${port}`, FILES_S3_ACCESS_KEY_ID: 'portal', FILES_S3_SECRET_ACCESS_KEY: 'portal-secret',
  }));
});

afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  rmSync(folder, { recursive: true, force: true });
});

test('with FILES_S3_BUCKET a file goes to the store under its key, comes back whole and can be removed', async () => {
  const source = join(folder, 'incoming.pdf');
  writeFileSync(source, '%PDF-1.7 계획서');
  await putFile(source, 'ab/cd-1');
  expect(objects.get('/portal/ab/cd-1')?.toString()).toBe('%PDF-1.7 계획서');
  expect((await buffer(await openFile('ab/cd-1'))).toString()).toBe('%PDF-1.7 계획서');
  await removeFile('ab/cd-1');
  expect(objects.size).toBe(0);
});
