import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLEAR_FLASH, localeFromCookie, readCookie, readFlash, redirectWithNotice } from '#app/http/notices.ts';

const cookieFor = (content: unknown): string => `notice=${Buffer.from(JSON.stringify(content)).toString('base64url')}`;

describe('redirectWithNotice', () => {
  test('answers 303 with a notice that the next page reads back', () => {
    const response = redirectWithNotice('/account', 'accounts.account.changed', { name: '가온정밀(주); x=y', count: 3 });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/account');
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(readFlash(cookie.split(';')[0] ?? '')).toEqual({ id: 'accounts.account.changed', values: { name: '가온정밀(주); x=y', count: 3 } });
  });
});

describe('readFlash', () => {
  test('is null without the cookie, and once the cookie was cleared', () => {
    expect(readFlash(null)).toBeNull();
    expect(readFlash('lang=ko; other=1')).toBeNull();
    expect(readFlash(CLEAR_FLASH.split(';')[0] ?? '')).toBeNull();
  });

  test.each([
    ['an id with values behind it', { id: 'a.b|{', values: {} }],
    ['an id that is none', { id: '<b>', values: {} }],
    ['an overlong id', { id: 'a'.repeat(200), values: {} }],
    ['nested values', { id: 'a.b', values: { x: { y: 1 } } }],
    ['no values', { id: 'a.b' }],
    ['a list', [1]],
    ['nothing', null],
  ])('ignores %s', (_name, content) => {
    expect(readFlash(cookieFor(content))).toBeNull();
  });

  test('never throws on a forged cookie', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => void readFlash(`notice=${value}`)));
    fc.assert(fc.property(fc.json(), (value) => void readFlash(`notice=${Buffer.from(value).toString('base64url')}`)));
  });
});

describe('cookies', () => {
  test('one is found among others, whole and by its exact name', () => {
    expect(readCookie('a=1; sid=x=y=z; b=2', 'sid')).toBe('x=y=z');
    expect(readCookie('xsid=1; sidx=2', 'sid')).toBeNull();
    expect(readCookie(null, 'sid')).toBeNull();
    expect(readCookie('', '')).toBe('');
  });

  test('only our languages are read from the cookie', () => {
    expect(localeFromCookie('lang=en')).toBe('en');
    expect(localeFromCookie('lang=ko')).toBe('ko');
    for (const wrong of ['lang=fr', 'lang=EN', 'lang=', 'lang=ko-KR', 'x=en', '']) expect(localeFromCookie(wrong)).toBeNull();
  });
});
