import { describe, expect, test } from 'vitest';
import { verifyPassword } from '#app/auth/passwords.ts';
import { hashOfRecoveryCode, newFactorSecret, newRecoveryCodes, stepOfCode } from '#app/auth/second-factor.ts';
import { findSession, openSession } from '#app/auth/session-store.ts';
import { beginSecondFactor, confirmSecondFactor, getOwnSecondFactor, removeSecondFactor, renewRecoveryCodes } from '#app/services/accounts/own-second-factor.ts';
import { type FactorProof, proveSecondFactor } from '#app/services/accounts/prove-second-factor.ts';
import { resetSecondFactor } from '#app/services/accounts/reset-second-factor.ts';
import { stepUpWithPassword } from '#app/services/accounts/step-up.ts';
import { PASSWORD, withPassword } from '#tests/factories/passwords.ts';
import { contextOf, createPerson, type Person } from '#tests/factories/people.ts';
import { codeAt, withSecondFactor, wrongCodeAt } from '#tests/factories/second-factors.ts';
import { useDatabase } from '#tests/support/database.ts';
import { cookieOf } from '#tests/support/http.ts';

const database = useDatabase();
const now = new Date();
const tools = { stepOfCode, hashOfRecoveryCode };
const officer = (): Promise<Person> => createPerson(database.owner, 'officer');
const code = (text: string): FactorProof => ({ kind: 'code', text });
const recovery = (text: string): FactorProof => ({ kind: 'recovery', text });
const prove = (person: Person, proof: FactorProof, at = now, isSignIn = true): Promise<void> => proveSecondFactor(contextOf(person.actor, at), { userId: person.userId, proof, ip: '192.0.2.9', isSignIn, tools });
const kinds = async (person: Person): Promise<string[]> => (await database.owner<{ kind: string }>('select kind from notice where recipient_id = $1 order by created_at, id', [person.userId])).map(({ kind }) => kind);
const outcomes = async (person: Person): Promise<string[]> => (await database.owner<{ outcome: string }>('select outcome from sign_in_log where user_id = $1 order by recorded_at, id', [person.userId])).map(({ outcome }) => outcome);
const open = async (person: Person, authLevel: 1 | 2 = 1): Promise<string> => cookieOf(await openSession({ userId: person.userId, authLevel, isSecure: false, ip: null, userAgent: null, previousCookies: null }));
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

/** Sets a second factor up as its owner does; returns the secret and the recovery codes. */
async function setUp(person: Person, sessionId = '00000000-0000-0000-0000-000000000000'): Promise<{ secret: string; codes: string[] }> {
  const secret = newFactorSecret();
  const codes = newRecoveryCodes();
  await beginSecondFactor(contextOf(person.actor, now), secret);
  await confirmSecondFactor(contextOf(person.actor, now), { code: codeAt(secret, now), codeHashes: codes.map(hashOfRecoveryCode), sessionId, stepOfCode });
  return { secret, codes };
}

