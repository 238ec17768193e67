import { beforeEach, describe, expect, test } from 'vitest';
import { verifyPassword } from '#app/auth/passwords.ts';
import type { Duty } from '#app/domain/accounts/actor.ts';
import { AppError } from '#app/domain/errors.ts';
import { signIn, type SignInResult } from '#app/services/accounts/sign-in.ts';
import { PASSWORD, withPassword } from '#tests/factories/passwords.ts';
import { createPerson, type Person } from '#tests/factories/people.ts';
import { uniqueWord } from '#tests/factories/unique.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
let addresses = 0;
let ip = '';
beforeEach(() => {
  addresses += 1;
  ip = `192.0.2.${addresses}`;
});

const enter = (email: string, password: string, from = ip): Promise<SignInResult> => signIn({ email, password, ip: from, requestId: 'test', verify: verifyPassword });

/** How a try was refused, as the person sees it. */
async function refusal(email: string, password: string, from = ip): Promise<{ code: string; fields: unknown }> {
  const error = await enter(email, password, from).then(() => null, (reason: unknown) => reason);
  if (!(error instanceof AppError)) throw new Error(`not refused: ${String(error)}`);
  return { code: error.code, fields: error.fields };
}

const person = async (duty: Duty = 'admin'): Promise<Person> => withPassword(database.owner, await createPerson(database.owner, duty));
const pauseOver = (email: string): Promise<unknown> => database.owner(`update app_user set blocked_until = now() - interval '1 second' where email = $1`, [email]);
const outcomes = async (userId: string): Promise<string[]> => (await database.owner<{ outcome: string }>('select outcome from sign_in_log where user_id = $1 order by recorded_at, id', [userId])).map((row) => row.outcome);

describe('the right password', () => {
  test('gives the person with role and duty, and is written down', async () => {
    const admin = await person();
    expect(await enter(admin.email, PASSWORD)).toEqual({ userId: admin.userId, role: 'admin', duty: 'admin', hasFactor: false });
    expect(await outcomes(admin.userId)).toEqual(['success']);
    const [row] = await database.owner('select last_sign_in_at is not null as stamped from app_user where id = $1', [admin.userId]);
    expect(row).toEqual({ stamped: true });
  });

  test('of a person with a second factor is no sign-in yet', async () => {
    const admin = await person();
    await database.owner('update app_user set totp_confirmed_at = now() where id = $1', [admin.userId]);
    expect(await enter(admin.email, PASSWORD)).toMatchObject({ hasFactor: true });
    expect(await outcomes(admin.userId)).toEqual([]);
    const [row] = await database.owner('select last_sign_in_at from app_user where id = $1', [admin.userId]);
    expect(row).toEqual({ last_sign_in_at: null });
  });

  test('is told that the address is not proven, but only with the right password', async () => {
    const fresh = await person();
    await database.owner('update app_user set email_verified_at = null where id = $1', [fresh.userId]);
    expect(await refusal(fresh.email, PASSWORD)).toEqual({ code: 'invalid_input', fields: { '': ['accounts.sign_in.unverified'] } });
    expect(await refusal(fresh.email, 'wrong')).toEqual({ code: 'invalid_input', fields: { '': ['accounts.sign_in.wrong'] } });
  });

  test('is no way in without a role', async () => {
    const left = await person();
    await database.owner('update role_grant set revoked_at = now() where user_id = $1', [left.userId]);
    expect(await refusal(left.email, PASSWORD)).toEqual({ code: 'invalid_input', fields: { '': ['accounts.sign_in.no_role'] } });
  });
});

describe('what a stranger learns', () => {
  test('a wrong password, an unknown person, a disabled one and one without a password read the same', async () => {
    const known = await person();
    const disabled = await person();
    await database.owner(`update app_user set status = 'disabled' where id = $1`, [disabled.userId]);
    const invited = await createPerson(database.owner, 'admin');
    const wrong = { code: 'invalid_input', fields: { '': ['accounts.sign_in.wrong'] } };
    expect(await refusal(known.email, 'wrong')).toEqual(wrong);
    expect(await refusal(`${uniqueWord()}@nobody.example`, PASSWORD)).toEqual(wrong);
    expect(await refusal(disabled.email, PASSWORD)).toEqual(wrong);
    expect(await refusal(invited.email, '')).toEqual(wrong);
    expect(await outcomes(disabled.userId)).toEqual(['disabled']);
  });

  test('the pause after repeated failures comes for an unknown person as for a known one', async () => {
    const known = await person();
    const tries = async (email: string): Promise<string[]> => {
      const codes: string[] = [];
      for (let round = 0; round < 7; round += 1) codes.push((await refusal(email, 'wrong', `198.51.100.${round}`)).code);
      return codes;
    };
    const ofKnown = await tries(known.email);
    expect(ofKnown).toEqual([...Array<string>(5).fill('invalid_input'), 'too_many_requests', 'too_many_requests']);
    expect(await tries(`${uniqueWord()}@nobody.example`)).toEqual(ofKnown);
  });
});

