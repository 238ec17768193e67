import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicAction, publicLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { requestPasswordReset } from '#app/services/accounts/request-password-reset.ts';
import { RequestResetPage } from '#app/ui/accounts/reset-pages.tsx';

await loadMessages('kit', 'accounts');

const input = z.object({ email: z.string().trim().toLowerCase().max(254).pipe(z.email()) });

export const loader = publicLoader({}, async ({ t }) => ({ title: t('accounts.reset.title') }));

export const action = publicAction({ input }, async ({ input: { email }, ctx, portal }) => {
  await requestPasswordReset(ctx, { email, ip: portal.clientIp });
  return redirectWithNotice(paths.login(), 'accounts.reset.sent');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ResetPassword() {
  usePageData<typeof loader>();
  return <RequestResetPage reply={useFormReply()} />;
}
