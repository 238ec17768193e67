import { z } from 'zod';
import { ROLES } from '#app/domain/accounts/actor.ts';
import { redirect, usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { paths } from '#app/http/paths.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { listNotices } from '#app/services/notices/list-notices.ts';
import { markAllNoticesRead, markNoticeRead } from '#app/services/notices/mark-notice-read.ts';
import { previewNotice } from '#app/services/notices/notice-text.ts';
import { InboxPage } from '#app/ui/accounts/inbox-page.tsx';

await loadMessages('kit', 'accounts');

const search = z.object({ after: z.string().max(200).optional(), unread: z.enum(['1']).optional() });
const input = z.discriminatedUnion('intent', [z.object({ intent: z.literal('open'), id: z.uuid() }), z.object({ intent: z.literal('read-all') })]);

export const loader = guardedLoader({ roles: ROLES, search }, async ({ ctx, search: { after, unread }, locale, t }) => {
  const page = await listNotices(ctx, { after, unreadOnly: unread === '1' });
  return {
    title: t('accounts.inbox.title'),
    notices: page.notices.map((notice) => {
      const text = previewNotice(notice.kind, notice.values, locale);
      return { id: notice.id, createdAt: notice.createdAt, read: notice.readAt !== null, subject: text.subject, body: text.paragraphs.join(' '), action: text.action };
    }),
    next: page.next,
    unreadOnly: unread === '1',
  };
});

export const action = guardedAction({ roles: ROLES, input }, async ({ ctx, input: given }) => {
  if (given.intent === 'open') return redirect(await markNoticeRead(ctx, given.id), { status: 303 });
  await markAllNoticesRead(ctx);
  return redirect(paths.inbox(), { status: 303 });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Inbox() {
  return <InboxPage {...usePageData<typeof loader>()} />;
}
