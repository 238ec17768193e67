import { getConfig } from '#app/config/config.ts';
import { AppError } from '#app/domain/errors.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { listDemoMail } from '#app/services/notices/demo-mail.ts';
import { DemoMailboxPage } from '#app/ui/accounts/demo-mail-pages.tsx';

await loadMessages('kit', 'accounts');

export const loader = publicLoader({}, async ({ portal, t }) => {
  if (!portal.demo) throw new AppError('not_found');
  const { dataDir, smtpUrl } = getConfig();
  const mails = await listDemoMail(dataDir, { limit: 100 });
  return { title: t('accounts.mail.title'), smtp: smtpUrl !== null, mails: mails.map(({ id, to, subject, sentAt }) => ({ id, to, subject, sentAt })) };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function DemoMailbox() {
  return <DemoMailboxPage {...usePageData<typeof loader>()} />;
}
