import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPerson, type Person } from '#tests/factories/people.ts';
import { PASSWORD, withPassword } from '#tests/factories/passwords.ts';
import { useDatabase } from '#tests/support/database.ts';
import { cookieOf, startPortal, stopPortal, usePortal, type Portal } from '#tests/support/http.ts';

const database = useDatabase();
const portal = usePortal();
const member = async (): Promise<Person> => withPassword(database.owner, await createPerson(database.owner, 'evaluator'));

describe('an unknown address', () => {
  test.each([['ko', '찾으시는 화면이 없습니다'], ['en', 'this page does not exist']])('has a page in the language asked for: %s', async (locale, words) => {
    const answer = await portal.get('/no/such/page', { headers: { 'accept-language': locale } });
    expect(answer.status).toBe(404);
    expect(answer.text).toContain(`<html lang="${locale}">`);
    expect(answer.text.toLowerCase()).toContain(words);
    expect(answer.text).toContain('id="main"');
  });

  test('is 404 for a form and for data too, and for a wrong id in a known address', async () => {
    expect((await portal.post('/no/such/page', {})).status).toBe(404);
    expect((await portal.get('/no/such/page.data')).status).toBe(404);
    const cookie = await portal.signedInAs(await createPerson(database.owner, 'officer'));
    for (const id of ['1', 'x', '%00', '0190', '00000000-0000-4000-8000-000000000000', "'; drop table app_user; --", '../../etc/passwd', 'constructor', '__proto__']) {
      const answer = await portal.get(`/officer/applications/${encodeURIComponent(id)}`, { cookie });
      expect(answer.status, id).toBe(404);
    }
  });
});

describe('the language', () => {
  test.each([['en-US,en;q=0.9', 'en'], ['ko', 'ko'], ['fr', 'ko'], ['fr,en;q=0.1', 'en'], ['', 'ko']])('of a visitor with Accept-Language %j is %s', async (header, locale) => {
    expect((await portal.get('/login', { headers: { 'accept-language': header } })).text).toContain(`<html lang="${locale}">`);
  });

  test('is kept in a cookie by the switch, which leads back', async () => {
    const answer = await portal.post('/language', { locale: 'en', returnTo: '/check?code=1#top' });
    expect([answer.status, answer.location]).toEqual([303, '/check?code=1#top']);
    expect(answer.cookies.join()).toMatch(/^lang=en; Path=\/; Max-Age=31536000; SameSite=Lax$/);
    const page = await portal.get('/login', { cookie: cookieOf(answer.cookies[0] ?? ''), headers: { 'accept-language': 'ko' } });
    expect(page.text).toContain('<html lang="en">');
  });

  test('of a signed-in person is kept for pages and mails', async () => {
    const person = await member();
    const cookie = await portal.signedInAs(person);
    await portal.post('/language', { locale: 'en' }, { cookie });
    expect(await database.owner('select locale from app_user where id = $1', [person.userId])).toEqual([{ locale: 'en' }]);
    expect((await portal.get('/inbox', { cookie })).text).toContain('<html lang="en">');
  });

  test.each(['fr', '', 'ko,en', 'KO'])('%j is refused', async (locale) => {
    expect((await portal.post('/language', { locale })).status).toBe(400);
  });
});

