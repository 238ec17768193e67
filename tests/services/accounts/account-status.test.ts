import { describe, expect, test } from 'vitest';
import { findSession, openSession } from '#app/auth/session-store.ts';
import type { Duty } from '#app/domain/accounts/actor.ts';
import { listAccounts } from '#app/services/accounts/list-accounts.ts';
import { setAccountStatus } from '#app/services/accounts/set-account-status.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { contextOf, createPerson, type Person } from '#tests/factories/people.ts';
import { uniqueWord } from '#tests/factories/unique.ts';
import { useDatabase } from '#tests/support/database.ts';
import { cookieOf } from '#tests/support/http.ts';

const database = useDatabase();
const make = (duty: Duty, name?: string): Promise<Person> => createPerson(database.owner, duty, name ? { name } : {});
const statusOf = async ({ userId }: Person): Promise<unknown> => (await database.owner('select status from app_user where id = $1', [userId]))[0]?.['status'];
const disable = (actor: Person, target: Person, reason = 'left the organisation'): Promise<void> => setAccountStatus(contextOf(actor.actor), { userId: target.userId, status: 'disabled', reason });

describe('locking an account', () => {
  test('ends its sessions, is written down with the reason, and is undone by unlocking', async () => {
    const [admin, target] = [await make('admin'), await make('officer')];
    const cookie = cookieOf(await openSession({ userId: target.userId, isSecure: false, ip: null, userAgent: null, previousCookies: null }));
    await disable(admin, target);
    expect(await statusOf(target)).toBe('disabled');
    expect(await findSession(cookie, false)).toBeNull();
    expect(await database.owner('select 1 from session where user_id = $1', [target.userId])).toEqual([]);
    await setAccountStatus(contextOf(admin.actor), { userId: target.userId, status: 'active', reason: 'came back' });
    expect(await statusOf(target)).toBe('active');
    expect(await findSession(cookie, false)).toBeNull();
    const events = await database.owner(`select action, reason_text as reason, actor_id from event where subject_id = $1 order by recorded_at, id`, [target.userId]);
    expect(events).toEqual([{ action: 'disable', reason: 'left the organisation', actor_id: admin.userId }, { action: 'enable', reason: 'came back', actor_id: admin.userId }]);
  });

  test('needs four eyes: nobody locks the own account', async () => {
    const admin = await make('admin');
    await expect(disable(admin, admin)).rejects.toMatchObject({ code: 'four_eyes' });
    expect(await statusOf(admin)).toBe('active');
  });

  test('needs a reason', async () => {
    const [admin, target] = [await make('admin'), await make('officer')];
    await expect(disable(admin, target, '  ')).rejects.toMatchObject({ code: 'reason_required' });
    expect(await statusOf(target)).toBe('active');
  });

  test.each(['officer', 'senior_officer', 'finance_officer', 'evaluator', 'auditor'] as const)('is not for a %s', async (duty) => {
    const [actor, target] = [await make(duty), await make('officer')];
    await expect(disable(actor, target)).rejects.toMatchObject({ code: expect.stringMatching(/^not_(allowed|found)$/) as string });
    expect(await statusOf(target)).toBe('active');
  });

  test('is not for a representative, not even of the own people', async () => {
    const firm = await createFirm(database.owner);
    const colleague = await createPerson(database.owner, 'manager', { firmId: firm.id });
    await expect(disable(firm.representative, colleague)).rejects.toMatchObject({ code: 'not_allowed' });
    expect(await statusOf(colleague)).toBe('active');
  });

  test('that is locked already is a conflict, and an unknown one is not found', async () => {
    const [admin, target] = [await make('admin'), await make('officer')];
    await disable(admin, target);
    await expect(disable(admin, target)).rejects.toMatchObject({ code: 'conflict' });
    await expect(setAccountStatus(contextOf(admin.actor), { userId: '00000000-0000-4000-8000-000000000000', status: 'disabled', reason: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the list of accounts', () => {
  test('goes through all of them page by page, each once', async () => {
    const admin = await make('admin');
    const word = uniqueWord();
    for (let number = 0; number < 65; number += 1) await make('officer', `${word} same name`);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listAccounts(contextOf(admin.actor), { search: word, after });
      seen.push(...page.accounts.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toHaveLength(65);
    expect(new Set(seen).size).toBe(65);
  });

  test('is searched by the beginning of a name or address, signs of patterns taken as they are', async () => {
    const admin = await make('admin');
    const word = uniqueWord();
    const target = await make('officer', `${word}%_x`);
    const found = async (search: string): Promise<string[]> => (await listAccounts(contextOf(admin.actor), { search })).accounts.map(({ id }) => id);
    expect(await found(`${word}%_`)).toEqual([target.userId]);
    expect(await found(`${word}_%`)).toEqual([]);
    expect(await found(target.email.slice(0, 14))).toContain(target.userId);
    expect(await found(`%${word.slice(1)}`)).toEqual([]);
    expect(await found('\\')).toEqual([]);
    expect((await listAccounts(contextOf(admin.actor), { search: word, duty: 'admin' })).accounts).toEqual([]);
  });

  test.each(['nonsense', 'e30', 'W10', 'WyJhIiwiYiJd', Buffer.from('["a","00000000-0000-0000-0000-00000000000-"]').toString('base64url'), Buffer.from('["a","------------------------------------"]').toString('base64url')])('refuses the made-up place %s', async (after) => {
    const admin = await make('admin');
    await expect(listAccounts(contextOf(admin.actor), { after })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('carries no secret', async () => {
    const { accounts } = await listAccounts(contextOf((await make('admin')).actor), {});
    for (const account of accounts) expect(Object.keys(account).sort()).toEqual(['duty', 'email', 'hasFactor', 'id', 'lastSignInAt', 'name', 'role', 'scopeName', 'status']);
  });

  test('is open to the auditor and to nobody else but the administrator', async () => {
    await expect(listAccounts(contextOf((await make('auditor')).actor), {})).resolves.toBeDefined();
    for (const duty of ['officer', 'senior_officer', 'finance_officer', 'evaluator'] as const) await expect(listAccounts(contextOf((await make(duty)).actor), {})).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(listAccounts(contextOf((await createFirm(database.owner)).representative.actor), {})).rejects.toMatchObject({ code: 'not_allowed' });
  });
});
