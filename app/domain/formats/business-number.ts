/** A Korean business registration number (BRN): ten digits without hyphens, checked. */
export type BusinessNumber = string & { readonly __businessNumber: true };

const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5] as const;

/** Check digit for the first nine digits of a business number; source: domain.md 5.1. Returns null unless nine digits are given. */
export function computeBusinessNumberCheckDigit(firstNine: string): number | null {
  if (!/^\d{9}$/.test(firstNine)) return null;
  const digits = [...firstNine].map(Number);
  const sum = weights.reduce((total, weight, index) => total + weight * (digits[index] ?? 0), 0);
  const carried = Math.floor(((digits[8] ?? 0) * 5) / 10);
  return (10 - ((sum + carried) % 10)) % 10;
}

/** Reads `000-00-00000` or ten digits; null when the form or the check digit is wrong. All zeros pass the checksum and are refused on purpose. */
export function parseBusinessNumber(input: string): BusinessNumber | null {
  const text = input.normalize('NFKC').trim();
  if (!/^(\d{10}|\d{3}[- ]\d{2}[- ]\d{5})$/.test(text)) return null;
  const digits = text.replace(/[- ]/g, '');
  if (/^0{10}$/.test(digits)) return null;
  const check = computeBusinessNumberCheckDigit(digits.slice(0, 9));
  return check === Number(digits[9]) ? (digits as BusinessNumber) : null;
}

/** True when the text is a business number with a correct check digit. Type digits are never judged. */
export function isValidBusinessNumber(input: string): boolean {
  return parseBusinessNumber(input) !== null;
}

/** Shows ten digits as `000-00-00000`; other text is returned unchanged. */
export function formatBusinessNumber(digits: string): string {
  return /^\d{10}$/.test(digits) ? `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}` : digits;
}
