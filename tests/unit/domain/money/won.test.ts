import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_WON, isWon, parseWon, percentOfWon, readWon, splitWon, sumWon } from '#app/domain/money/won.ts';
import { groupDigits, wonInUnits, wonShortEn, wonShortKo, wonTextEn, wonTextKo } from '#app/domain/money/won-text.ts';
import { koreanNumberWords, wonAgreementWords } from '#app/domain/money/won-words.ts';

const amount = fc.integer({ min: 0, max: MAX_WON });

describe('reading won', () => {
  it.each([
    ['20,000,000', 20_000_000], ['20000000', 20_000_000], ['20,000,000원', 20_000_000], ['KRW 1,000', 1000], ['0', 0], ['5.00', 5],
  ])('reads %s', (text, won) => {
    expect(parseWon(text)).toBe(won);
  });

  it.each([
    ['', 'empty'], ['2,000만원', 'not_a_number'], ['20,00,000', 'not_a_number'], ['-5', 'negative'], ['1.5', 'not_whole'],
    ['999999999999999999', 'too_large'], ['1e9', 'not_a_number'],
  ])('refuses %s', (text, problem) => {
    expect(readWon(text)).toEqual({ ok: false, problem });
  });

  it('reads what it writes', () => {
    fc.assert(fc.property(amount, (won) => parseWon(groupDigits(won)) === won));
  });

  it('accepts only safe whole amounts', () => {
    expect(isWon(1.5)).toBe(false);
    expect(isWon(-1)).toBe(false);
    expect(isWon(MAX_WON)).toBe(true);
    expect(() => sumWon([MAX_WON, MAX_WON])).toThrow(RangeError);
  });
});

describe('splitting and shares', () => {
  it('splits so that the parts sum exactly', () => {
    fc.assert(
      fc.property(amount, fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 }), (won, weights) => {
        fc.pre(weights.some((weight) => weight > 0));
        const parts = splitWon(won, weights);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(won);
        expect(parts.every((part) => part >= 0)).toBe(true);
      }),
    );
  });

  it('takes 70 per cent of 30 million', () => {
    expect(percentOfWon(30_000_000, 70)).toBe(21_000_000);
    expect(percentOfWon(33, 70)).toBe(23);
  });
});

describe('writing won', () => {
  it('follows the published vectors', () => {
    expect(wonTextKo(136_750_000)).toBe('136,750,000원 (1억 3,675만원)');
    expect(wonShortKo(32_200_000_000)).toBe('322억원');
    expect(wonTextKo(20_000_000)).toBe('20,000,000원 (2,000만원)');
    expect(wonShortEn(20_000_000)).toBe('KRW 20.0 million');
    expect(wonTextEn(20_000_000)).toBe('20,000,000 won (KRW 20.0 million)');
  });

  it('writes the other sizes', () => {
    expect(wonShortKo(120_000_000)).toBe('1.2억원');
    expect(wonShortKo(20_000_000)).toBe('2,000만원');
    expect(wonShortKo(1_000_000_000_000)).toBe('1조원');
    expect(wonShortKo(9_000)).toBe('9,000원');
    expect(wonShortKo(-150_000_000)).toBe('-1.5억원');
    expect(wonInUnits(100_000_005)).toBe('1억 5원');
    expect(wonTextKo(9_999)).toBe('9,999원');
    expect(wonShortEn(32_200_000_000)).toBe('KRW 32.2 billion');
  });

  it('writes agreement words', () => {
    expect(wonAgreementWords(20_000_000)).toBe('일금 이천만원정');
    expect(wonAgreementWords(11_110_000)).toBe('일금 일천일백일십일만원정');
    expect(koreanNumberWords(11_110_000)).toBe('천백십일만');
    expect(koreanNumberWords(136_750_000)).toBe('일억삼천육백칠십오만');
    expect(koreanNumberWords(10_000)).toBe('만');
    expect(koreanNumberWords(0)).toBe('영');
  });

  it('gives different words to different amounts', () => {
    fc.assert(
      fc.property(amount, amount, (left, right) => {
        expect(wonAgreementWords(left) === wonAgreementWords(right)).toBe(left === right);
      }),
    );
  });
});
