import { randomBytes } from 'node:crypto';
import { computeBusinessNumberCheckDigit } from '#app/domain/formats/business-number.ts';

let drawn = 0;

/** A short text that no other test of any run has. */
export function uniqueWord(): string {
  drawn += 1;
  return `${drawn.toString(36)}${randomBytes(4).toString('hex')}`;
}

/** A business number with the right check digit that no other test has. */
export function uniqueBusinessNumber(): string {
  const digits = Array.from(randomBytes(9), (byte, index) => (index === 0 ? 1 + (byte % 9) : byte % 10)).join('');
  return `${digits}${computeBusinessNumberCheckDigit(digits) ?? ''}`;
}
