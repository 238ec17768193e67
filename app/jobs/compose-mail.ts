import { linkToken } from '#app/config/keys.ts';
import { codeOf } from '#app/services/grants/sign-code.ts';
import { isAccountKind } from '#app/services/notices/kinds.ts';
import { previewNotice } from '#app/services/notices/notice-text.ts';
import type { DeliveryRow } from '#db/queries/mail.ts';
import { renderNotice, type RenderedMail } from '#emails/render-notice.tsx';

/** Writes the mail of a delivery in its reader's language. A one-time link and a signature code get their secret only here. */
export async function composeMail(delivery: Pick<DeliveryRow, 'kind' | 'values' | 'locale' | 'path'>, baseUrl: string): Promise<RenderedMail & { path: string }> {
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
