import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { getT, translate, type Translate } from './catalogue.ts';
import { createFormat, type Format } from './format.ts';
import type { Locale } from './locale.ts';

const LocaleContext = createContext<Locale>('ko');

/** Sets the language of the tree below. */
export function I18nProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <LocaleContext.Provider value={locale}>{children}</LocaleContext.Provider>;
}

export interface I18nTools {
  readonly t: Translate;
  /** For ids that come from data. */
  readonly translate: (id: string, values?: Record<string, string | number>) => string;
  readonly locale: Locale;
  readonly format: Format;
}

/** Texts and formats in the language of the page. */
export function useI18n(): I18nTools {
  const locale = useContext(LocaleContext);
  return useMemo(() => ({ t: getT(locale), translate: (id, values) => translate(locale, id, values), locale, format: createFormat(locale) }), [locale]);
}
