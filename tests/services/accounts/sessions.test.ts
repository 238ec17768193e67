import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { closeSession, findSession, type Opening, openSession, renewSession } from '#app/auth/session-store.ts';
import { endOlderSessions } from '#app/services/accounts/end-older-sessions.ts';
import { listOwnSessions } from '#app/services/accounts/own-sessions.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { contextOf, createPerson, type Person } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { cookieOf } from '#tests/support/http.ts';

const database = useDatabase();

const openHeader = ({ userId }: Person, options: Partial<Opening> = {}): Promise<string> =>
  openSession({ userId, isSecure: false, ip: '192.0.2.1', userAgent: 'Browser 1', previousCookies: null, ...options });
const open = async (person: Person, options: Partial<Opening> = {}): Promise<string> => cookieOf(await openHeader(person, options));
const isLive = async (cookie: string, isSecure = false): Promise<boolean> => (await findSession(cookie, isSecure)) !== null;
const shift = (cookie: string, column: 'created_at' | 'last_seen_at', minutes: number): Promise<unknown> =>
  database.owner(`update session set ${column} = now() - make_interval(mins => $2) where id_hash = $1`, [hashOf(cookie), minutes]);
const hashOf = (cookie: string): Buffer => createHash('sha256').update(cookie.split('=')[1] ?? '').digest();
const admin = (): Promise<Person> => createPerson(database.owner, 'admin');
const firmPerson = async (): Promise<Person> => (await createFirm(database.owner)).representative;

describe('the cookie', () => {
  test('without TLS is a plain one, over TLS it is bound to the host', async () => {
    const person = await admin();
    const plain = await openHeader(person);
    const secure = await openHeader(person, { isSecure: true });
    expect(plain).toMatch(/^sid=[\w-]{43};/);
    expect(plain).not.toContain('Secure');
    expect(secure).toMatch(/^__Host-sid=[\w-]{43};/);
    for (const header of [plain, secure]) for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(header).toContain(attribute);
    expect(secure).toContain('Secure');
    expect(secure).not.toContain('Domain');
  });

  test('of one kind is none of the other', async () => {
    const cookie = await open(await admin());
    expect(await isLive(cookie)).toBe(true);
    expect(await isLive(cookie, true)).toBe(false);
    expect(await isLive(cookie.replace('sid=', '__Host-sid='), false)).toBe(false);
  });

  test('carries 256 random bits and no two are alike', async () => {
    const person = await admin();
    const cookies = await Promise.all(Array.from({ length: 8 }, () => open(person)));
    expect(new Set(cookies).size).toBe(8);
    for (const cookie of cookies) expect(Buffer.from(cookie.split('=')[1] ?? '', 'base64url').length).toBe(32);
  });

  test('forged ones open nothing', async () => {
    const cookie = await open(await admin());
    const forged = ['sid=', 'sid=x', `sid=${'A'.repeat(43)}`, `sid=${'A'.repeat(100_000)}`, `${cookie}A`, cookie.slice(0, -1), cookie.toUpperCase(), `sid=${'é'.repeat(43)}`, 'sid=%00'.padEnd(60, 'a'), 'other=1', ''];
    for (const value of forged) expect(await findSession(value, false), value.slice(0, 60)).toBeNull();
  });

  test('two thousand forged ones open nothing, in as little time as a real one takes', async () => {
    const real = await open(await admin());
    const time = async (cookie: () => string): Promise<number> => {
      const started = performance.now();
      for (let round = 0; round < 100; round += 1) await findSession(cookie(), false);
      return performance.now() - started;
    };
    const forged = (): string => `sid=${randomBytes(32).toString('base64url')}`;
    await time(() => real);
    const [known, unknown] = [await time(() => real), await time(forged)];
    expect(unknown / known).toBeGreaterThan(0.2);
    expect(unknown / known).toBeLessThan(5);
    for (let block = 0; block < 18; block += 1) expect((await Promise.all(Array.from({ length: 100 }, () => findSession(forged(), false)))).every((found) => found === null)).toBe(true);
  }, 60_000);
});

