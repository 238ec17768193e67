/** Reasons why an amount text cannot be read. */
export type WonProblem = 'empty' | 'not_a_number' | 'negative' | 'not_whole' | 'too_large';

/** An amount in whole won, or the reason why the text is none. */
export type WonReading = { ok: true; won: number } | { ok: false; problem: WonProblem };

/** The largest amount that this application stores: 100 trillion won, far below 2^53. */
export const MAX_WON = 100_000_000_000_000;

/** Reads an amount typed by a person: digits, separators every three digits or none, optional 원 or KRW. Units such as 만원 are refused rather than guessed. */
export function readWon(input: string): WonReading {
  const text = input
    .normalize('NFKC')
    .trim()
    .replace(/^(?:KRW|₩)\s*/i, '')
    .replace(/\s*(?:원|won)$/i, '');
  if (text === '') return { ok: false, problem: 'empty' };
  if (/^-\s*\d/.test(text)) return { ok: false, problem: 'negative' };
  const grouped = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text);
  if (!grouped && !/^\d+(?:\.\d+)?$/.test(text)) return { ok: false, problem: 'not_a_number' };
  const plain = text.replaceAll(',', '');
  if (/\.\d*[1-9]/.test(plain)) return { ok: false, problem: 'not_whole' };
  const won = Number(plain.replace(/\..*$/, ''));
  return won <= MAX_WON ? { ok: true, won } : { ok: false, problem: 'too_large' };
}

/** Reads an amount in whole won; null when the text is no such amount. */
export function parseWon(input: string): number | null {
  const reading = readWon(input);
  return reading.ok ? reading.won : null;
}

/** True for a whole, non-negative amount that fits the bounds of this application. */
export function isWon(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= MAX_WON;
}

/** Returns the amount unchanged; throws RangeError when it is no safe whole number (negative allowed, for ledger lines). */
export function assertSafeWon(value: number): number {
  if (!Number.isSafeInteger(value) || Math.abs(value) > MAX_WON) throw new RangeError('amount in won is out of range');
  return value;
}

/** Sum of amounts in won; throws RangeError when the sum leaves the bounds. */
export function sumWon(amounts: Iterable<number>): number {
  let total = 0;
  for (const amount of amounts) total = assertSafeWon(total + assertSafeWon(amount));
  return total;
}

/** A whole per cent share of an amount, rounded down to the won (exact for amounts up to MAX_WON). */
export function percentOfWon(amountWon: number, percent: number): number {
  const hundredths = BigInt(Math.round(percent * 100));
  return Number((BigInt(assertSafeWon(amountWon)) * hundredths) / 10_000n);
}

/** Splits an amount by weights into parts that sum exactly to it; the remainder of rounding goes to the last part with a weight. */
export function splitWon(totalWon: number, weights: readonly number[]): number[] {
  assertSafeWon(totalWon);
  if (weights.length === 0 || weights.some((weight) => !Number.isFinite(weight) || weight < 0)) {
    throw new RangeError('weights must be non-negative numbers');
  }
  const scaled = weights.map((weight) => BigInt(Math.round(weight * 1_000_000)));
  const sum = scaled.reduce((total, weight) => total + weight, 0n);
  if (sum === 0n) throw new RangeError('weights must not all be zero');
  const parts = scaled.map((weight) => Number((BigInt(totalWon) * weight) / sum));
  const last = scaled.findLastIndex((weight) => weight > 0n);
  const rest = totalWon - parts.reduce((total, part) => total + part, 0);
  return parts.map((part, index) => (index === last ? part + rest : part));
}