describe('where a redirect may lead', () => {
  const foreign = ['//evil.example', 'https://evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)', '/\r\nSet-Cookie: sid=x', '/가온', '\\\\evil.example', ' //evil.example'];

  test.each(foreign)('after signing in not to %j', async (redirectTo) => {
    const person = await member();
    const answer = await portal.post('/login', { email: person.email, password: PASSWORD, redirectTo });
    expect([answer.status, answer.location], portal.lastError()).toEqual([303, '/evaluator']);
  });

  test.each(foreign)('after choosing the language not to %j', async (returnTo) => {
    const answer = await portal.post('/language', { locale: 'ko', returnTo });
    expect([answer.status, answer.location], portal.lastError()).toEqual([303, '/']);
  });

  test('for a person who is signed in already neither', async () => {
    const cookie = await portal.signedInAs(await member());
    for (const redirectTo of foreign) expect((await portal.get(`/login?redirectTo=${encodeURIComponent(redirectTo)}`, { cookie })).location, redirectTo).toBe('/evaluator');
    expect((await portal.get('/login?redirectTo=%2Finbox', { cookie })).location).toBe('/inbox');
  });

  test('the sign-in page leads back to the page that was asked for', async () => {
    const asked = await portal.get('/inbox?unread=1');
    expect([asked.status, asked.location]).toEqual([302, '/login?redirectTo=%2Finbox%3Funread%3D1']);
    const person = await member();
    const answer = await portal.post('/login', { email: person.email, password: PASSWORD, redirectTo: '/inbox?unread=1' });
    expect(answer.location).toBe('/inbox?unread=1');
  });
});

