const MAN = 10_000;
const EOK = 100_000_000;
const JO = 1_000_000_000_000;

/** Digits with thousand separators, minus sign kept: 136750000 → `136,750,000`. */
export function groupDigits(value: number): string {
  const sign = value < 0 ? '-' : '';
  return sign + String(Math.abs(Math.trunc(value))).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Exact amount in 조/억/만 units without the won word at the end of the number: 136750000 → `1억 3,675만원`. */
export function wonInUnits(won: number): string {
  const sign = won < 0 ? '-' : '';
  let rest = Math.abs(won);
  const parts: string[] = [];
  for (const [size, unit] of [[JO, '조'], [EOK, '억'], [MAN, '만']] as const) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${groupDigits(count)}${unit}`);
    rest -= count * size;
  }
  if (rest > 0 || parts.length === 0) parts.push(groupDigits(rest));
  return `${sign}${parts.join(' ')}원`;
}

/** Full Korean form: 136750000 → `136,750,000원 (1억 3,675만원)`; below 10,000 won the echo is left out. */
export function wonTextKo(won: number): string {
  const digits = `${groupDigits(won)}원`;
  return Math.abs(won) < MAN ? digits : `${digits} (${wonInUnits(won)})`;
}

function oneDecimal(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  const whole = Math.trunc(rounded);
  const tenth = Math.round(Math.abs(rounded - whole) * 10);
  return tenth === 0 ? groupDigits(whole) : `${whole === 0 && rounded < 0 ? '-' : ''}${groupDigits(whole)}.${tenth}`;
}

/** Short Korean form for tables and charts, rounded: 32200000000 → `322억원`, 120000000 → `1.2억원`, 20000000 → `2,000만원`. */
export function wonShortKo(won: number): string {
  const size = Math.abs(won);
  if (size >= JO) return `${oneDecimal(won / JO)}조원`;
  if (size >= EOK) return `${oneDecimal(won / EOK)}억원`;
  if (size >= MAN) return `${groupDigits(Math.round(won / MAN))}만원`;
  return `${groupDigits(won)}원`;
}

/** Short English form: 20000000 → `KRW 20.0 million`, 32200000000 → `KRW 32.2 billion`. */
export function wonShortEn(won: number): string {
  const size = Math.abs(won);
  const sign = won < 0 ? '-' : '';
  if (size >= JO) return `KRW ${sign}${(size / JO).toFixed(1)} trillion`;
  if (size >= 1_000_000_000) return `KRW ${sign}${(size / 1_000_000_000).toFixed(1)} billion`;
  if (size >= 1_000_000) return `KRW ${sign}${(size / 1_000_000).toFixed(1)} million`;
  return `KRW ${groupDigits(won)}`;
}

/** Full English form: 20000000 → `20,000,000 won (KRW 20.0 million)`; below one million the echo is left out. */
export function wonTextEn(won: number): string {
  const digits = `${groupDigits(won)} won`;
  return Math.abs(won) < 1_000_000 ? digits : `${digits} (${wonShortEn(won)})`;
}
