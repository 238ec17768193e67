/** Writes separators into a whole or decimal number; text that is no number stays as typed. */
export function groupDigits(text: string): string {
  const plain = text.replace(/[,\s]/g, '');
  const parts = /^(-?)(\d+)(\.\d*)?$/.exec(plain);
  if (!parts) return text.trim();
  return `${parts[1] ?? ''}${(parts[2] ?? '').replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, ',')}${parts[3] ?? ''}`;
}

/** The whole number in a typed amount, or null. */
export function amountOf(text: string): number | null {
  const plain = text.replace(/[,\s]/g, '');
  if (!/^-?\d+$/.test(plain)) return null;
  const value = Number(plain);
  return Number.isSafeInteger(value) ? value : null;
}

/** A Korean business number as 000-00-00000 when it has ten digits. */
export function hyphenBusinessNumber(text: string): string {
  const digits = text.replace(/\D/g, '');
  return digits.length === 10 ? `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}` : text.trim();
}

/** A Korean phone number with hyphens (02, three-digit areas and mobiles, 15xx service numbers); others stay as typed. */
export function hyphenPhone(text: string): string {
  const digits = text.replace(/[^\d+]/g, '');
  const match = /^(02|0\d{2})(\d{3,4})(\d{4})$/.exec(digits) ?? /^()(1\d{3})(\d{4})$/.exec(digits);
  return match ? match.slice(1).filter(Boolean).join('-') : text.trim();
}