describe('setting up', () => {
  test('is in force only after its first code, ends other sessions and tells the person', async () => {
    const person = await officer();
    const ctx = contextOf(person.actor, now);
    const [here, elsewhere] = [await open(person), await open(person)];
    const secret = newFactorSecret();
    await beginSecondFactor(ctx, secret);
    expect(await getOwnSecondFactor(ctx)).toEqual({ state: 'waiting', secret });
    const input = { codeHashes: newRecoveryCodes().map(hashOfRecoveryCode), sessionId: (await findSession(here, false))?.row.publicId ?? '', stepOfCode };
    await expect(confirmSecondFactor(ctx, { ...input, code: wrongCodeAt(secret, now) })).rejects.toMatchObject({ code: 'invalid_input', fields: { code: ['accounts.factor.first_code_wrong'] } });
    expect((await findSession(here, false))?.row.hasFactor).toBe(false);
    await confirmSecondFactor(ctx, { ...input, code: codeAt(secret, now) });
    expect(await getOwnSecondFactor(ctx)).toMatchObject({ state: 'on', codesLeft: 10 });
    expect((await findSession(here, false))?.row).toMatchObject({ hasFactor: true, authLevel: 1 });
    expect(await findSession(elsewhere, false)).toBeNull();
    expect(await kinds(person)).toEqual(['second_factor_on']);
  });

  test('keeps neither the secret nor a recovery code readable in the database', async () => {
    const person = await officer();
    const { secret, codes } = await setUp(person);
    const [row] = await database.owner<{ whole: string; key: string }>(`select u::text || (select string_agg(c::text, ' ') from recovery_code c where c.user_id = u.id) as whole, totp_key_id as key from app_user u where id = $1`, [person.userId]);
    expect(row?.key).toMatch(/\S/);
    for (const text of [secret, Buffer.from(secret).toString('hex'), ...codes, ...codes.map((one) => one.replaceAll('-', ''))]) expect(row?.whole).not.toContain(text);
  });

  test('does not replace one that is in force', async () => {
    const person = await officer();
    await setUp(person);
    await expect(beginSecondFactor(contextOf(person.actor, now), newFactorSecret())).rejects.toMatchObject({ code: 'conflict' });
    await expect(confirmSecondFactor(contextOf(person.actor, now), { code: '123456', codeHashes: [], sessionId: '', stepOfCode })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('with a code leaves that code without use for signing in', async () => {
    const person = await officer();
    const { secret } = await setUp(person);
    await expect(prove(person, code(codeAt(secret, now)))).rejects.toMatchObject({ code: 'invalid_input' });
    await prove(person, code(codeAt(secret, later(30))), later(30));
  });
});

describe('a code', () => {
  test('signs in once; a replay and an older one do not', async () => {
    const person = await officer();
    const secret = await withSecondFactor(database.owner, person);
    await prove(person, code(codeAt(secret, now)));
    for (const at of [now, later(-30)]) await expect(prove(person, code(codeAt(secret, at)))).rejects.toMatchObject({ code: 'invalid_input', fields: { code: ['accounts.factor.code_wrong'] } });
    expect(await outcomes(person)).toEqual(['success', 'second_factor_failed', 'second_factor_failed']);
    const [row] = await database.owner('select last_sign_in_at is not null as stamped from app_user where id = $1', [person.userId]);
    expect(row).toEqual({ stamped: true });
  });

  test('used twice at the same moment works once', async () => {
    const person = await officer();
    const secret = await withSecondFactor(database.owner, person);
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => prove(person, code(codeAt(secret, now)))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('of somebody else is wrong', async () => {
    const [person, other] = [await officer(), await officer()];
    await withSecondFactor(database.owner, person);
    const foreign = await withSecondFactor(database.owner, other);
    await expect(prove(person, code(codeAt(foreign, now)))).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('for a step-up is written down as no sign-in', async () => {
    const person = await officer();
    const secret = await withSecondFactor(database.owner, person);
    await prove(person, code(codeAt(secret, now)), now, false);
    expect(await outcomes(person)).toEqual([]);
  });

  test('of a person without a second factor, or with one that waits for its first code, proves nothing', async () => {
    const person = await officer();
    await expect(prove(person, code('123456'))).rejects.toMatchObject({ code: 'not_allowed' });
    const secret = newFactorSecret();
    await beginSecondFactor(contextOf(person.actor, now), secret);
    await expect(prove(person, code(codeAt(secret, now)))).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('guessing codes', () => {
  test('pauses after five failures, even for the right code, and a right password does not end the pause', async () => {
    const person = await officer();
    const secret = await withSecondFactor(database.owner, person);
    for (let round = 0; round < 5; round += 1) await expect(prove(person, code(wrongCodeAt(secret, now)))).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(prove(person, code(codeAt(secret, now)))).rejects.toMatchObject({ code: 'too_many_requests' });
    await database.owner(`update login_attempt set blocked_until = now() where key = $1`, [`factor:${person.userId}`]);
    await prove(person, code(codeAt(secret, now)));
    expect(await database.owner('select 1 from login_attempt where key = $1', [`factor:${person.userId}`])).toEqual([]);
  });

  test('side by side gets no more tries than one after another', async () => {
    const person = await officer();
    const secret = await withSecondFactor(database.owner, person);
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => prove(person, code(wrongCodeAt(secret, now)))));
    const codes = results.map((result) => (result.status === 'rejected' ? (result.reason as { code: string }).code : 'let in'));
    expect(codes.filter((one) => one === 'invalid_input')).toHaveLength(5);
    expect(codes.filter((one) => one === 'too_many_requests')).toHaveLength(7);
  });
});

describe('a recovery code', () => {
  test('signs in once, however it is typed, and its owner is told how many are left', async () => {
    const person = await officer();
    const { codes } = await setUp(person);
    await prove(person, recovery(codes[0]?.toLowerCase().replaceAll('-', ' ') ?? ''));
    await expect(prove(person, recovery(codes[0] ?? ''))).rejects.toMatchObject({ code: 'invalid_input', fields: { recovery: ['accounts.factor.recovery_wrong'] } });
    expect(await getOwnSecondFactor(contextOf(person.actor))).toMatchObject({ codesLeft: 9 });
    const [notice] = await database.owner<{ values: Record<string, unknown> }>(`select values from notice where recipient_id = $1 and kind = 'recovery_code_used'`, [person.userId]);
    expect(notice?.values).toMatchObject({ left: 9 });
  });

  test('used twice at the same moment works once', async () => {
    const person = await officer();
    const { codes } = await setUp(person);
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => prove(person, recovery(codes[3] ?? ''))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('dies when new ones are made', async () => {
    const person = await officer();
    const { codes } = await setUp(person);
    const fresh = newRecoveryCodes();
    await renewRecoveryCodes(contextOf(person.actor), fresh.map(hashOfRecoveryCode));
    await expect(prove(person, recovery(codes[0] ?? ''))).rejects.toMatchObject({ code: 'invalid_input' });
    await prove(person, recovery(fresh[9] ?? ''));
    expect(await kinds(person)).toContain('recovery_codes_renewed');
  });

  test('is not made for a person without a second factor', async () => {
    await expect(renewRecoveryCodes(contextOf((await officer()).actor), [])).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('removing', () => {
  test('takes secret and recovery codes, and brings sessions back to the level of a password', async () => {
    const person = await officer();
    await setUp(person);
    const cookie = await open(person, 2);
    await removeSecondFactor(contextOf(person.actor));
    expect(await getOwnSecondFactor(contextOf(person.actor))).toEqual({ state: 'off' });
    expect((await findSession(cookie, false))?.row).toMatchObject({ authLevel: 1, hasFactor: false });
    expect(await database.owner('select 1 from recovery_code where user_id = $1', [person.userId])).toEqual([]);
    expect(await kinds(person)).toEqual(['second_factor_on', 'second_factor_off']);
    await expect(removeSecondFactor(contextOf(person.actor))).rejects.toMatchObject({ code: 'conflict' });
  });

  test('for somebody who lost it is the administrator\'s: with a reason, told to its owner, ending the sessions', async () => {
    const [person, admin] = [await officer(), await createPerson(database.owner, 'admin')];
    await setUp(person);
    const cookie = await open(person, 2);
    const reset = (by: Person, userId = person.userId, reason = 'Phone lost'): Promise<void> => resetSecondFactor(contextOf(by.actor), { userId, reason });
    await expect(reset(admin, person.userId, ' ')).rejects.toMatchObject({ code: 'reason_required' });
    await expect(reset(admin, admin.userId)).rejects.toMatchObject({ code: 'four_eyes' });
    await expect(reset(await createPerson(database.owner, 'senior_officer'))).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(reset(await createPerson(database.owner, 'auditor'))).rejects.toMatchObject({ code: 'not_found' });
    await reset(admin);
    expect(await findSession(cookie, false)).toBeNull();
    expect(await getOwnSecondFactor(contextOf(person.actor))).toEqual({ state: 'off' });
    expect(await kinds(person)).toEqual(['second_factor_on', 'second_factor_off']);
    expect(await database.owner(`select reason_text from event where subject_id = $1 and action = 'reset_second_factor'`, [person.userId])).toEqual([{ reason_text: 'Phone lost' }]);
    await expect(reset(admin)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a session that lacks its second factor', () => {
  test('ends after ten minutes', async () => {
    const person = await officer();
    await withSecondFactor(database.owner, person);
    const [pending, whole] = [await open(person), await open(person, 2)];
    for (const [minutes, lives] of [[9, true], [11, false]] as const) {
      await database.owner(`update session set created_at = now() - make_interval(mins => $2) where user_id = $1`, [person.userId, minutes]);
      expect([await findSession(pending, false) !== null, await findSession(whole, false) !== null]).toEqual([lives, true]);
    }
  });
});

describe('a step-up with the password', () => {
  const stepUp = (person: Person, password: string, sessionId = person.userId): Promise<void> => stepUpWithPassword(contextOf(person.actor), { email: person.email, sessionId, password, verify: verifyPassword });

  test('takes the right one, and five wrong ones at most', async () => {
    const person = await withPassword(database.owner, await officer());
    await stepUp(person, PASSWORD);
    for (let round = 0; round < 4; round += 1) await expect(stepUp(person, 'wrong')).rejects.toMatchObject({ code: 'invalid_input', fields: { password: ['accounts.step_up.password_wrong'] } });
    await expect(stepUp(person, PASSWORD)).rejects.toMatchObject({ code: 'too_many_requests' });
  });

  test('is none for a person with a second factor', async () => {
    const person = await withPassword(database.owner, await officer());
    await withSecondFactor(database.owner, person);
    await expect(stepUp(person, PASSWORD)).rejects.toMatchObject({ code: 'not_allowed' });
  });
});