describe('a stolen dump', () => {
  test('holds only hashes, and a hash opens nothing', async () => {
    const person = await admin();
    const cookie = await open(person);
    const [row] = await database.owner<{ whole: string; hash: Buffer }>('select s::text as whole, id_hash as hash from session s where user_id = $1', [person.userId]);
    expect(row?.whole).not.toContain(cookie.split('=')[1]);
    expect(row?.hash.equals(hashOf(cookie))).toBe(true);
    expect(await isLive(`sid=${row?.hash.toString('base64url') ?? ''}`)).toBe(false);
    expect(await isLive(`sid=${row?.hash.toString('hex') ?? ''}`)).toBe(false);
  });
});

describe('the life of a session', () => {
  test.each([
    ['staff', 'last_seen_at', 29, true],
    ['staff', 'last_seen_at', 31, false],
    ['staff', 'created_at', 10 * 60 - 1, true],
    ['staff', 'created_at', 10 * 60 + 1, false],
    ['firm', 'last_seen_at', 119, true],
    ['firm', 'last_seen_at', 121, false],
    ['firm', 'created_at', 24 * 60 - 1, true],
    ['firm', 'created_at', 24 * 60 + 1, false],
  ] as const)('of %s with %s %d minutes ago lives on: %s', async (kind, column, minutes, lives) => {
    const cookie = await open(await (kind === 'staff' ? admin() : firmPerson()));
    await shift(cookie, column, minutes);
    expect(await isLive(cookie)).toBe(lives);
  });

  test('ends at its expiry', async () => {
    const cookie = await open(await firmPerson());
    await database.owner(`update session set expires_at = now() - interval '1 second' where id_hash = $1`, [hashOf(cookie)]);
    expect(await isLive(cookie)).toBe(false);
  });

  test.each([
    ['firm', 4, 6],
    ['staff', 2, 4],
  ] as const)('using that of %s moves the stamp, not after %d minutes but after %d', async (kind, kept, moved) => {
    const cookie = await open(await (kind === 'staff' ? admin() : firmPerson()));
    const stamp = async (): Promise<number> => Number((await database.owner<{ age: string }>('select extract(epoch from now() - last_seen_at) as age from session where id_hash = $1', [hashOf(cookie)]))[0]?.age);
    await shift(cookie, 'last_seen_at', kept);
    await isLive(cookie);
    expect(await stamp()).toBeGreaterThan(kept * 60 - 1);
    await shift(cookie, 'last_seen_at', moved);
    // Two tabs at the boundary: both live, one stamp.
    expect(await Promise.all([isLive(cookie), isLive(cookie)])).toEqual([true, true]);
    expect(await stamp()).toBeLessThan(60);
  });

  test('using it does not move the absolute limit', async () => {
    const cookie = await open(await admin());
    for (const minutes of [100, 300, 599]) {
      await shift(cookie, 'created_at', minutes);
      expect(await isLive(cookie)).toBe(true);
    }
    await shift(cookie, 'created_at', 601);
    expect(await isLive(cookie)).toBe(false);
  });
});

describe('what a person may do', () => {
  test('is read anew for each request: a new duty counts at once', async () => {
    const officer = await createPerson(database.owner, 'officer');
    const cookie = await open(officer);
    expect((await findSession(cookie, false))?.actor.duty).toBe('officer');
    await database.owner('update role_grant set revoked_at = now() where user_id = $1', [officer.userId]);
    expect(await isLive(cookie)).toBe(false);
    await database.owner(`insert into role_grant (user_id, role, duty) values ($1, 'evaluator', 'evaluator')`, [officer.userId]);
    expect((await findSession(cookie, false))?.actor).toMatchObject({ role: 'evaluator', duty: 'evaluator' });
  });

  test('ends at once when the person is disabled', async () => {
    const person = await admin();
    const cookie = await open(person);
    await database.owner(`update app_user set status = 'disabled' where id = $1`, [person.userId]);
    expect(await isLive(cookie)).toBe(false);
  });

  test('carries the scope of the person', async () => {
    const firm = await createFirm(database.owner);
    expect((await findSession(await open(firm.representative), false))?.actor).toMatchObject({ role: 'firm', duty: 'representative', firmId: firm.id, consultantId: null, organisationId: null });
  });
});

