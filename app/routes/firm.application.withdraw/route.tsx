import { z } from 'zod';
import { redirect, usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getReview } from '#app/services/applications/get-review.ts';
import { getWithdrawalEffects, withdrawApplication } from '#app/services/applications/withdraw-application.ts';
import { toldBefore } from '#app/services/notices/told-before.ts';
import { WithdrawPage } from '#app/ui/applications/withdraw-page.tsx';

await loadMessages('kit', 'applications', 'pages');

const input = z.object({
  applicationId: z.uuid(),
  reason: z.string().trim().min(2).max(1000).transform((value) => value.replaceAll('\u0000', '')),
  confirmed: z.literal('on', { error: 'applications.withdraw.confirm_missing' }),
});

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, locale, t }) => {
  const review = await getReview(ctx, locale);
  if (!review?.applicationId) throw redirect(paths.firmApplication());
  const effects = await getWithdrawalEffects(ctx, review.applicationId);
  const told = effects.possible ? await toldBefore(ctx, effects.receiptNumber ? 'withdraw_application' : 'withdraw_draft', review.applicationId) : null;
  return { ...effects, told, isRepresentative: ctx.actor.duty === 'representative', title: t('applications.withdraw.title') };
});

export const action = guardedAction({ duties: ['representative'], input }, async ({ ctx, input: { applicationId, reason } }) => {
  await withdrawApplication(ctx, { applicationId, reason });
  return redirectWithNotice(paths.firm(), 'applications.done.withdrawn');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Withdraw() {
  return <WithdrawPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