describe('guessing', () => {
  test('is paused after five failures, even for the right password, and each further one doubles the pause', async () => {
    const victim = await person();
    for (let round = 0; round < 5; round += 1) expect((await refusal(victim.email, 'wrong')).code).toBe('invalid_input');
    expect((await refusal(victim.email, PASSWORD)).code).toBe('too_many_requests');
    const pauses: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const [row] = await database.owner<{ seconds: string }>('select round(extract(epoch from blocked_until - now())) as seconds from app_user where id = $1', [victim.userId]);
      pauses.push(Number(row?.seconds));
      await pauseOver(victim.email);
      expect((await refusal(victim.email, 'wrong')).code).toBe('invalid_input');
    }
    expect(pauses).toEqual([1, 2, 4, 8]);
    expect(await outcomes(victim.userId)).toContain('blocked');
  });

  test('never locks somebody out for longer than a quarter of an hour', async () => {
    const victim = await person();
    await database.owner(`update app_user set failed_sign_ins = 60, failed_since = now() where id = $1`, [victim.userId]);
    await refusal(victim.email, 'wrong');
    const [row] = await database.owner(`select blocked_until <= now() + interval '15 minutes' as bounded from app_user where id = $1`, [victim.userId]);
    expect(row).toEqual({ bounded: true });
    await pauseOver(victim.email);
    expect(await enter(victim.email, PASSWORD)).toMatchObject({ userId: victim.userId });
  });

  test('a success forgets the failures', async () => {
    const user = await person();
    for (let round = 0; round < 4; round += 1) await refusal(user.email, 'wrong');
    await enter(user.email, PASSWORD);
    for (let round = 0; round < 4; round += 1) await refusal(user.email, 'wrong');
    expect(await enter(user.email, PASSWORD)).toMatchObject({ userId: user.userId });
  });

  test('failures of long ago do not count', async () => {
    const user = await person();
    for (let round = 0; round < 4; round += 1) await refusal(user.email, 'wrong');
    await database.owner(`update app_user set failed_since = now() - interval '16 minutes' where id = $1`, [user.userId]);
    await refusal(user.email, 'wrong');
    expect(await enter(user.email, PASSWORD)).toMatchObject({ userId: user.userId });
  });

  test('side by side gets no more tries than one after another', async () => {
    const victim = await person();
    const codes = await Promise.all(Array.from({ length: 20 }, async (_, round) => (await refusal(victim.email, 'wrong', `203.0.113.${round}`)).code));
    expect(codes.filter((code) => code === 'invalid_input')).toHaveLength(5);
  });

  test('from one address is refused after thirty failures, whoever is tried', async () => {
    for (let round = 0; round < 30; round += 1) expect((await refusal(`${uniqueWord()}@nobody.example`, 'wrong')).code).toBe('invalid_input');
    const user = await person();
    expect((await refusal(user.email, PASSWORD)).code).toBe('too_many_requests');
    expect(await enter(user.email, PASSWORD, '203.0.113.200')).toMatchObject({ userId: user.userId });
    await database.owner(`update login_attempt set window_started_at = now() - interval '11 minutes' where key = $1`, [`ip:${ip}`]);
    expect(await enter(user.email, PASSWORD)).toMatchObject({ userId: user.userId });
  });

  test('successful sign-ins from a shared address do not use it up', async () => {
    const user = await person();
    for (let round = 0; round < 35; round += 1) await enter(user.email, PASSWORD);
    expect(await enter(user.email, PASSWORD)).toMatchObject({ userId: user.userId });
  });

  test('leaves no address in the log that is none of ours', async () => {
    const secret = `${uniqueWord()}@nobody.example`;
    await refusal(secret, 'wrong');
    const rows = await database.owner(`select 1 from sign_in_log where email = $1 union all select 1 from login_attempt where key like '%' || $1 || '%'`, [secret]);
    expect(rows).toEqual([]);
  });
});
