import { setupI18n, type I18n, type Messages } from '@lingui/core';
import { LOCALES, type Locale } from './locale.ts';
import type { MessageId } from './message-ids.ts';

type Values = Record<string, string | number | Date | null | undefined>;

/** Translates a known message id. */
export type Translate = (id: MessageId, values?: Values) => string;

const files = import.meta.glob<{ default: Messages }>('./messages/*/*.json');
const instances: Record<Locale, I18n> = { ko: setupI18n({ locale: 'ko', messages: { ko: {} } }), en: setupI18n({ locale: 'en', messages: { en: {} } }) };
const loaded = new Set<string>();

async function load(locale: Locale, area: string): Promise<void> {
  const path = `./messages/${locale}/${area}.json`;
  if (loaded.has(path)) return;
  const file = files[path];
  if (!file) throw new Error(`There is no message file ${path}`);
  instances[locale].load(locale, (await file()).default);
  instances[locale].activate(locale);
  loaded.add(path);
}

// The server holds all texts; a browser only those of its language and of the areas that a page names.
if (import.meta.env.SSR) {
  for (const path of Object.keys(files)) {
    const [, , locale, file] = path.split('/');
    await load(locale as Locale, (file ?? '').replace('.json', ''));
  }
}

/** Loads the texts of the areas that a page uses; called at the top of its module, so that it is done before rendering. */
export async function loadMessages(...areas: readonly string[]): Promise<void> {
  if (import.meta.env.SSR) return;
  const lang = document.documentElement.lang;
  const locale = LOCALES.find((known) => known === lang) ?? 'ko';
  await Promise.all(areas.map((area) => load(locale, area)));
}

/** The translator of a language. Unknown ids come back as themselves. */
export function getT(locale: Locale): Translate {
  const i18n = instances[locale];
  return (id, values) => i18n._(id, values);
}

/** Translates an id that comes from data (`errors.<code>`, a field message `id|{"min":1}`). */
export function translate(locale: Locale, id: string, values?: Values): string {
  const cut = id.indexOf('|');
  if (cut < 0) return instances[locale]._(id, values);
  return instances[locale]._(id.slice(0, cut), { ...(JSON.parse(id.slice(cut + 1)) as Values), ...values });
}

/** Whether a text exists for an id. */
export function hasMessage(locale: Locale, id: string): boolean {
  return Object.hasOwn(instances[locale].messages, id.split('|')[0] ?? id);
}
