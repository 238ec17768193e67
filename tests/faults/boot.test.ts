import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { placeFor } from '#db/embedded-place.ts';
import { databaseProcesses, endAll, startProduct, type Start } from '#tests/support/boot.ts';
import { runOn, withDatabase } from '#tests/support/database-server.ts';
import { freePort } from '#tests/support/free-port.ts';
import { startOldServer } from '#tests/support/old-server.ts';

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'portal-boot-'));
  folders.push(folder);
  return folder;
}
afterAll(() => endAll().finally(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }))));

/** Starts, expects it to give up, and returns the one sentence it says. */
async function complaint(environment: Readonly<Record<string, string>>): Promise<string> {
  const start = startProduct({ DATA_DIR: newFolder(), PORT: String(await freePort()), WORKER: '0', ...environment });
  const code = await start.ended;
  expect(typeof code === 'number' && code > 0, `ended with ${String(code)}\n${start.output()}${start.errors()}`).toBe(true);
  const said = start.errors().trim();
  expect(said, 'one sentence').toMatch(/^[^\n]{10,}[.!]$/);
  expect(said).not.toMatch(/node_modules|\bat [\w.]+ \(|Error:/);
  return said;
}

describe('a wrong setting', () => {
  test.each([
    [{ DATABASE_URL: 'localhost:5432/portal' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'mysql://root:verysecret@localhost/portal' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://root:very%ZZsecret@localhost/portal' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://root:verysecret@localhost' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://root:verysecret@localhost:port/portal' }, 'DATABASE_URL'],
    [{ PORT: 'eighty' }, 'PORT'],
    [{ PUBLIC_ORIGIN: 'portal.example' }, 'PUBLIC_ORIGIN'],
    [{ ENCRYPTION_KEYS: 'k1:verysecret' }, 'ENCRYPTION_KEYS'],
    [{ TRUST_PROXY: 'yes' }, 'TRUST_PROXY'],
    [{ HOST: '203.0.113.1' }, 'HOST'],
  ])('%j is named in one sentence, without its secrets', async (environment, name) => {
    const said = await complaint(environment as Record<string, string>);
    expect(said).toContain(name);
    expect(said).not.toMatch(/very|secret/);
  });
});

describe('a database server that will not do', () => {
  const suffix = randomBytes(4).toString('hex');
  const limited = `portal_test_limited_${suffix}`;
  const database = `portal_test_boot_${suffix}`;
  beforeAll(async () => {
    await runOn(inject('adminUrl'), `create role ${limited} login password 'limited-password'`);
    await runOn(inject('adminUrl'), `create database ${database} owner ${limited}`);
  });
  afterAll(async () => {
    await runOn(inject('adminUrl'), `drop database if exists ${database} with (force)`);
    await runOn(inject('adminUrl'), `drop role if exists ${limited}`);
  });
  const as = (user: string, password: string, name = database): string => {
    const url = new URL(withDatabase(inject('adminUrl'), name));
    url.username = user;
    url.password = password;
    return url.href;
  };

  test('nobody answers', async () => {
    const port = await freePort();
    const said = await complaint({ DATABASE_URL: `postgres://portal:verysecret@127.0.0.1:${port}/portal` });
    expect(said).toContain(`127.0.0.1:${port}/portal cannot be reached`);
    expect(said).not.toContain('verysecret');
  });

  test('nobody has that name', async () => {
    expect(await complaint({ DATABASE_URL: 'postgres://portal:verysecret@no-such-host.invalid/portal' })).toContain('no-such-host.invalid');
  });

  test('the password is wrong', async () => {
    const said = await complaint({ DATABASE_URL: as(limited, 'verysecret') });
    expect(said).toContain('refused the user or the password');
    expect(said).not.toContain('verysecret');
  });

  test('the database is missing', async () => {
    expect(await complaint({ DATABASE_URL: as(limited, 'limited-password', 'no_such_database') })).toContain('no_such_database; create it');
  });

  test('the user may not create roles', async () => {
    expect(await complaint({ DATABASE_URL: as(limited, 'limited-password') })).toContain(`grant it CREATEROLE (alter role ${limited} createrole)`);
  });

  test('the server is too old', async () => {
    const old = await startOldServer('15.6', '150006');
    try {
      expect(await complaint({ DATABASE_URL: `postgres://portal:x@127.0.0.1:${old.port}/portal` })).toBe('The portal needs PostgreSQL 18 or newer; the server is 15.6.');
    } finally {
      await old.stop();
    }
  });

  test('something answers that is no database', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    try {
      expect(await complaint({ DATABASE_URL: `postgres://portal:x@127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/portal` })).toContain('cannot be reached');
    } finally {
      server.close();
    }
  });
});

describe('a place that will not do', () => {
  test('the port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const folder = newFolder();
    try {
      expect(await complaint({ PORT: String(port), DATA_DIR: folder })).toContain(`Port ${port} is taken`);
    } finally {
      server.close();
    }
    expect(existsSync(join(folder, 'portal.lock')), 'the lock is given back').toBe(false);
  });

  test('the data folder is a file', async () => {
    const file = join(newFolder(), 'data');
    writeFileSync(file, 'something else');
    expect(await complaint({ DATA_DIR: file })).toContain(file);
    expect(await complaint({ DATA_DIR: join(file, 'below') })).toContain(file);
    expect(readFileSync(file, 'utf8')).toBe('something else');
  });

  test.each([['half written', '{"databaseOwnerPassword": "x'], ['empty', ''], ['of another shape', '{"databaseOwnerPassword":"short"}']])('the secrets are %s', async (_name, content) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'secrets.json'), content);
    expect(await complaint({ DATA_DIR: folder })).toContain('secrets.json');
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8'), 'never written over').toBe(content);
  });
});

