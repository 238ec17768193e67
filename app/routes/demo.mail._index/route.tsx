import { AppError } from '#app/domain/errors.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getDemoMailbox } from '#app/services/notices/demo-mail.ts';
import { DemoMailboxPage } from '#app/ui/accounts/demo-mail-pages.tsx';

await loadMessages('kit', 'accounts');

export const loader = publicLoader({}, async ({ portal, t }) => {
  if (!portal.demo) throw new AppError('not_found');
  const { mails, smtp } = await getDemoMailbox();
  return { title: t('accounts.mail.title'), smtp, mails: mails.map(({ id, to, subject, sentAt, channel }) => ({ id, to, subject, sentAt, isText: channel === 'text' })) };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function DemoMailbox() {
  return <DemoMailboxPage {...usePageData<typeof loader>()} />;
}
