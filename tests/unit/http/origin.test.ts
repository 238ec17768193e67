import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isForeign, type Arriving } from '#app/http/origin.ts';

const PUBLIC = 'https://portal.example';

function arriving(headers: Arriving['headers'], changes: Partial<Arriving> = {}): Arriving {
  return { method: 'POST', headers: { host: 'localhost:3000', ...headers }, isSecure: false, peer: '127.0.0.1', ...changes };
}

describe('requests that only read', () => {
  test.each(['GET', 'HEAD'])('%s passes whatever it says about its origin', (method) => {
    expect(isForeign(arriving({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, { method }), PUBLIC)).toBe(false);
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'get', 'FROM_THE_FUTURE'])('%s is checked', (method) => {
    expect(isForeign(arriving({ origin: 'https://evil.example' }, { method }), null)).toBe(true);
  });
});

describe('Sec-Fetch-Site', () => {
  test('same-origin passes', () => {
    expect(isForeign(arriving({ 'sec-fetch-site': 'same-origin' }), null)).toBe(false);
    expect(isForeign(arriving({ 'sec-fetch-site': 'same-origin' }), PUBLIC)).toBe(false);
  });

  test.each(['cross-site', 'same-site', 'none', '', 'SAME-ORIGIN', 'same-origin, cross-site'])('"%s" is refused, even with our own Origin beside it', (site) => {
    expect(isForeign(arriving({ 'sec-fetch-site': site, origin: 'http://localhost:3000' }), null)).toBe(true);
    expect(isForeign(arriving({ 'sec-fetch-site': site, origin: PUBLIC }), PUBLIC)).toBe(true);
  });
});

describe('Origin where Sec-Fetch-Site is missing', () => {
  test('our own passes', () => {
    expect(isForeign(arriving({ origin: 'http://localhost:3000' }), null)).toBe(false);
    expect(isForeign(arriving({ origin: 'https://localhost:3000' }, { isSecure: true }), null)).toBe(false);
    expect(isForeign(arriving({ origin: PUBLIC, host: 'portal.example' }), PUBLIC)).toBe(false);
  });

  test.each([
    ['null', 'null'],
    ['empty', ''],
    ['another port', 'http://localhost:3001'],
    ['without its port', 'http://localhost'],
    ['another scheme', 'https://localhost:3000'],
    ['another host', 'http://evil.example:3000'],
    ['our name as a part', 'http://localhost:3000.evil.example'],
    ['our name behind a user', 'http://localhost:3000@evil.example'],
    ['with a path', 'http://localhost:3000/'],
    ['in capitals', 'HTTP://LOCALHOST:3000'],
    ['two of them', 'http://localhost:3000, http://evil.example'],
  ])('%s is refused', (_name, origin) => {
    expect(isForeign(arriving({ origin }), null)).toBe(true);
  });

  test('the public origin counts and not the Host header', () => {
    expect(isForeign(arriving({ origin: 'http://localhost:3000' }), PUBLIC)).toBe(true);
    expect(isForeign(arriving({ origin: 'https://evil.example', host: 'evil.example' }), PUBLIC)).toBe(true);
  });

  test('forwarded headers change nothing', () => {
    const forged = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' };
    expect(isForeign(arriving({ origin: 'https://evil.example', ...forged }), null)).toBe(true);
    expect(isForeign(arriving({ origin: 'https://evil.example', ...forged }), PUBLIC)).toBe(true);
    expect(isForeign(arriving({ origin: 'http://localhost:3000', ...forged }), null)).toBe(false);
  });

  test('no random origin but our own passes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (origin) => {
        fc.pre(origin !== PUBLIC);
        return isForeign(arriving({ origin, host: 'portal.example' }), PUBLIC);
      }),
    );
  });
});

describe('a request with neither header', () => {
  test('is refused when a public origin is set', () => {
    expect(isForeign(arriving({}), PUBLIC)).toBe(true);
  });

  test.each(['localhost:3000', 'localhost', '127.0.0.1:3000', '[::1]:3000'])('passes from a program on this machine that asks %s', (host) => {
    for (const peer of ['127.0.0.1', '127.0.0.9', '::1', '::ffff:127.0.0.1']) expect(isForeign(arriving({ host }, { peer }), null)).toBe(false);
  });

  test.each(['192.0.2.7', '::ffff:192.0.2.7', '1127.0.0.1', '', '2001:db8::1'])('is refused from the address "%s"', (peer) => {
    expect(isForeign(arriving({}, { peer }), null)).toBe(true);
  });

  test.each(['portal.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'localhost:3000/x', 'xlocalhost', ''])('is refused for the host "%s"', (host) => {
    expect(isForeign(arriving({ host }), null)).toBe(true);
  });

  test('is refused when a proxy on this machine passes it on for somebody else', () => {
    expect(isForeign(arriving({ 'x-forwarded-for': '192.0.2.7' }), null)).toBe(true);
    expect(isForeign(arriving({ forwarded: 'for=192.0.2.7' }), null)).toBe(true);
  });
});
