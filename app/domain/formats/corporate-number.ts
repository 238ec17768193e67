/** Result of reading a corporate registration number (CRN): the check digit is advice only, never a refusal. */
export type CorporateNumberReading =
  | { form: 'ok'; digits: string; checksum: 'ok' | 'warning' }
  | { form: 'malformed' };

/** Check digit for the first twelve digits of a corporate number (weights 1,2,1,2 …); source: domain.md 5.2. */
export function computeCorporateNumberCheckDigit(firstTwelve: string): number | null {
  if (!/^\d{12}$/.test(firstTwelve)) return null;
  const sum = [...firstTwelve].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 2), 0);
  return (10 - (sum % 10)) % 10;
}

/** Reads `000000-0000000` or thirteen digits. Numbers issued since 2025 may carry no check digit, so a mismatch is a warning. */
export function parseCorporateNumber(input: string): CorporateNumberReading {
  const text = input.normalize('NFKC').trim();
  if (!/^(\d{13}|\d{6}[- ]\d{7})$/.test(text)) return { form: 'malformed' };
  const digits = text.replace(/[- ]/g, '');
  if (/^0{13}$/.test(digits)) return { form: 'malformed' };
  const check = computeCorporateNumberCheckDigit(digits.slice(0, 12));
  return { form: 'ok', digits, checksum: check === Number(digits[12]) ? 'ok' : 'warning' };
}

/** Shows thirteen digits as `000000-0000000`; other text is returned unchanged. */
export function formatCorporateNumber(digits: string): string {
  return /^\d{13}$/.test(digits) ? `${digits.slice(0, 6)}-${digits.slice(6)}` : digits;
}