describe('signing in again', () => {
  test('gives a new id and ends the one presented', async () => {
    const person = await firmPerson();
    const before = await open(person);
    const after = await open(person, { previousCookies: `lang=ko; ${before}` });
    expect(after).not.toBe(before);
    expect(await isLive(before)).toBe(false);
    expect(await isLive(after)).toBe(true);
  });

  test('ends a planted session of somebody else', async () => {
    const planted = await open(await firmPerson());
    await open(await firmPerson(), { previousCookies: planted });
    expect(await isLive(planted)).toBe(false);
  });

  test('leaves staff one session and others five', async () => {
    const live = async (person: Person): Promise<boolean[]> => {
      const cookies: string[] = [];
      for (let round = 0; round < 7; round += 1) {
        cookies.push(await open(person));
        await endOlderSessions(contextOf(person.actor), { userId: person.userId, role: person.actor.role });
        await new Promise((resolve) => setTimeout(resolve, 3)); // stamps are to the millisecond
      }
      const states: boolean[] = [];
      for (const cookie of cookies) states.push(await isLive(cookie));
      return states;
    };
    expect(await live(await admin())).toEqual([false, false, false, false, false, false, true]);
    expect(await live(await firmPerson())).toEqual([false, false, true, true, true, true, true]);
  });

  test('tells the person that a session in use was ended, but not one that was left long ago', async () => {
    const person = await admin();
    const told = async (): Promise<number> => (await database.owner(`select 1 from notice where recipient_id = $1 and kind = 'session_replaced'`, [person.userId])).length;
    const again = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 3));
      await open(person);
      await endOlderSessions(contextOf(person.actor), { userId: person.userId, role: 'admin' });
    };
    await shift(await open(person), 'last_seen_at', 31);
    await again();
    expect(await told()).toBe(0);
    await again();
    expect(await told()).toBe(1);
    expect(await listOwnSessions(contextOf(person.actor))).toHaveLength(1);
  });
});

describe('a proof', () => {
  test('gives the session a new id, counts for ten minutes and moves no limit', async () => {
    const cookie = await open(await admin());
    await shift(cookie, 'created_at', 500);
    const header = await renewSession(cookie, false, 2);
    const renewed = cookieOf(header ?? '');
    expect([await isLive(cookie), await isLive(renewed)]).toEqual([false, true]);
    expect((await findSession(renewed, false))?.row).toMatchObject({ authLevel: 2, isFresh: true });
    for (const [seconds, isFresh] of [[599, true], [601, false]] as const) {
      await database.owner(`update session set stepped_up_at = now() - make_interval(secs => $2) where id_hash = $1`, [hashOf(renewed), seconds]);
      expect((await findSession(renewed, false))?.row.isFresh).toBe(isFresh);
    }
    await shift(renewed, 'created_at', 601);
    expect(await isLive(renewed)).toBe(false);
  });

  test('renews nothing that is gone', async () => {
    expect(await renewSession(`sid=${'A'.repeat(43)}`, false, 2)).toBeNull();
    expect(await renewSession(null, false, 2)).toBeNull();
  });
});

describe('signing out', () => {
  test('deletes the row and clears the cookie', async () => {
    const person = await admin();
    const cookie = await open(person);
    const header = await closeSession(cookie, false);
    expect(header).toMatch(/^sid=;.*Max-Age=0/);
    expect(await database.owner('select 1 from session where user_id = $1', [person.userId])).toEqual([]);
    expect(await isLive(cookie)).toBe(false);
  });

  test('without a session, or twice, is no error', async () => {
    for (const cookies of [null, '', 'sid=', 'sid=unknown']) expect(await closeSession(cookies, false)).toContain('Max-Age=0');
  });
});
