import type { Translate } from '#app/i18n/catalogue.ts';
import type { Locale } from '#app/i18n/locale.ts';
import type { PortalContext } from './context.ts';
import type { MetaDescriptor } from './framework.ts';

/** What search engines and messengers show of a public page. */
export interface ShareCard {
  readonly title: string;
  readonly description: string;
  /** Address without what the reader typed. */
  readonly url: string;
  readonly image: string;
  readonly site: string;
  readonly locale: 'ko_KR' | 'en_US';
  /** Results of a person are shared by whoever wants to, but kept out of search engines. */
  readonly isPersonal: boolean;
}

interface Page {
  readonly portal: PortalContext;
  readonly request: Request;
  readonly locale: Locale;
  readonly t: Translate;
}

/** The card of a public page, with the picture of the brand (public/share, drawn by tests/support/share-pictures.ts). */
export function shareCard({ portal, request, locale, t }: Page, title: string, description: string, isPersonal = false): ShareCard {
  return { title, description, url: `${portal.origin}${new URL(request.url).pathname}`, image: `${portal.origin}/share/${locale}.png`, site: t('pages.brand'), locale: locale === 'ko' ? 'ko_KR' : 'en_US', isPersonal };
}

/** Title, description and card of a page; nothing but an empty title when its loader failed. */
export function shareTags(card: ShareCard | undefined): MetaDescriptor[] {
  if (!card) return [{ title: '' }];
  return [
    { title: card.title },
    { name: 'description', content: card.description },
    ...(card.isPersonal ? [{ name: 'robots', content: 'noindex' }] : []),
    { property: 'og:type', content: 'website' },
    { property: 'og:site_name', content: card.site },
    { property: 'og:title', content: card.title },
    { property: 'og:description', content: card.description },
    { property: 'og:url', content: card.url },
    { property: 'og:locale', content: card.locale },
    { property: 'og:image', content: card.image },
    { property: 'og:image:type', content: 'image/png' },
    { property: 'og:image:width', content: '1200' },
    { property: 'og:image:height', content: '630' },
    { property: 'og:image:alt', content: card.site },
    { name: 'twitter:card', content: 'summary_large_image' },
  ];
}
