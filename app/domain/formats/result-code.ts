const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Check digit over version and body. Odd weights modulo 32 find every single mistyped character. */
function checkDigit(digits: readonly number[]): number {
  return digits.reduce((sum, digit, index) => sum + digit * (2 * index + 3), 13) % 32;
}

/**
 * Writes a number as a short code to read aloud, with a version (0-31) before and a check digit after it, e.g. `1-7P3Q-A`.
 * `length` is the number of characters of the body; the value must fit.
 */
export function writeResultCode(version: number, value: bigint, length: number): string {
  let body = '';
  for (let place = 0, rest = value; place < length; place += 1, rest /= 32n) body = `${alphabet[Number(rest % 32n)]}${body}`;
  const first = alphabet[version] ?? '0';
  const check = checkDigit([...`${first}${body}`].map((letter) => alphabet.indexOf(letter)));
  return `${first}-${body}-${alphabet[check] ?? '0'}`;
}

/** Reads the number behind a code of the same version and length; null when it was mistyped. Letters that look alike count as one. */
export function readResultCode(code: string, version: number, length: number): bigint | null {
  const text = code.toUpperCase().replace(/[^0-9A-Z]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (text.length !== length + 2) return null;
  const digits = [...text].map((letter) => alphabet.indexOf(letter));
  if (digits.some((digit) => digit < 0) || digits[0] !== version) return null;
  if (digits.at(-1) !== checkDigit(digits.slice(0, -1))) return null;
  return digits.slice(1, -1).reduce((sum, digit) => sum * 32n + BigInt(digit), 0n);
}
