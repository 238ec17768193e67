import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Font } from '@react-pdf/renderer';

/** Family name of the embedded face (Pretendard, SIL Open Font License 1.1). */
export const FONT_FAMILY = 'Pretendard';

const LONG_WORD = 12;
let registered = false;

/**
 * Registers Pretendard's static TTF files and the Korean line breaking, once per process.
 * The files are found through Node's resolution, so the built server bundle finds them too.
 */
export function registerFonts(): void {
  if (registered) return;
  const folder = join(dirname(createRequire(import.meta.url).resolve('pretendard/package.json')), 'dist/public/static/alternative');
  Font.register({
    family: FONT_FAMILY,
    fonts: [
      { src: join(folder, 'Pretendard-Regular.ttf'), fontWeight: 400 },
      { src: join(folder, 'Pretendard-SemiBold.ttf'), fontWeight: 600 },
      { src: join(folder, 'Pretendard-Bold.ttf'), fontWeight: 700 },
    ],
  });
  Font.registerHyphenationCallback(breakWord);
  registered = true;
}

/**
 * Korean text breaks between words; only a word too long for a line (a file name, a hash) may break inside.
 * The empty part between two characters makes a break without a hyphen: the layout engine takes an empty
 * part for a space of no width, while two neighbouring parts would be joined by a visible hyphen.
 */
export function breakWord(word: string): string[] {
  const characters = [...word];
  if (characters.length <= LONG_WORD) return [word];
  return characters.flatMap((character, index) => (index === 0 ? [character] : ['', character]));
}
