import { render } from '@react-email/render';
import { getT } from '#app/i18n/catalogue.ts';
import { Notice, type NoticeFact, type NoticeItem } from './notice.tsx';

/** A mail ready to be handed to the transport. */
export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

/** What differs between mails; the frame's own words come from the catalogue. */
export interface NoticeContent {
  locale: 'ko' | 'en';
  subject: string;
  heading: string;
  paragraphs: readonly string[];
  facts?: readonly NoticeFact[];
  /** Notices that the mail brings together, each with the page it leads to. */
  items?: readonly { title: string; text: string; path: string }[];
  /** How many further notices are only in the inbox. */
  moreItems?: number;
  /** `path` starts with "/" and is joined to `baseUrl`. */
  action?: { label: string; path: string } | null;
  baseUrl: string;
  /** Account mails state that they cannot be switched off. */
  audience?: 'case' | 'account';
}

/** Draws the frame and returns subject, HTML and plain text. Throws when the path would leave the portal. */
export async function renderNotice(content: NoticeContent): Promise<RenderedMail> {
  const t = getT(content.locale);
  const action = content.action
    ? { label: content.action.label, url: portalUrl(content.baseUrl, content.action.path), hint: t('mail.frame.linkHint') }
    : null;
  const brand = t('mail.frame.brand');
  const footer = [t(content.audience === 'account' ? 'mail.frame.whyAccount' : 'mail.frame.why'), t('mail.frame.noReply')];
  const facts = content.facts ?? [];
  const items = (content.items ?? []).map(({ path, ...item }) => ({ ...item, url: portalUrl(content.baseUrl, path) }));
  const more = content.moreItems ? t('mail.frame.more', { count: content.moreItems }) : null;
  const html = await render(
    <Notice
      locale={content.locale}
      brand={brand}
      preview={content.paragraphs[0] ?? content.subject}
      heading={content.heading}
      paragraphs={content.paragraphs}
      facts={facts}
      factsTitle={t('mail.frame.factsTitle')}
      items={items}
      more={more}
      action={action}
      footer={footer}
      baseUrl={content.baseUrl}
    />,
  );
  return { subject: oneLine(content.subject), html, text: plainText({ ...content, facts, items, more, action, brand, footer }) };
}

/** Joins a path of the portal to its public address; refuses paths that point to another host. */
export function portalUrl(baseUrl: string, path: string): string {
  if (!/^\/(?![/\\])/.test(path)) throw new Error(`not a path of the portal: ${path}`);
  return new URL(path, baseUrl).toString();
}

// A line break in a subject would end the header and start another one.
function oneLine(subject: string): string {
  return subject.replace(/\s+/gu, ' ').trim();
}

interface PlainParts {
  brand: string;
  heading: string;
  paragraphs: readonly string[];
  facts: readonly NoticeFact[];
  items: readonly NoticeItem[];
  more: string | null;
  action: { label: string; url: string } | null;
  footer: readonly string[];
}

function plainText(parts: PlainParts): string {
  const blocks = [parts.brand, parts.heading, ...parts.paragraphs];
  if (parts.facts.length > 0) blocks.push(parts.facts.map((fact) => `${fact.label}: ${fact.value}`).join('\n'));
  blocks.push(...parts.items.map((item) => `* ${item.title}\n  ${item.text}\n  ${item.url}`));
  if (parts.more) blocks.push(parts.more);
  if (parts.action) blocks.push(`${parts.action.label}:\n${parts.action.url}`);
  blocks.push(`-- \n${parts.footer.join('\n')}`);
  return `${blocks.join('\n\n')}\n`;
}
