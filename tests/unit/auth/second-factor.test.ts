import { describe, expect, test } from 'vitest';
import { factorUri, hashOfRecoveryCode, newFactorSecret, newRecoveryCodes, qrPath, stepOfCode } from '#app/auth/second-factor.ts';

/** The secret of RFC 6238, appendix B, for SHA-1: "12345678901234567890". */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number): Date => new Date(seconds * 1000);

describe('a code', () => {
  // The vectors have eight digits; the last six are those of a six-digit code.
  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at %d seconds is that of RFC 6238', (seconds, eightDigits) => {
    expect(stepOfCode(RFC_SECRET, eightDigits.slice(2), at(seconds))).toBe(Math.floor(seconds / 30));
  });

  test('is accepted one step early and late, with the step it belongs to, and no further', () => {
    const step = 41_152_263;
    for (const [offset, expected] of [[-2, null], [-1, step], [0, step], [1, step], [2, null]] as const) expect(stepOfCode(RFC_SECRET, '005924', at((step + offset) * 30)), String(offset)).toBe(expected);
  });

  test('is six digits, spaces between them allowed', () => {
    expect(stepOfCode(RFC_SECRET, ' 005 924 ', at(1_234_567_890))).toBe(41_152_263);
    for (const code of ['', '5924', '0005924', 'abcdef', '00592٤', '-05924', '005924\0']) expect(stepOfCode(RFC_SECRET, code, at(1_234_567_890)), code).toBeNull();
  });
});

describe('a secret', () => {
  test('has 160 bits, is new each time, and its address names account and issuer', () => {
    const [one, two] = [newFactorSecret(), newFactorSecret()];
    expect(one).toMatch(/^[A-Z2-7]{32}$/);
    expect(one).not.toBe(two);
    const uri = new URL(factorUri(one, 'kim@test.example'));
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain('kim@test.example');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret: one, issuer: 'Industry Innovation Portal', digits: '6', period: '30' });
  });

  test('is drawn as one path within its square, with a quiet zone of four', () => {
    const { size, path } = qrPath(factorUri(newFactorSecret(), 'kim@test.example'));
    const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)].map(([, x, y, length]) => ({ x: Number(x), y: Number(y), end: Number(x) + Number(length) }));
    expect(path.replace(/M\d+ \d+h\d+v1h-\d+z/g, '')).toBe('');
    expect(runs.length).toBeGreaterThan(200);
    expect(runs.every(({ x, y, end }) => x >= 4 && y >= 4 && end <= size - 4 && y < size - 4)).toBe(true);
    expect(runs.filter(({ y }) => y === 4)).toEqual(expect.arrayContaining([{ x: 4, y: 4, end: 11 }]));
  });
});

describe('recovery codes', () => {
  test('are ten, of more than 64 bits each, none alike', () => {
    const codes = newRecoveryCodes();
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([A-HJKMNP-RTVWXY3467]{4}-){3}[A-HJKMNP-RTVWXY3467]{4}$/);
    expect(16 * Math.log2(24)).toBeGreaterThan(64);
  });

  test('count however they are typed, and are kept as a hash', () => {
    const [code = ''] = newRecoveryCodes();
    for (const typed of [code.toLowerCase(), code.replaceAll('-', ' '), ` ${code.replaceAll('-', '')} `]) expect(hashOfRecoveryCode(typed).equals(hashOfRecoveryCode(code))).toBe(true);
    expect(hashOfRecoveryCode(code)).toHaveLength(32);
    expect(hashOfRecoveryCode(`${code}A`).equals(hashOfRecoveryCode(code))).toBe(false);
  });
});
