export const LOCALES = ['ko', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** The first supported language of an Accept-Language header; Korean when none fits. */
export function localeFromHeader(header: string | null): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(/\s*;\s*q=/i);
      return { tag: tag.split('-')[0]?.toLowerCase(), weight: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter((entry) => entry.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) if (isLocale(tag)) return tag;
  return 'ko';
}

/** Whether a text is one of our language codes. */
export function isLocale(value: unknown): value is Locale {
  return value === 'ko' || value === 'en';
}
