/** Reads a person's name as one field: trimmed, inner spaces single, 1–60 letters of any script; null when it cannot be a name. */
export function parsePersonName(input: string): string | null {
  const name = input.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (name.length < 1 || name.length > 60) return null;
  return /^[\p{L}\p{M}][\p{L}\p{M}\s.'’·,()-]*$/u.test(name) ? name : null;
}

/** Hides a name for lists seen by others: `이*준`, `김*`; Latin names keep the first letter of each word. */
export function maskPersonName(name: string): string {
  const text = name.trim();
  if (/^\p{Script=Hangul}+$/u.test(text)) {
    const letters = [...text];
    if (letters.length <= 1) return text;
    if (letters.length === 2) return `${letters[0]}*`;
    return `${letters[0]}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`;
  }
  return text
    .split(' ')
    .map((word) => (word.length > 1 ? `${[...word][0]}***` : word))
    .join(' ');
}
