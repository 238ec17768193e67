import { request as sendRequest } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createPerson } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { usePortal } from '#tests/support/http.ts';

const database = useDatabase();
const portal = usePortal();

describe('strange requests', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };

  test.each(['OPTIONS', 'TRACE', 'PROPFIND', 'LINK', 'PURGE'])('%s is answered with 405', async (method) => {
    const answer = await portal.send(method, '/login', { headers: { 'sec-fetch-site': 'same-origin' } });
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD, POST']);
  });

  test.each(['PUT', 'PATCH', 'DELETE'])('%s on a page changes nothing and is no error of ours', async (method) => {
    const answer = await portal.send(method, '/login', { headers: form, body: 'email=x' });
    expect(answer.status).toBeLessThan(500);
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  test.each([{ host: '[' }, { host: 'a b' }, { host: 'a/b' }, { host: 'a@b' }, { host: 'a:99999' }, { host: 'a:b:c' }])('the host %j is answered with 400', async (headers) => {
    expect((await portal.send('GET', '/login', { headers })).status).toBe(400);
  });

  test('forwarded hosts of a stranger are not read', async () => {
    for (const forwarded of ['evil.example', 'a:99999', '[']) {
      const answer = await portal.send('POST', '/login', { headers: { ...form, 'x-forwarded-host': forwarded, origin: portal.origin }, body: 'email=x' });
      expect(answer.status, forwarded).toBe(400);
      expect(answer.text).toContain('<html');
      expect((await portal.get('/login', { headers: { 'x-forwarded-host': forwarded } })).text).not.toContain('evil.example');
    }
  });

  test.each(['/login?redirectTo=%00', '/admin?q=%00', '/admin?after=%ff', '/inbox?after=%00', '/check?code=%00', '/?__proto__=1&__proto__=2', '/?constructor=1&constructor=2', `/?${'a=1&'.repeat(2_000)}`, '/%2e%2e/%2e%2e', '/%5c', '/%00', '/;', '/login;x=1', '/login/', '/LOGIN', '//login', '/login//', '/%E0%80%80'])('%.40s is no error of ours', async (path) => {
    const cookie = await portal.signedInAs(await createPerson(database.owner, 'admin'));
    expect((await portal.get(path, { cookie })).status, portal.lastError()).toBeLessThan(500);
  });

  test.each(['notice=x', `notice=${Buffer.from('{"id":"a|{","values":{}}').toString('base64url')}`, `notice=${Buffer.from('{"id":"x","values":{"a":"\\u0000"}}').toString('base64url')}`, 'lang=../../x', 'lang=%00', 'sid=%', 'sid', '=', ';;;', `sid=${'x'.repeat(8_000)}`])('the cookie %.40s is no error of ours', async (cookie) => {
    expect((await portal.get('/', { cookie })).status, portal.lastError()).toBe(200);
  });

  test.each([
    ['application/json', '{"email":"a@b.example","password":"x"}'],
    ['text/plain', '{"email":"a@b.example"}'],
    ['multipart/form-data', 'no boundary'],
    ['multipart/form-data; boundary=x', '--y\r\n\r\n'],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="email"\r\n\r\nhalf'],
    ['application/x-www-form-urlencoded; charset=utf-16', 'email=x'],
    ['nonsense', 'email=x'],
    ['', 'email=x'],
  ])('a form sent as %s is answered with 400', async (type, body) => {
    const answer = await portal.send('POST', '/login', { headers: { 'sec-fetch-site': 'same-origin', 'content-type': type }, body });
    expect(answer.status, portal.lastError()).toBe(400);
  });

  test('a body beyond the limit is refused, whether it says its length or not', async () => {
    const body = Buffer.alloc(3 * 1024 * 1024, 'a');
    expect((await portal.send('POST', '/login', { headers: form, body })).status).toBe(413);
    const chunked = await portal.send('POST', '/login', { headers: { ...form, 'transfer-encoding': 'chunked' }, body, chunked: true }).catch((error: { code?: string }) => error.code);
    expect(typeof chunked === 'object' ? chunked.status : ['ECONNRESET', 'EPIPE'].includes(chunked ?? '') && 413).toBe(413);
    // A refusal is no failure of the server: whoever reads the log for errors is not to find it.
    expect(portal.log.filter((line) => line.level === 'error')).toEqual([]);
    expect((await portal.get('/login')).status).toBe(200);
  });

  test('files sent to a form that takes none are refused while they arrive', async () => {
    const part = '--x\r\nContent-Disposition: form-data; name="email"; filename="a.bin"\r\n\r\n';
    for (const size of [1_000, 40 * 1024 * 1024]) {
      const body = Buffer.concat([Buffer.from(part), Buffer.alloc(size, 'a'), Buffer.from('\r\n--x--\r\n')]);
      const answer = await portal.send('POST', '/login', { headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'multipart/form-data; boundary=x' }, body });
      expect(answer.status, portal.lastError()).toBe(400);
    }
  });

  test('a small form in chunks is read like every other', async () => {
    const answer = await portal.send('POST', '/language', { headers: { ...form, 'transfer-encoding': 'chunked' }, body: 'locale=en', chunked: true });
    expect(answer.status).toBe(303);
  });

  test('a sender who breaks off leaves the server well', async () => {
    for (let round = 0; round < 5; round += 1) {
      await new Promise<void>((resolve) => {
        const asking = sendRequest({ host: '127.0.0.1', port: portal.port, method: 'POST', path: '/login', headers: { ...form, 'content-length': '1000' } });
        asking.on('error', () => resolve());
        asking.on('close', () => resolve());
        asking.write('email=');
        setTimeout(() => asking.destroy(), 20);
      });
    }
    expect((await portal.get('/login')).status).toBe(200);
  });

  test.each([
    ['two lengths', 'POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef'],
    ['a length and chunks', 'POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['no host', 'GET /login HTTP/1.1\r\n\r\n'],
    ['a broken line', 'GET /login\r\n\r\n'],
    ['an endless header', `GET /login HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`],
  ])('a request with %s is refused', async (_name, text) => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(portal.port, '127.0.0.1', () => socket.write(text));
      let received = '';
      socket.on('data', (chunk) => {
        received += chunk.toString();
        socket.end();
      });
      socket.on('close', () => resolve(received));
      socket.on('error', () => resolve(received));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 4(00|31)/);
  });
});
