const MAX_LENGTH = 120;
// Controls, and marks that change the direction of text: "gpj.exe" can be made to read "exe.jpg".
// eslint-disable-next-line no-control-regex -- exactly these are to be removed
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
const RESERVED = /[<>:"/\\|?*]/gu;

/**
 * Turns the name a browser sent into one that is safe to show and to send back: last path segment, composed
 * Hangul (macOS sends it decomposed), no hidden or reserved characters, at most 120 characters with its extension.
 * Null when nothing usable is left.
 */
export function parseFileName(raw: string): string | null {
  const segment = raw.normalize('NFC').replace(HIDDEN, '').split(/[\\/]/u).at(-1) ?? '';
  const clean = segment.replace(RESERVED, '_').replace(/\s+/gu, ' ').replace(/^[. ]+|[. ]+$/gu, '');
  if (clean === '' || /^\.+$/u.test(clean)) return null;
  const characters = [...clean];
  if (characters.length <= MAX_LENGTH) return clean;
  const dot = characters.lastIndexOf('.');
  const extension = dot > 0 && characters.length - dot <= 10 ? characters.slice(dot) : [];
  return [...characters.slice(0, MAX_LENGTH - extension.length), ...extension].join('');
}

/** Whether the raw name tries to look like another file by hidden characters; such files are refused, not renamed. */
export function isDisguisedName(raw: string): boolean {
  return /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(raw) || raw.includes('\0');
}
