import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLocalPath, paths } from '#app/http/paths.ts';

const HOME = 'http://portal.example';

describe('isLocalPath', () => {
  test.each(['/', '/firm', '/firm/application/answers?check=1#top', '/a%20b', '/?q=%E3%84%B1', '/a//b', '/@evil.example'])('accepts %s', (path) => {
    expect(isLocalPath(path)).toBe(true);
  });

  test.each([
    '//evil.example', '/\\evil.example', '///evil.example', 'https://evil.example', 'javascript:alert(1)', 'data:text/html,x', 'evil.example', '', ' /firm', '\\\\evil.example',
    '/\t/evil.example', '/\n/evil.example', '/\r/evil.example', '/\t\\evil.example', '/firm\r\nSet-Cookie: a=b', '/firm\u0000', '/firm\u0085', '/\u200b/evil.example', '/가온', '/firm x',
  ])('refuses %j', (path) => {
    expect(isLocalPath(path)).toBe(false);
  });

  test.each([undefined, null, 1, {}, ['/firm'], true])('refuses what is no text: %j', (value) => {
    expect(isLocalPath(value)).toBe(false);
  });

  test('whatever it accepts stays on this site in a browser and is a valid header', () => {
    const piece = fc.constantFrom('/', '\\', '\t', '\n', '\r', ' ', '.', '..', 'evil.example', '@', ':', '?', '#', '%2f', '%5c', '%09', 'https:', '\u0000', '\u2028', '가', 'a');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = `/${pieces.join('')}`;
        if (!isLocalPath(path)) return;
        expect(new URL(path, HOME).origin).toBe(HOME);
        expect(() => new Headers({ location: path })).not.toThrow();
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('paths', () => {
  test('leave out what is not asked and escape what is', () => {
    expect(paths.login()).toBe('/login');
    expect(paths.login('/firm?a=1&b=2')).toBe('/login?redirectTo=%2Ffirm%3Fa%3D1%26b%3D2');
    expect(paths.officerApplications({ state: 'submitted', page: undefined, q: '' })).toBe('/officer/applications?state=submitted');
  });
});
