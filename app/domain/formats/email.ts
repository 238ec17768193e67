/** Reads an e-mail address: trimmed, domain in lower case, at most 254 characters; null when it cannot be one. */
export function parseEmail(input: string): string | null {
  const text = input.normalize('NFKC').trim();
  if (text.length > 254) return null;
  const match = /^([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64})@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9])$/.exec(text);
  if (!match?.[1] || !match[2] || match[1].startsWith('.') || match[1].endsWith('.') || match[1].includes('..')) return null;
  return `${match[1]}@${match[2].toLowerCase()}`;
}

/** True when the text can be stored as an e-mail address. */
export function isValidEmail(input: string): boolean {
  return parseEmail(input) !== null;
}

/** Hides an address for lists: `le***@firm.example`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 1) return email;
  return `${email.slice(0, Math.min(2, at))}***${email.slice(at)}`;
}
