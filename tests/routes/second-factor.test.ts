import { beforeAll, describe, expect, test } from 'vitest';
import type { Duty } from '#app/domain/accounts/actor.ts';
import { PASSWORD, withPassword } from '#tests/factories/passwords.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { createPerson, type Person } from '#tests/factories/people.ts';
import { codeAt, withSecondFactor, wrongCodeAt } from '#tests/factories/second-factors.ts';
import { useDatabase } from '#tests/support/database.ts';
import { cookieOf, usePortal, type Answer, type Fields } from '#tests/support/http.ts';
import { listAddresses } from './addresses.ts';

const database = useDatabase();
const portal = usePortal();
const demo = usePortal({ demo: true });

const person = async (duty: Duty = 'officer'): Promise<Person> => withPassword(database.owner, await createPerson(database.owner, duty));
const firmPerson = async (): Promise<Person> => withPassword(database.owner, (await createFirm(database.owner)).representative);
const sessionCookie = (answer: Answer): string => cookieOf(answer.cookies.find((cookie) => /^sid=/.test(cookie)) ?? '');
const leads = ({ status, location }: Answer): string => `${status}${location ? ` → ${location}` : ''}`;
const signIn = (at: typeof portal, { email }: Person, redirectTo = ''): Promise<Answer> => at.post('/login', { email, password: PASSWORD, ...(redirectTo ? { redirectTo } : {}) });
const old = (one: Person): Promise<unknown> => database.owner(`update session set stepped_up_at = now() - interval '11 minutes' where user_id = $1`, [one.userId]);
const enterCode = (at: typeof portal, secret: string, cookie: string, more: Fields = {}): Promise<Answer> => at.post('/login/second-factor', { intent: 'code', code: codeAt(secret, new Date()), ...(more as Record<string, string>) }, { cookie });

