import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#tests/support/project.ts';

export type Locale = 'ko' | 'en';

const catalogues = new Map<Locale, Readonly<Record<string, string>>>();

/** All messages of a language by their ids. */
export function texts(locale: Locale): Readonly<Record<string, string>> {
  const known = catalogues.get(locale);
  if (known) return known;
  const folder = join(projectRoot, 'app/i18n/messages', locale);
  const all: Readonly<Record<string, string>> = Object.assign({}, ...readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as object));
  catalogues.set(locale, all);
  return all;
}

/** A pattern for a message: its words as they stand, anything in place of its values. Throws RangeError for an unknown id. */
export function patternOf(locale: Locale, id: string): RegExp {
  const text = texts(locale)[id];
  if (text === undefined) throw new RangeError(`There is no message ${id}.`);
  const parts = text.split(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^\\s*${parts.join('.*')}`);
}
