import { linkToken } from '#app/config/keys.ts';
import { isAccountKind } from '#app/domain/notices/kinds.ts';
import { textMessageSize } from '#app/domain/notices/text-message.ts';
import { codeOf } from '#app/services/grants/sign-code.ts';
import { previewNotice, previewText } from '#app/services/notices/notice-text.ts';
import type { DeliveryRow } from '#db/queries/mail.ts';
import type { DigestItem } from '#db/queries/notice-ways.ts';
import { portalUrl, renderNotice, type RenderedMail } from '#emails/render-notice.tsx';

/** More than these nobody reads in a mail; the inbox has them all. */
const DIGEST_LINES = 50;

type Written = Pick<DeliveryRow, 'kind' | 'values' | 'locale' | 'path'>;

/** Writes the mail of a delivery in its reader's language. A one-time link and a signature code get their secret only here. */
export async function composeMail(delivery: Written, baseUrl: string): Promise<RenderedMail & { path: string }> {
  const { tokenId, codeId, ...plain } = delivery.values;
  const values = typeof codeId === 'string' ? { ...plain, code: codeOf(codeId) } : plain;
  const path = typeof tokenId === 'string' ? `${delivery.path}${delivery.path.includes('?') ? '&' : '?'}token=${linkToken(tokenId).token}` : delivery.path;
  const notice = previewNotice(delivery.kind, values, delivery.locale);
  const mail = await renderNotice({
    locale: delivery.locale,
    subject: notice.subject,
    heading: notice.subject,
    paragraphs: notice.paragraphs,
    facts: isAccountKind(delivery.kind) ? [] : notice.facts,
    action: { label: notice.action, path },
    baseUrl,
    audience: isAccountKind(delivery.kind) ? 'account' : 'case',
  });
  return { ...mail, path };
}

/** Writes the daily digest: each notice with its subject, its first words and its link. */
export async function composeDigest(delivery: Written, items: readonly DigestItem[], baseUrl: string): Promise<RenderedMail & { path: string }> {
  const notice = previewNotice(delivery.kind, { ...delivery.values, count: items.length }, delivery.locale);
  const mail = await renderNotice({
    locale: delivery.locale,
    subject: notice.subject,
    heading: notice.subject,
    paragraphs: notice.paragraphs,
    items: items.slice(0, DIGEST_LINES).map((item) => {
      const { subject, paragraphs } = previewNotice(item.kind, item.values, delivery.locale);
      return { title: subject, text: paragraphs[0] ?? '', path: item.path };
    }),
    moreItems: Math.max(0, items.length - DIGEST_LINES),
    action: { label: notice.action, path: delivery.path },
    baseUrl,
    audience: 'case',
  });
  return { ...mail, path: delivery.path };
}

/** Writes the text message of a notice: the portal, what happened, until when, and where. */
export function composeText(delivery: Written, baseUrl: string): { subject: string; text: string; size: 'short' | 'long'; path: string } {
  const { subject, text } = previewText(delivery.kind, delivery.values, delivery.locale, portalUrl(baseUrl, delivery.path));
  return { subject, text, size: textMessageSize(text), path: delivery.path };
}