describe('signing in and out', () => {
  test('changes the session id, also over a planted one, and signing out ends it', async () => {
    const person = await member();
    const planted = await portal.signedInAs(await member());
    const answer = await portal.post('/login', { email: person.email, password: PASSWORD }, { cookie: planted });
    const cookie = cookieOf(answer.cookies.find((header) => header.startsWith('sid=')) ?? '');
    expect(cookie).not.toBe(planted);
    expect((await portal.get('/inbox', { cookie: planted })).status).toBe(302);
    expect((await portal.get('/inbox', { cookie })).status).toBe(200);
    const out = await portal.post('/logout', {}, { cookie });
    expect([out.status, out.location]).toEqual([303, '/']);
    expect(out.cookies.join()).toMatch(/sid=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
    expect(out.headers['clear-site-data']).toContain('storage');
    expect((await portal.get('/inbox', { cookie })).status).toBe(302);
    expect(await database.owner('select 1 from session where user_id = $1', [person.userId])).toEqual([]);
  });

  test('a refused sign-in keeps the address, never the password, and says the same for everybody', async () => {
    const person = await member();
    const known = await portal.post('/login', { email: person.email, password: 'tr0ub4dor-wrong' });
    const unknown = await portal.post('/login', { email: 'nobody@nobody.example', password: 'tr0ub4dor-wrong' });
    expect([known.status, unknown.status]).toEqual([400, 400]);
    expect(known.text).toContain(person.email);
    for (const answer of [known, unknown]) expect(answer.text).not.toContain('tr0ub4dor');
    const plain = (text: string): string => text.replaceAll(/nonce="[^"]*"|[\w.-]+@[\w.]+|[0-9a-f-]{36}/g, '');
    expect(plain(known.text)).toBe(plain(unknown.text));
  });

  test('after five failures waits, and says when to come back', async () => {
    const person = await member();
    for (let round = 0; round < 5; round += 1) await portal.post('/login', { email: person.email, password: 'wrong' });
    const answer = await portal.post('/login', { email: person.email, password: PASSWORD });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    await database.owner('delete from login_attempt');
  });
});

describe('cookies', () => {
  let secure: Awaited<ReturnType<typeof startPortal>> | null = null;
  let behindProxy: Portal;
  beforeAll(async () => {
    secure = await startPortal({ trustProxyHops: 1 });
    behindProxy = secure.portal;
  });
  afterAll(async () => {
    if (secure) await stopPortal(secure);
  });
  const enter = async (to: Portal, headers: Record<string, string> = {}): Promise<readonly string[]> => (await to.post('/login', { email: (await member()).email, password: PASSWORD }, { headers })).cookies;

  test('without TLS are plain, whatever a client claims', async () => {
    const claims: readonly Record<string, string>[] = [{}, { 'x-forwarded-proto': 'https' }];
    for (const headers of claims) expect((await enter(portal, headers)).join()).toMatch(/^sid=[\w-]{43}; HttpOnly; Max-Age=86400; Path=\/; SameSite=Lax$/);
  });

  test('over TLS in front of us are bound to the host', async () => {
    const cookies = await enter(behindProxy, { 'x-forwarded-proto': 'https', origin: behindProxy.origin.replace('http:', 'https:') });
    expect(cookies.join()).toMatch(/^__Host-sid=[\w-]{43}; HttpOnly; Max-Age=86400; Path=\/; SameSite=Lax; Secure$/);
    const cookie = cookieOf(cookies[0] ?? '');
    expect((await behindProxy.get('/inbox', { cookie, headers: { 'x-forwarded-proto': 'https' } })).status).toBe(200);
    expect((await behindProxy.get('/inbox', { cookie })).status).toBe(302);
    const answer = await behindProxy.get('/login', { headers: { 'x-forwarded-proto': 'https' } });
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  });

  test('the address of the browser comes from the trusted hop only', async () => {
    const person = await member();
    const from = async (to: Portal, forwarded: string): Promise<unknown> => {
      await to.post('/login', { email: person.email, password: PASSWORD }, { headers: { 'x-forwarded-for': forwarded } });
      return (await database.owner('select host(ip) as ip from sign_in_log where user_id = $1 order by recorded_at desc, id desc limit 1', [person.userId]))[0]?.['ip'];
    };
    expect(await from(portal, '203.0.113.5')).toBe('127.0.0.1');
    expect(await from(behindProxy, '198.51.100.1, 203.0.113.5')).toBe('203.0.113.5');
  });
});

describe('reading', () => {
  test('HEAD answers like GET, without a body', async () => {
    const cookie = await portal.signedInAs(await member());
    for (const [path, options] of [['/', {}], ['/login', {}], ['/inbox', { cookie }], ['/inbox', {}], ['/no/such/page', {}], ['/admin', { cookie }]] as const) {
      const get = await portal.get(path, options);
      const head = await portal.send('HEAD', path, { ...options, headers: { accept: 'text/html' } });
      expect([head.status, head.location, head.text], path).toEqual([get.status, get.location, '']);
    }
  });

  test('data of a page obeys its guard', async () => {
    const cookie = await portal.signedInAs(await member());
    expect((await portal.get('/admin.data', { cookie })).status).toBe(403);
    for (const accept of ['*/*', 'text/html', 'text/x-script']) {
      const anonymous = await portal.get('/admin.data', { headers: { accept } });
      expect([anonymous.status, /"\/login\?redirectTo=%2Fadmin"/.test(anonymous.text)], accept).toEqual([202, true]);
    }
    expect((await portal.get('/inbox.data', { cookie })).status).toBe(200);
  });

  test('choosing single loaders with _routes leads past no guard', async () => {
    const cookie = await portal.signedInAs(await member());
    const admin = await createPerson(database.owner, 'admin', { name: 'Somebody Secret' });
    for (const routes of ['routes/admin._index', 'routes/admin._index,root', 'root,routes/admin._index', '', 'nonsense', 'routes/inbox']) {
      for (const options of [{ cookie }, {}]) {
        const answer = await portal.get(`/admin.data?_routes=${encodeURIComponent(routes)}`, options);
        expect([202, 200, 403, 404], `${routes} ${String(answer.status)}`).toContain(answer.status);
        expect(answer.text).not.toContain(admin.email);
        expect(answer.text).not.toContain('Somebody Secret');
      }
    }
    for (const path of ['/login.data?_routes=routes%2Fadmin._index', '/_root.data?_routes=routes%2Fadmin._index', '/?index&_data=routes%2Fadmin._index', '/admin?_data=routes%2Fadmin._index']) {
      expect((await portal.get(path, { cookie })).text, path).not.toContain(admin.email);
    }
  });

  test('the list of routes that the browser may learn names no content', async () => {
    const answer = await portal.get('/__manifest?p=%2Fadmin&version=x');
    expect(answer.status).toBeLessThan(500);
    for (const path of ['/__manifest', '/__manifest?p=', `/__manifest?${'p=%2Fx&'.repeat(500)}`, '/__manifest?p=%2F%ff']) expect((await portal.get(path)).status, path).toBeLessThan(500);
  });
});