describe('an installation', () => {
  // As root the folder is closed to the user as whom the database server runs.
  const closed = newFolder();
  const dataDir = join(closed, 'data');
  let port = 0;
  let cookie = '';
  let place = '';
  beforeAll(async () => {
    chmodSync(closed, 0o700);
    mkdirSync(dataDir);
    port = await freePort();
    place = placeFor(dataDir).clusterDir;
    folders.push(join(place, '..', '..').startsWith('/var/lib/industry-innovation-portal/') ? join(place, '..', '..') : closed);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await endAll();
  });

  const start = (): Start => startProduct({ DATA_DIR: dataDir, PORT: String(port), DEMO: '0' });
  const isSignedIn = async (origin: string): Promise<boolean> => (await fetch(`${origin}/account`, { headers: { cookie }, redirect: 'manual' })).status === 200;
  const secondsToReady = (said: string): number => Number(/ready in ([\d.]+) s/.exec(said)?.[1]);
  const noneLeft = async (): Promise<number[]> => {
    for (const until = Date.now() + 15_000; Date.now() < until && databaseProcesses(place).length > 0; ) await pause(50);
    return databaseProcesses(place);
  };
  let first: Start;

  /** A person with an open session, put into the embedded database as its owner. */
  async function addPerson(): Promise<string> {
    const { databaseOwnerPassword } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as { databaseOwnerPassword: string };
    const databasePort = readFileSync(join(place, 'postmaster.pid'), 'utf8').split('\n')[3] ?? '';
    const id = randomBytes(32).toString('base64url');
    await runOn(
      `postgres://portal_owner:${databaseOwnerPassword}@127.0.0.1:${databasePort}/portal`,
      `with u as (insert into app_user (email, email_verified_at, name) values ('kept@test.example', now(), 'Kept') returning id),
         g as (insert into role_grant (user_id, role, duty) select id, 'evaluator', 'evaluator' from u)
       insert into session (id_hash, user_id, expires_at) select $1, id, now() + interval '1 hour' from u`,
      [createHash('sha256').update(id).digest()],
    );
    return `sid=${id}`;
  }

  test('starts in a folder that only its owner may enter', async () => {
    first = start();
    const origin = await first.ready;
    cookie = await addPerson();
    expect(await isSignedIn(origin)).toBe(true);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o077).toBe(0);
    expect(statSync(place).mode & 0o077).toBe(0);
  });

  test('refuses a second start beside the first, which goes on', async () => {
    const said = await complaint({ DATA_DIR: dataDir });
    expect(said).toContain(`already running at http://localhost:${port}`);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  });

  test('killed outright leaves no database server behind', async () => {
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    expect(await noneLeft()).toEqual([]);
  });

  test('starts again within ten seconds with everything that was there, and stops on SIGTERM', async () => {
    const again = start();
    const origin = await again.ready;
    // Ten seconds of this machine's cores; where others use them too, it takes as much longer.
    expect(secondsToReady(again.output())).toBeLessThan(10 * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()));
    expect(await isSignedIn(origin)).toBe(true);
    again.child.kill('SIGTERM');
    expect(await again.ended, again.errors()).toBe(0);
    expect(await noneLeft()).toEqual([]);
    expect(existsSync(join(dataDir, 'portal.lock'))).toBe(false);
  });

  test('comes back also when the database server was killed with it, and stops on SIGINT', async () => {
    const killed = start();
    await killed.ready;
    for (const pid of databaseProcesses(place)) process.kill(pid, 'SIGKILL');
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(await noneLeft()).toEqual([]);
    const again = start();
    expect(await isSignedIn(await again.ready)).toBe(true);
    again.child.kill('SIGINT');
    expect(await again.ended, again.errors()).toBe(0);
    expect(await noneLeft()).toEqual([]);
  });

  test('stopped while it starts leaves nothing running', async () => {
    for (const wait of [50, 400, 1_200]) {
      const early = start();
      await pause(wait);
      early.child.kill('SIGTERM');
      await early.ended;
      expect(await noneLeft(), `after ${wait} ms`).toEqual([]);
    }
    const again = start();
    expect(await isSignedIn(await again.ready)).toBe(true);
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
  });
});