describe('signing in with a second factor', () => {
  test.each(['portal', 'demonstration'] as const)('in the %s opens nothing before the code, and then under a new id', async (which) => {
    const at = which === 'portal' ? portal : demo;
    const one = await person();
    const secret = await withSecondFactor(database.owner, one);
    const first = await signIn(at, one, '/officer/payments');
    expect(leads(first)).toBe('303 → /login/second-factor?redirectTo=%2Fofficer%2Fpayments');
    const pending = sessionCookie(first);
    expect(leads(await at.get('/officer', { cookie: pending }))).toBe('302 → /login/second-factor?redirectTo=%2Fofficer');
    expect((await at.get('/login/second-factor', { cookie: pending })).status).toBe(200);
    expect((await enterCode(at, secret, pending, { code: wrongCodeAt(secret, new Date()) })).status).toBe(400);
    const second = await enterCode(at, secret, pending, { redirectTo: '/officer/payments' });
    expect(leads(second)).toBe('303 → /officer/payments');
    const whole = sessionCookie(second);
    expect(whole).not.toBe(pending);
    expect((await at.get('/officer', { cookie: whole })).status).toBe(200);
    expect(leads(await at.get('/officer', { cookie: pending }))).toBe('302 → /login?redirectTo=%2Fofficer');
  });

  test('leads every guarded address to the code, and refuses every form', async () => {
    const one = await person('admin');
    await withSecondFactor(database.owner, one);
    const cookie = sessionCookie(await signIn(portal, one));
    const wrong: string[] = [];
    const ids = new Proxy({}, { get: () => '00000000-0000-4000-8000-000000000000' }) as never;
    for (const address of listAddresses(portal.build)) {
      if (address.guards.loader?.length && address.name !== 'login_.second-factor') {
        const answer = await portal.get(address.path(ids), { cookie });
        if (!/^302 → \/login\/second-factor/.test(leads(answer))) wrong.push(`${address.name}: ${leads(answer)}`);
      }
      if (address.guards.action?.length && address.name !== 'login_.second-factor') {
        const answer = await portal.post(address.path(ids), { intent: 'none' }, { cookie });
        if (answer.status !== 401) wrong.push(`${address.name} form: ${leads(answer)}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  test('leads nowhere else', async () => {
    const one = await person();
    const secret = await withSecondFactor(database.owner, one);
    const cookie = sessionCookie(await signIn(portal, one, '//evil.example'));
    expect(leads(await enterCode(portal, secret, cookie, { redirectTo: '//evil.example' }))).toBe('303 → /officer');
  });

  test('pauses after five wrong codes and says when to come back; the code never comes back', async () => {
    const one = await person();
    const secret = await withSecondFactor(database.owner, one);
    const cookie = sessionCookie(await signIn(portal, one));
    const wrong = wrongCodeAt(secret, new Date());
    for (let round = 0; round < 5; round += 1) {
      const answer = await enterCode(portal, secret, cookie, { code: wrong });
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain(wrong);
    }
    const answer = await enterCode(portal, secret, cookie);
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '60']);
  });
});

describe('a duty that needs a second factor', () => {
  test('without one is led to setting it up, and then works', async () => {
    const one = await person();
    const cookie = sessionCookie(await signIn(portal, one));
    expect(leads(await portal.get('/officer', { cookie }))).toBe('302 → /account/second-factor?next=%2Fofficer');
    expect((await portal.post('/account', { intent: 'end-others' }, { cookie })).status).toBe(401);
    expect(leads(await portal.post('/account/second-factor?next=%2Fofficer', { intent: 'begin' }, { cookie }))).toBe('303 → /account/second-factor?next=%2Fofficer');
    const page = await portal.get('/account/second-factor', { cookie });
    const secret = (/<code class="typed-code">([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1] ?? '').replaceAll(' ', '');
    expect(page.text).toContain('<svg class="qr-code"');
    const done = await portal.post('/account/second-factor', { intent: 'confirm', code: codeAt(secret, new Date()) }, { cookie });
    expect(done.status).toBe(200);
    expect(new Set(done.text.match(/\b[A-Z3467]{4}-[A-Z3467]{4}-[A-Z3467]{4}-[A-Z3467]{4}\b/g)).size).toBe(10);
    const whole = sessionCookie(done);
    expect((await portal.get('/officer', { cookie: whole })).status).toBe(200);
    expect((await portal.get('/account/second-factor', { cookie: whole })).text).not.toMatch(/\b[A-Z3467]{4}-[A-Z3467]{4}-/);
    expect(leads(await portal.get('/officer', { cookie }))).toBe('302 → /login?redirectTo=%2Fofficer');
  });

  test('signs in as before in the demonstration, and so does a firm anywhere', async () => {
    expect(leads(await signIn(demo, await person()))).toBe('303 → /officer');
    const one = await person();
    expect((await demo.get('/officer', { cookie: sessionCookie(await signIn(demo, one)) })).status).toBe(200);
    const firm = await firmPerson();
    expect((await portal.get('/firm', { cookie: sessionCookie(await signIn(portal, firm)) })).status).toBe(200);
  });
});

describe('a sensitive step', () => {
  let officer: Person;
  let secret: string;
  let cookie: string;
  beforeAll(async () => {
    officer = await person('finance_officer');
    secret = await withSecondFactor(database.owner, officer);
    cookie = sessionCookie(await enterCode(portal, secret, sessionCookie(await signIn(portal, officer))));
  });

  test('passes within ten minutes of the sign-in, later asks for the code first and returns to the form', async () => {
    const send = (): Promise<Answer> => portal.post('/officer/payments?index', { intent: 'send_batch' }, { cookie });
    expect((await send()).location ?? '').not.toContain('/login/');
    await old(officer);
    expect(leads(await send())).toBe('303 → /login/step-up?next=%2Fofficer%2Fpayments');
    expect(leads(await portal.get('/officer/payments/batches/00000000-0000-4000-8000-000000000000.csv', { cookie }))).toBe('303 → /login/step-up?next=%2Fofficer%2Fpayments');
    const page = await portal.get('/login/step-up?next=%2Fofficer%2Fpayments', { cookie });
    expect([page.status, page.text.includes('name="code"'), page.text.includes('type="password"')]).toEqual([200, true, false]);
    expect((await portal.post('/login/step-up', { intent: 'password', password: PASSWORD, next: '/officer/payments' }, { cookie })).status).toBe(403);
    await database.owner('update app_user set totp_last_step = null where id = $1', [officer.userId]);
    const proven = await portal.post('/login/step-up', { intent: 'code', code: codeAt(secret, new Date()), next: '/officer/payments' }, { cookie });
    expect(leads(proven)).toBe('303 → /officer/payments');
    expect(sessionCookie(proven)).not.toBe(cookie);
    cookie = sessionCookie(proven);
    expect((await send()).location ?? '').not.toContain('/login/');
    expect(leads(await portal.get('/login/step-up?next=%2F%2Fevil.example', { cookie }))).toBe('302 → /officer');
  });

  test('asks the administrator, and the remover of the own second factor', async () => {
    const admin = await person('admin');
    await withSecondFactor(database.owner, admin);
    const here = await portal.signedInAs(admin);
    await old(admin);
    expect(leads(await portal.post('/admin?index', { intent: 'disable', userId: officer.userId, reason: 'left the office' }, { cookie: here }))).toBe('303 → /login/step-up?next=%2Fadmin');
    for (const intent of ['remove', 'codes']) expect(leads(await portal.post('/account/second-factor', { intent }, { cookie: here }))).toBe('303 → /login/step-up?next=%2Faccount%2Fsecond-factor');
  });

  test('of a firm without a second factor asks for the password, and for setting one up before money and signature', async () => {
    const firm = await firmPerson();
    const here = sessionCookie(await signIn(portal, firm));
    const bank = (at: typeof portal, given: string): Promise<Answer> => at.post('/firm/agreement?index', { intent: 'enter_bank', bankCode: '004', holder: 'Firm', number: '123' }, { cookie: given });
    expect(leads(await bank(portal, here))).toBe('303 → /account/second-factor?next=%2Ffirm%2Fagreement');
    await old(firm);
    expect(leads(await portal.post('/account/second-factor', { intent: 'begin' }, { cookie: here }))).toBe('303 → /login/step-up?next=%2Faccount%2Fsecond-factor');
    expect((await portal.post('/login/step-up', { intent: 'password', password: 'wrong' }, { cookie: here })).status).toBe(400);
    const proven = await portal.post('/login/step-up', { intent: 'password', password: PASSWORD, next: '/account/second-factor' }, { cookie: here });
    expect(leads(proven)).toBe('303 → /account/second-factor');
    expect(leads(await portal.post('/account/second-factor', { intent: 'begin' }, { cookie: sessionCookie(proven) }))).toBe('303 → /account/second-factor');
    // The demonstration stops nobody who has no second factor.
    expect((await bank(demo, sessionCookie(proven))).location ?? '').not.toContain('second-factor');
  });

  test('is asked for by exactly these forms and files', () => {
    const marked = Object.fromEntries(
      listAddresses(portal.build).flatMap(({ name, stepUp }) => (stepUp.action ? [[name, stepUp.action.intents?.join(' ') ?? 'all']] : stepUp.loader ? [[name, 'file']] : [])),
    );
    expect(marked).toEqual({
      'account_.second-factor': 'all',
      'account_.records._index': 'file',
      'account_.records[.]json': 'file',
      'admin._index': 'all',
      'firm.agreement._index': 'send_code accept enter_bank',
      'firm.changes.$id': 'send_code sign',
      'firm.hand-over': 'all',
      'firm.members': 'invite resend change remove accept',
      'officer.applications.$id.agreement._index': 'approve countersign verify_bank',
      'officer.changes.$id': 'approve check_account',
      'officer.hand-overs': 'approve',
      'officer.payments._index': 'all',
      'officer.payments.$id': 'approve order send confirm reverse',
      'officer.payments.batches.$id[.]csv': 'file',
    });
  });
});
