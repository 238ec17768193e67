import { describe, expect, test } from 'vitest';
import { findSession, openSession } from '#app/auth/session-store.ts';
import { hashPassword, verifyPassword } from '#app/auth/passwords.ts';
import { linkToken } from '#app/config/keys.ts';
import { visitorActor } from '#app/domain/accounts/actor.ts';
import { requestPasswordReset } from '#app/services/accounts/request-password-reset.ts';
import { findResetLink, resetPassword } from '#app/services/accounts/reset-password.ts';
import { signIn } from '#app/services/accounts/sign-in.ts';
import { resendVerification, verifyEmail } from '#app/services/accounts/verify-email.ts';
import { withPassword } from '#tests/factories/passwords.ts';
import { contextOf, createPerson, type Person } from '#tests/factories/people.ts';
import { uniqueWord } from '#tests/factories/unique.ts';
import { useDatabase } from '#tests/support/database.ts';
import { cookieOf } from '#tests/support/http.ts';

const database = useDatabase();
const visitor = () => contextOf(visitorActor('ko'));
const person = async (): Promise<Person> => withPassword(database.owner, await createPerson(database.owner, 'evaluator'));
const unproven = async (): Promise<Person> => {
  const fresh = await person();
  await database.owner('update app_user set email_verified_at = null where id = $1', [fresh.userId]);
  return fresh;
};
let addresses = 0;
const ask = (email: string): Promise<void> => {
  addresses += 1;
  return requestPasswordReset(visitor(), { email, ip: `192.0.2.${addresses % 250}` });
};

/** Secrets of the links sent to a person, newest last, as the mail job derives them. */
async function tokensFor(userId: string, kind: string): Promise<string[]> {
  const rows = await database.owner<{ id: string }>(`select values->>'tokenId' as id from notice where recipient_id = $1 and kind = $2 order by created_at, id`, [userId, kind]);
  return rows.map((row) => linkToken(row.id).token);
}
const lastToken = async (userId: string, kind = 'reset_password'): Promise<string> => (await tokensFor(userId, kind)).at(-1) ?? '';
const hash = await hashPassword('another long one');

