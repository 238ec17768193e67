import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicAction, publicLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { resendVerification, verifyEmail } from '#app/services/accounts/verify-email.ts';
import { VerifyEmailPage } from '#app/ui/accounts/verify-email-page.tsx';

await loadMessages('kit', 'accounts');

const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('verify'), token: z.string().min(20).max(100) }),
  z.object({ intent: z.literal('resend'), email: z.string().trim().toLowerCase().max(254).pipe(z.email()) }),
]);

// Opening the link only shows the page: mail programs that preview links must not use the token up.
export const loader = publicLoader({ search: z.object({ token: z.string().max(100).optional() }) }, async ({ search, t }) => ({ token: search.token ?? '', title: t('accounts.verify.title') }));

export const action = publicAction({ input }, async ({ input: given, ctx }) => {
  if (given.intent === 'verify') {
    await verifyEmail(ctx, given.token);
    return redirectWithNotice(paths.login(), 'accounts.verify.done');
  }
  await resendVerification(ctx, given.email);
  return redirectWithNotice(paths.verifyEmail(), 'accounts.verify.resent');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function VerifyEmail() {
  return <VerifyEmailPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
