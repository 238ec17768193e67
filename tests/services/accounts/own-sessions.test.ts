import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hashPassword, verifyPassword } from '#app/auth/passwords.ts';
import { findSession, openSession } from '#app/auth/session-store.ts';
import { changePassword } from '#app/services/accounts/change-password.ts';
import { endOtherSessions, listOwnSessions } from '#app/services/accounts/own-sessions.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { PASSWORD, withPassword } from '#tests/factories/passwords.ts';
import { contextOf, createPerson, type Person } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { cookieOf } from '#tests/support/http.ts';

const database = useDatabase();
const open = async ({ userId }: Person): Promise<string> => cookieOf(await openSession({ userId, isSecure: false, ip: '192.0.2.1', userAgent: 'Browser 1', previousCookies: null }));
const isLive = async (cookie: string): Promise<boolean> => (await findSession(cookie, false)) !== null;
const shift = (cookie: string, column: 'created_at' | 'last_seen_at', minutes: number): Promise<unknown> =>
  database.owner(`update session set ${column} = now() - make_interval(mins => $2) where id_hash = $1`, [createHash('sha256').update(cookie.split('=')[1] ?? '').digest(), minutes]);
const firmPerson = async (): Promise<Person> => (await createFirm(database.owner)).representative;

describe('own sessions', () => {
  test('are listed without anything that opens them, newest first', async () => {
    const person = await firmPerson();
    const older = await open(person);
    await shift(older, 'created_at', 30);
    await open(person);
    const sessions = await listOwnSessions(contextOf(person.actor));
    expect(sessions).toHaveLength(2);
    expect(sessions[0]?.createdAt.getTime()).toBeGreaterThan(sessions[1]?.createdAt.getTime() ?? 0);
    expect(sessions[0]).toMatchObject({ userAgent: 'Browser 1' });
    expect(JSON.stringify(sessions)).not.toContain(older.split('=')[1]);
  });

  test('of others are neither listed nor ended', async () => {
    const [mine, theirs] = [await firmPerson(), await firmPerson()];
    const keep = await open(mine);
    const other = await open(mine);
    const foreign = await open(theirs);
    const sessionId = (await findSession(keep, false))?.row.publicId ?? '';
    await endOtherSessions(contextOf(mine.actor), sessionId);
    expect([await isLive(keep), await isLive(other), await isLive(foreign)]).toEqual([true, false, true]);
    expect(await listOwnSessions(contextOf(mine.actor))).toHaveLength(1);
  });

  test('that no longer live are not listed', async () => {
    const person = await createPerson(database.owner, 'admin');
    const idle = await open(person);
    await shift(idle, 'last_seen_at', 31);
    const live = await open(person);
    expect((await listOwnSessions(contextOf(person.actor))).map(({ publicId }) => publicId)).toEqual([(await findSession(live, false))?.row.publicId]);
  });
});

describe('a changed password', () => {
  test('needs the present one, ends all other sessions and tells the person', async () => {
    const person = await withPassword(database.owner, await firmPerson());
    const [here, elsewhere] = [await open(person), await open(person)];
    const sessionId = (await findSession(here, false))?.row.publicId ?? '';
    const input = { email: person.email, sessionId, newHash: await hashPassword('another long one'), verify: verifyPassword };
    await expect(changePassword(contextOf(person.actor), { ...input, current: 'wrong' })).rejects.toMatchObject({ code: 'invalid_input', fields: { current: ['accounts.account.current_wrong'] } });
    expect(await isLive(elsewhere)).toBe(true);
    await changePassword(contextOf(person.actor), { ...input, current: PASSWORD });
    expect([await isLive(here), await isLive(elsewhere)]).toEqual([true, false]);
    const [row] = await database.owner<{ password_hash: string }>('select password_hash from app_user where id = $1', [person.userId]);
    expect(await verifyPassword(row?.password_hash ?? null, 'another long one')).toBe(true);
    expect(await database.owner(`select 1 from notice where recipient_id = $1 and kind = 'password_changed'`, [person.userId])).toHaveLength(1);
  });

  test('cannot be guessed at from a session left open', async () => {
    const person = await withPassword(database.owner, await firmPerson());
    const guess = (current: string): Promise<void> => changePassword(contextOf(person.actor), { email: person.email, sessionId: '00000000-0000-0000-0000-000000000000', current, newHash: 'x', verify: verifyPassword });
    for (let round = 0; round < 5; round += 1) await expect(guess('wrong')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(guess(PASSWORD)).rejects.toMatchObject({ code: 'too_many_requests' });
  });
});
