import type { ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { placeFor } from '#db/embedded-place.ts';
import { databaseProcesses, startWithNpm } from '#tests/support/boot.ts';
import { freePort } from '#tests/support/free-port.ts';

const closed = mkdtempSync(join(tmpdir(), 'portal-npm-'));
chmodSync(closed, 0o700);
const places = new Set<string>();
let npm: ChildProcess | undefined;
afterAll(() => {
  npm?.kill('SIGKILL');
  for (const folder of [closed, ...places]) rmSync(folder, { recursive: true, force: true });
});

/** Folder of the database of a data folder; outside of it for root, who may not run PostgreSQL in a closed home. */
function placeOf(dataDir: string): string {
  const { clusterDir } = placeFor(dataDir);
  if (clusterDir.startsWith('/var/lib/')) places.add(join(clusterDir, '..', '..'));
  return clusterDir;
}

test('npm start ends with everything it started when npm is told to end', async () => {
  const dataDir = join(closed, 'data');
  mkdirSync(dataDir);
  const place = placeOf(dataDir);
  const port = await freePort();
  const started = startWithNpm({ DEMO: '0', PORT: String(port), DATA_DIR: dataDir });
  npm = started;
  const ended = new Promise((resolve) => started.once('exit', resolve));
  const serves = async (): Promise<boolean> => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok ?? false;
  for (const until = Date.now() + 170_000; Date.now() < until && !(await serves()); ) await pause(100);
  expect(await serves()).toBe(true);
  started.kill('SIGTERM');
  await ended;
  for (const until = Date.now() + 15_000; Date.now() < until && (databaseProcesses(place).length > 0 || (await serves())); ) await pause(50);
  expect(databaseProcesses(place)).toEqual([]);
  expect(await serves()).toBe(false);
});

test('the database belongs to its data folder: it moves along, and a new folder or a copy has one of its own', () => {
  const first = join(closed, 'first');
  mkdirSync(first);
  const place = placeOf(first);
  expect(placeOf(first)).toBe(place);
  const moved = join(closed, 'moved');
  renameSync(first, moved);
  // Inside an open data folder the database moves with the folder; outside it keeps its place.
  const after = place.startsWith(first) ? place.replace(first, moved) : place;
  expect(placeOf(moved)).toBe(after);
  mkdirSync(first);
  expect(placeOf(first)).not.toBe(after);
  const copy = join(closed, 'copy');
  cpSync(moved, copy, { recursive: true });
  expect(placeOf(copy)).not.toBe(after);
  expect(placeOf(moved)).toBe(after);
});
