import { z } from 'zod';
import { formatPhone } from '#app/domain/formats/phone.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { listMailLog } from '#app/services/notices/mail-log.ts';
import { resendMail } from '#app/services/notices/resend-mail.ts';
import { MailLogPage } from '#app/ui/accounts/mail-log-page.tsx';

await loadMessages('kit', 'accounts', 'pages');

const STATUSES = ['queued', 'sending', 'sent', 'failed', 'cancelled', 'collected'] as const;
const search = z.object({ email: z.string().max(254).optional(), status: z.enum(STATUSES).optional().catch(undefined), after: z.string().max(400).optional() });

export const loader = guardedLoader({ roles: ['admin'], search }, async ({ ctx, search: { email, status, after }, t }) => {
  const page = await listMailLog(ctx, { email, status, after });
  return {
    title: t('accounts.admin.mail'),
    email: email ?? '',
    status: status ?? '',
    statuses: STATUSES,
    next: page.next,
    mails: page.deliveries.map((row) => ({ id: row.id, kind: row.kind, to: row.toPhone === null ? row.toEmail : `${formatPhone(row.toPhone)} (${row.toEmail})`, status: row.status, createdAt: row.createdAt })),
  };
});

export const action = guardedAction({ roles: ['admin'], input: z.object({ id: z.uuid() }) }, async ({ ctx, input: { id } }) => {
  await resendMail(ctx, id);
  return redirectWithNotice(paths.adminMail(), 'accounts.admin.resent');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function MailLog() {
  return <MailLogPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
