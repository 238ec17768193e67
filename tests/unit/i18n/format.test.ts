import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFormat } from '#app/i18n/format.ts';

const ko = createFormat('ko');
const en = createFormat('en');

describe('won', () => {
  test('stands in full, with the short form beside it from 10,000 won on', () => {
    expect(ko.won(20_000_000)).toBe('20,000,000원 (2,000만원)');
    expect(en.won(20_000_000)).toBe('20,000,000 won (KRW 20.0 million)');
    expect(ko.won(9_999)).toBe('9,999원');
    expect(en.won(9_999)).toBe('9,999 won');
    expect(ko.won(0)).toBe('0원');
  });

  test.each([
    [0, '0원'],
    [1, '1원'],
    [10_000, '1만원'],
    [136_750_000, '1억 3,675만원'],
    [100_000_000, '1억원'],
    [12_345, '1만 2,345원'],
    [1_000_000_000_000, '1조원'],
    [-20_000_000, '-2,000만원'],
  ])('%d is short %s', (value, text) => {
    expect(ko.wonShort(value)).toBe(text);
  });

  test.each([
    [20_000_000, 'KRW 20.0 million'],
    [1_367_500_000, 'KRW 1.37 billion'],
    [999, 'KRW 999'],
    [-20_000_000, 'KRW -20.0 million'],
  ])('%d is short %s in English', (value, text) => {
    expect(en.wonShort(value)).toBe(text);
  });

  test('the short Korean form adds up to the same sum', () => {
    const units: Record<string, number> = { 조: 1e12, 억: 1e8, 만: 1e4, '': 1 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000_000_000_000 }), (value) => {
        const sum = [...ko.wonShort(value).replace('원', '').matchAll(/([\d,]+)([조억만]?)/g)].reduce((total, [, digits = '0', unit = '']) => total + Number(digits.replaceAll(',', '')) * (units[unit] ?? NaN), 0);
        return sum === value;
      }),
    );
  });
});

describe('dates', () => {
  test('a civil date carries its weekday', () => {
    expect(ko.date('2026-08-14')).toBe('2026-08-14(금)');
    expect(en.date('2026-08-14')).toBe('2026-08-14 (Fri)');
  });

  test('a moment is told in Seoul, whatever the zone of the machine', () => {
    expect(ko.dateTime(new Date('2026-08-14T15:30:00Z'))).toBe('2026-08-15(토) 00:30');
    expect(en.dateTime('2026-08-14T15:30:00Z')).toBe('2026-08-15 (Sat) 00:30');
    expect(ko.date(new Date('2026-12-31T15:00:00Z'))).toBe('2027-01-01(금)');
    expect(ko.date('2026-08-14T15:30:00.000Z')).toBe('2026-08-15(토)');
  });

  test('what is missing is a dash', () => {
    for (const value of [null, undefined, '']) {
      expect(ko.date(value)).toBe('-');
      expect(ko.dateTime(value)).toBe('-');
    }
  });

  test('a month is written out', () => {
    expect(ko.month('2026-08-01')).toBe('2026년 8월');
    expect(en.month('2026-08')).toBe('Aug 2026');
  });
});

describe('numbers', () => {
  test('are grouped, with the digits asked for', () => {
    expect(ko.number(1234.5)).toBe('1,234.5');
    expect(ko.number(1234.5, 2)).toBe('1,234.50');
    expect(ko.number(-0.5, 1)).toBe('-0.5');
  });

  test('shares and differences name their unit, and their sign', () => {
    expect(ko.percent(41.56)).toBe('41.6%');
    expect(ko.percent(null)).toBe('-');
    expect(ko.points(5.6)).toBe('+5.6 %p');
    expect(ko.points(-2)).toBe('-2.0 %p');
    expect(ko.points(0)).toBe('0.0 %p');
    expect(ko.points(null)).toBe('-');
  });

  test('sizes of files', () => {
    expect(ko.bytes(0)).toBe('1 KB');
    expect(ko.bytes(350 * 1024)).toBe('350 KB');
    expect(ko.bytes(10 * 1024 * 1024)).toBe('10.0 MB');
  });

  test('a business number is grouped only when it is one', () => {
    expect(ko.businessNumber('1234567891')).toBe('123-45-67891');
    expect(ko.businessNumber('12345')).toBe('12345');
  });
});

test('a pair gives the words of the language', () => {
  expect(ko.text({ ko: '방문', en: 'Visit' })).toBe('방문');
  expect(en.text({ ko: '방문', en: 'Visit' })).toBe('Visit');
  expect(en.text(null)).toBe('');
});
