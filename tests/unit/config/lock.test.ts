import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock } from '#app/config/lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portal-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockFile = (): string => join(folder, 'portal.lock');

test('names its process while it is held and is gone afterwards', () => {
  const release = acquireLock(folder, 4220);
  expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toEqual({ pid: process.pid, port: 4220 });
  release();
  expect(() => readFileSync(lockFile())).toThrow();
});

test.each([
  ['a process that is gone', JSON.stringify({ pid: 2 ** 22 - 3, port: 1 })],
  ['a process that is no portal', JSON.stringify({ pid: 1, port: 1 })],
  ['half a file', '{"pid":'],
  ['an empty file', ''],
  ['something else', '"text"'],
])('a lock left by %s does not count', (_name, content) => {
  writeFileSync(lockFile(), content);
  expect(() => acquireLock(folder, 4220)).not.toThrow();
});
