import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLocale, localeFromHeader } from '#app/i18n/locale.ts';

describe('localeFromHeader', () => {
  test.each([
    ['ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7', 'ko'],
    ['en-US,en;q=0.9', 'en'],
    ['en', 'en'],
    ['EN-gb', 'en'],
    ['fr-FR,fr;q=0.9,en;q=0.1', 'en'],
    ['fr,de', 'ko'],
    ['ko;q=0.1,en;q=0.9', 'en'],
    ['en;q=0,ko', 'ko'],
    ['en;q=0', 'ko'],
    ['en; q=0.1, ko; q=0.9', 'ko'],
    ['*', 'ko'],
    ['', 'ko'],
    ['eng-unknown', 'ko'],
    ['kok-IN,en;q=0.5', 'en'],
    ['en;q=abc,ko;q=0.1', 'ko'],
  ])('%j gives %s', (header, locale) => {
    expect(localeFromHeader(header)).toBe(locale);
  });

  test('is Korean where nothing is said', () => {
    expect(localeFromHeader(null)).toBe('ko');
  });

  test('gives one of our languages for every header', () => {
    fc.assert(fc.property(fc.string(), (header) => isLocale(localeFromHeader(header))));
  });
});

test('only the two codes are languages', () => {
  for (const value of ['KO', 'en-US', '', null, undefined, 1, {}]) expect(isLocale(value)).toBe(false);
});
