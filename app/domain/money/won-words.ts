const digits = ['', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'] as const;
const places = ['', '십', '백', '천'] as const;
const groups = ['', '만', '억', '조', '경'] as const;

function fourDigitWords(value: number, full: boolean): string {
  let words = '';
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) continue;
    // The shortened reading (천만, not 일천만) is usual in running text; contracts write every digit.
    const spoken = digit === 1 && place > 0 && !full ? '' : digits[digit];
    words += `${spoken}${places[place]}`;
  }
  return words;
}

/** Reads a whole amount in Sino-Korean words without unit: 20000000 → `이천만`. With `full`, ones are written out (일천만), which is harder to alter. */
export function koreanNumberWords(value: number, full = false): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('only whole, non-negative amounts have words');
  if (value === 0) return '영';
  const words: string[] = [];
  let rest = value;
  for (let group = 0; rest > 0; group += 1) {
    const four = rest % 10_000;
    if (four > 0) {
      const spoken = four === 1 && group === 1 && !full ? '' : fourDigitWords(four, full);
      words.unshift(`${spoken}${groups[group] ?? ''}`);
    }
    rest = Math.floor(rest / 10_000);
  }
  return words.join('');
}

/** The amount line of an agreement: 20000000 → `일금 이천만원정`. Ones are written out so that the text cannot be altered. */
export function wonAgreementWords(won: number): string {
  return `일금 ${koreanNumberWords(won, true)}원정`;
}
