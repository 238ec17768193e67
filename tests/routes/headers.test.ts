import { describe, expect, test } from 'vitest';
import { getDatabase } from '#db/client.ts';
import { createPerson } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { usePortal, type Answer } from '#tests/support/http.ts';

const database = useDatabase();
const portal = usePortal();

const FIXED = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=()',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};

function expectHeaders(answer: Answer): void {
  expect(answer.headers).toMatchObject(FIXED);
  expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'nonce-[\w+/=]{24}' 'strict-dynamic'; style-src 'self'; .*frame-ancestors 'none'; base-uri 'none'; object-src 'none'/);
  expect(answer.headers['vary']).toContain('Sec-Fetch-Site, Origin');
  expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.headers['x-powered-by']).toBeUndefined();
  expect(answer.headers['server']).toBeUndefined();
  expect(answer.headers['strict-transport-security']).toBeUndefined();
  expect(answer.headers['access-control-allow-origin']).toBeUndefined();
}

/** Makes every query fail as if the code were wrong, for the time of `work`. */
async function withBrokenTable<T>(work: () => Promise<T>): Promise<T> {
  await database.owner('alter table notice rename to notice_gone');
  try {
    return await work();
  } finally {
    await database.owner('alter table notice_gone rename to notice');
  }
}

describe('the headers of each answer', () => {
  const cases: readonly (readonly [string, number, () => Promise<Answer>])[] = [
    ['a page', 200, () => portal.get('/login')],
    ['data of a page', 200, () => portal.get('/login.data')],
    ['a redirect', 302, () => portal.get('/account')],
    ['a redirect after a form', 303, () => portal.post('/language', { locale: 'en', returnTo: '/login' })],
    ['a refused form', 400, () => portal.post('/login', { email: 'nobody' })],
    ['a page with wrong search values', 400, async () => portal.get('/admin?after=x', { cookie: await portal.signedInAs(await createPerson(database.owner, 'admin')) })],
    ['an address that cannot be decoded', 400, () => portal.get('/%ff')],
    ['a form without signing in', 401, () => portal.post('/account', { intent: 'end-others' })],
    ['a page of others', 403, async () => portal.get('/admin', { cookie: await portal.signedInAs(await createPerson(database.owner, 'officer')) })],
    ['a forged form', 403, () => portal.post('/login', {}, { headers: { 'sec-fetch-site': 'cross-site' } })],
    ['an unknown page', 404, () => portal.get('/no/such/page')],
    ['a method nobody uses', 405, () => portal.send('OPTIONS', '/login')],
    ['a form that is too large', 413, () => portal.send('POST', '/login', { body: Buffer.alloc(2 * 1024 * 1024 + 1), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: portal.origin } })],
    ['an error of ours', 500, async () => {
      const cookie = await portal.signedInAs(await createPerson(database.owner, 'admin'));
      return withBrokenTable(() => portal.get('/inbox', { cookie }));
    }],
  ];
  test.each(cases)('%s (%d)', async (_name, status, ask) => {
    const answer = await ask();
    expect(answer.status, portal.lastError()).toBe(status);
    expectHeaders(answer);
  });

  test('files of the build are kept a year, other files an hour, and are typed', async () => {
    const page = await portal.get('/login');
    const [, script = ''] = /(\/assets\/[\w.-]+\.js)/.exec(page.text) ?? [];
    const asset = await portal.get(script);
    expect(asset.status).toBe(200);
    expect(asset.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' });
    expect(asset.headers['content-type']).toMatch(/javascript; charset=utf-8/i);
    expect((await portal.get('/assets/no-such-file.js')).status).toBe(404);
    for (const path of ['/.git/config', '/assets/../../package.json', '/assets/%2e%2e/%2e%2e/package.json', '/..%2f..%2fpackage.json', '/build/server/index.js', '/.data/secrets.json']) {
      const answer = await portal.get(path);
      expect([400, 403, 404], path).toContain(answer.status);
      expect(answer.text).not.toContain('industry-innovation-portal');
    }
  });
});

describe('scripts', () => {
  test('carry the nonce of the answer, a new one each time', async () => {
    const nonces = new Set<string>();
    for (const path of ['/', '/login', '/no/such/page', '/login']) {
      const answer = await portal.get(path);
      const [, nonce = ''] = /'nonce-([^']+)'/.exec(answer.headers['content-security-policy'] as string) ?? [];
      nonces.add(nonce);
      const scripts = [...answer.text.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
      expect(scripts.length).toBeGreaterThan(0);
      for (const tag of scripts) expect(tag).toContain(`nonce="${nonce}"`);
      expect(answer.text).not.toMatch(/<[a-z][^>]*\son[a-z]+="/);
      expect(answer.text).not.toMatch(/<[a-z][^>]*\sstyle="/);
      expect(answer.text).not.toContain('<style');
    }
    expect(nonces.size).toBe(4);
  });
});

describe('an error of ours', () => {
  test('shows its reference number and nothing of its cause; the log has both', async () => {
    const cookie = await portal.signedInAs(await createPerson(database.owner, 'admin'));
    const answer = await withBrokenTable(() => portal.get('/inbox', { cookie }));
    expect(answer.text).not.toMatch(/notice_gone|relation|select |at [\w.]+ \(|node_modules|\.ts:\d/);
    const id = answer.headers['x-request-id'];
    expect(answer.text).toContain(id);
    const line = portal.log.find(({ fields, level }) => level === 'error' && fields['requestId'] === id);
    expect(String(line?.fields['error'])).toContain('notice');
  });

  test('in an action is the same', async () => {
    const cookie = await portal.signedInAs(await createPerson(database.owner, 'admin'));
    const answer = await withBrokenTable(() => portal.post('/inbox', { intent: 'read-all' }, { cookie }));
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/notice_gone|relation|node_modules/);
    expect(answer.text).toContain(answer.headers['x-request-id']);
  });
});

describe('a database that cannot answer', () => {
  test('is told as such: 503, when to try again, and the page still stands', async () => {
    const cookie = await portal.signedInAs(await createPerson(database.owner, 'admin'));
    await database.owner(`alter database ${database.name} connection limit 0`);
    await database.owner(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'portal_app' and datname = current_database()`);
    try {
      for (const ask of [() => portal.get('/inbox', { cookie }), () => portal.post('/inbox', { intent: 'read-all' }, { cookie }), () => portal.get('/inbox.data', { cookie })]) {
        const answer = await ask();
        expect(answer.status, portal.lastError()).toBe(503);
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      }
      expect((await portal.get('/healthz')).status).toBe(200);
      expect((await portal.get('/readyz')).status).toBe(503);
    } finally {
      await database.owner(`alter database ${database.name} connection limit -1`);
    }
    expect(getDatabase()).toBeDefined();
    expect((await portal.get('/inbox', { cookie })).status).toBe(200);
    expect((await portal.get('/readyz')).status).toBe(200);
  });
});
