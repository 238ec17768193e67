/** A Korean postal code: five digits. */
export type PostalCode = string & { readonly __postalCode: true };

/** Reads a five-digit postal code; null for anything else, also for the six-digit codes used before 2015. */
export function parsePostalCode(input: string): PostalCode | null {
  const text = input.normalize('NFKC').trim();
  return /^\d{5}$/.test(text) && text !== '00000' ? (text as PostalCode) : null;
}

/** True when the text is a five-digit postal code. */
export function isValidPostalCode(input: string): boolean {
  return parsePostalCode(input) !== null;
}
