import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { acceptOffer, declineOffer } from '#app/services/assignments/answer-offer.ts';
import { listMyFirms } from '#app/services/assignments/list-my-firms.ts';
import { offerInputSchema } from '#app/services/assignments/offer-input.ts';
import { ConsultantHomePage } from '#app/ui/consultants/consultant-home-page.tsx';

await loadMessages('kit', 'cases', 'assignments', 'consultants');

export const loader = guardedLoader({ roles: ['consultant'] }, async ({ ctx, t }) => ({ ...(await listMyFirms(ctx)), name: ctx.actor.name, title: t('consultants.home.title') }));

export const action = guardedAction({ roles: ['consultant'], input: offerInputSchema }, async ({ ctx, input }) => {
  if (input.intent === 'accept') await acceptOffer(ctx, { assignmentId: input.assignmentId, noConflict: input.noConflict });
  else await declineOffer(ctx, input);
  return redirectWithNotice(paths.consultant(), input.intent === 'accept' ? 'consultants.done.accepted' : 'consultants.done.declined');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ConsultantHome() {
  return <ConsultantHomePage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
