import { z } from 'zod';
import { AppError } from '#app/domain/errors.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { findDemoMail } from '#app/services/notices/demo-mail.ts';
import { DemoMailPage } from '#app/ui/accounts/demo-mail-pages.tsx';

await loadMessages('kit', 'accounts');

export const loader = publicLoader({ params: z.object({ id: z.uuid() }) }, async ({ portal, params }) => {
  const mail = portal.demo ? await findDemoMail(params.id) : null;
  if (!mail) throw new AppError('not_found');
  return { title: mail.subject, to: mail.to, subject: mail.subject, sentAt: mail.sentAt, text: mail.text, path: mail.path, lang: mail.locale };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function DemoMail() {
  return <DemoMailPage {...usePageData<typeof loader>()} />;
}
