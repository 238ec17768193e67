/** A Korean telephone number as national digits (leading zero kept, no hyphens). */
export type PhoneNumber = string & { readonly __phoneNumber: true };

export type PhoneKind = 'mobile' | 'seoul' | 'area' | 'internet' | 'virtual' | 'service';

const patterns: readonly (readonly [PhoneKind, RegExp])[] = [
  ['mobile', /^(010)(\d{4})(\d{4})$/],
  ['mobile', /^(01[16789])(\d{3,4})(\d{4})$/],
  ['virtual', /^(050[2-8])(\d{3,4})(\d{4})$/],
  ['internet', /^(070)(\d{3,4})(\d{4})$/],
  ['internet', /^(080)(\d{3,4})(\d{4})$/],
  ['seoul', /^(02)(\d{3,4})(\d{4})$/],
  ['area', /^(03[1-3]|04[1-4]|05[1-5]|06[1-4])(\d{3,4})(\d{4})$/],
  ['service', /^(1[568]\d{2})(\d{4})$/],
];

function toNationalDigits(input: string): string | null {
  const text = input.normalize('NFKC').trim();
  if (!/^\+?[\d\s().-]+$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  if (!text.startsWith('+')) return digits;
  if (!digits.startsWith('82')) return null;
  const rest = digits.slice(2);
  return rest.startsWith('0') || /^1[568]\d{6}$/.test(rest) ? rest : `0${rest}`;
}

/** Reads a Korean number with or without hyphens, also `+82 10-…`; null when the form is unknown. Store the returned digits. */
export function parsePhone(input: string): PhoneNumber | null {
  const digits = toNationalDigits(input);
  return digits !== null && findPhoneKind(digits) !== null ? (digits as PhoneNumber) : null;
}

/** The kind of a number given as national digits, or null when it is no Korean number. */
export function findPhoneKind(digits: string): PhoneKind | null {
  return patterns.find(([, pattern]) => pattern.test(digits))?.[0] ?? null;
}

/** True when the text can be stored as a Korean telephone number. */
export function isValidPhone(input: string): boolean {
  return parsePhone(input) !== null;
}

/** True for a mobile number, the only kind that can receive text messages. */
export function isMobilePhone(input: string): boolean {
  const digits = parsePhone(input);
  return digits !== null && findPhoneKind(digits) === 'mobile';
}

/** Shows national digits with hyphens; other text is returned unchanged. */
export function formatPhone(digits: string): string {
  for (const [, pattern] of patterns) {
    const match = pattern.exec(digits);
    if (match) return match.slice(1).join('-');
  }
  return digits;
}

/** Hides the middle of a number for lists: `010-****-5678`. */
export function maskPhone(digits: string): string {
  const parts = formatPhone(digits).split('-');
  if (parts.length < 2) return digits.replace(/\d(?=\d{2})/g, '*');
  return parts.map((part, index) => (index === parts.length - 2 ? '*'.repeat(part.length) : part)).join('-');
}