describe('a reset link', () => {
  test('sets the password once, ends every session and tells the person', async () => {
    const user = await person();
    const cookie = cookieOf(await openSession({ userId: user.userId, isSecure: false, ip: null, userAgent: null, previousCookies: null }));
    await ask(user.email);
    const token = await lastToken(user.userId);
    expect(await findResetLink(token, 'test')).toMatchObject({ email: user.email });
    await resetPassword(visitor(), { token, passwordHash: hash });
    expect(await findSession(cookie, false)).toBeNull();
    const enter = () => signIn({ email: user.email, password: 'another long one', ip: '198.51.100.1', requestId: 'test', verify: verifyPassword });
    expect(await enter()).toMatchObject({ userId: user.userId });
    expect(await findResetLink(token, 'test')).toBeNull();
    await expect(resetPassword(visitor(), { token, passwordHash: hash })).rejects.toMatchObject({ code: 'expired' });
    expect(await database.owner(`select 1 from notice where recipient_id = $1 and kind = 'password_changed'`, [user.userId])).toHaveLength(1);
  });

  test('used twice at the same moment works once', async () => {
    const user = await person();
    await ask(user.email);
    const token = await lastToken(user.userId);
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => resetPassword(visitor(), { token, passwordHash: hash })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  test('dies after an hour', async () => {
    const user = await person();
    await ask(user.email);
    const [row] = await database.owner(`select expires_at - created_at <= interval '61 minutes' as short from auth_token where user_id = $1`, [user.userId]);
    expect(row).toEqual({ short: true });
    await database.owner(`update auth_token set expires_at = now() - interval '1 second' where user_id = $1`, [user.userId]);
    const token = await lastToken(user.userId);
    expect(await findResetLink(token, 'test')).toBeNull();
    await expect(resetPassword(visitor(), { token, passwordHash: hash })).rejects.toMatchObject({ code: 'expired' });
  });

  test('dies when a newer one is sent', async () => {
    const user = await person();
    await ask(user.email);
    await ask(user.email);
    const [first = '', second = ''] = await tokensFor(user.userId, 'reset_password');
    expect(await findResetLink(first, 'test')).toBeNull();
    expect(await findResetLink(second, 'test')).not.toBeNull();
  });

  test('is nowhere in the database', async () => {
    const user = await person();
    await ask(user.email);
    const token = await lastToken(user.userId);
    for (const table of ['auth_token', 'notice', 'mail_delivery', 'pgboss.job']) {
      const rows = await database.owner(`select 1 from ${table} as t where t::text like '%' || $1 || '%'`, [token]);
      expect(rows, table).toEqual([]);
    }
  });

  test('also opens an account whose sign-in is paused', async () => {
    const user = await person();
    await database.owner(`update app_user set failed_sign_ins = 9, failed_since = now(), blocked_until = now() + interval '10 minutes' where id = $1`, [user.userId]);
    await ask(user.email);
    await resetPassword(visitor(), { token: await lastToken(user.userId), passwordHash: hash });
    expect(await signIn({ email: user.email, password: 'another long one', ip: '198.51.100.2', requestId: 'test', verify: verifyPassword })).toMatchObject({ userId: user.userId });
  });

  test('of another kind, a made-up one and an empty one do nothing', async () => {
    const user = await unproven();
    await resendVerification(visitor(), user.email);
    const other = await lastToken(user.userId, 'verify_email');
    for (const token of [other, 'A'.repeat(43), '']) {
      expect(await findResetLink(token, 'test')).toBeNull();
      await expect(resetPassword(visitor(), { token, passwordHash: hash })).rejects.toMatchObject({ code: 'expired' });
    }
  });
});

describe('asking for a reset', () => {
  test('answers an unknown, a disabled and a known address alike', async () => {
    const disabled = await person();
    await database.owner(`update app_user set status = 'disabled' where id = $1`, [disabled.userId]);
    await expect(ask(`${uniqueWord()}@nobody.example`)).resolves.toBeUndefined();
    await expect(ask(disabled.email)).resolves.toBeUndefined();
    await expect(ask((await person()).email)).resolves.toBeUndefined();
    expect(await tokensFor(disabled.userId, 'reset_password')).toEqual([]);
  });

  test('does not fill the mailbox of a victim, and stays silent about it', async () => {
    const victim = await person();
    for (let round = 0; round < 12; round += 1) await expect(ask(victim.email)).resolves.toBeUndefined();
    expect((await tokensFor(victim.userId, 'reset_password')).length).toBeLessThanOrEqual(5);
  });

  test('is limited per address of the asker', async () => {
    const codes: string[] = [];
    for (let round = 0; round < 22; round += 1) codes.push(await requestPasswordReset(visitor(), { email: `${uniqueWord()}@nobody.example`, ip: '203.0.113.9' }).then(() => 'ok', (error: { code: string }) => error.code));
    expect(codes.filter((code) => code === 'ok')).toHaveLength(20);
    expect(codes.at(-1)).toBe('too_many_requests');
  });
});

describe('proving an address', () => {
  test('works once with the link of the mail', async () => {
    const user = await unproven();
    await resendVerification(visitor(), user.email);
    const token = await lastToken(user.userId, 'verify_email');
    expect(await verifyEmail(visitor(), token)).toEqual({ email: user.email });
    const [row] = await database.owner('select email_verified_at is not null as proven from app_user where id = $1', [user.userId]);
    expect(row).toEqual({ proven: true });
    await expect(verifyEmail(visitor(), token)).rejects.toMatchObject({ code: 'expired' });
  });

  test('fails with a link that is too old or of another kind', async () => {
    const user = await unproven();
    await resendVerification(visitor(), user.email);
    await database.owner(`update auth_token set expires_at = now() - interval '1 second' where user_id = $1`, [user.userId]);
    await expect(verifyEmail(visitor(), await lastToken(user.userId, 'verify_email'))).rejects.toMatchObject({ code: 'expired' });
    await ask(user.email);
    await expect(verifyEmail(visitor(), await lastToken(user.userId))).rejects.toMatchObject({ code: 'expired' });
  });

  test('is asked for again without saying whether the address is known, and not without end', async () => {
    await expect(resendVerification(visitor(), `${uniqueWord()}@nobody.example`)).resolves.toBeUndefined();
    const proven = await person();
    await resendVerification(visitor(), proven.email);
    expect(await tokensFor(proven.userId, 'verify_email')).toEqual([]);
    const fresh = await unproven();
    for (let round = 0; round < 12; round += 1) await resendVerification(visitor(), fresh.email);
    expect((await tokensFor(fresh.userId, 'verify_email')).length).toBeLessThanOrEqual(5);
  });
});
