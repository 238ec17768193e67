import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { textField } from '#app/services/outcomes/form-shapes.ts';
import { getCompletionPage } from '#app/services/outcomes/get-completion-page.ts';
import { giveOpinion } from '#app/services/outcomes/give-opinion.ts';
import { CompletionOpinionPage } from '#app/ui/outcomes/completion-opinion-page.tsx';

await loadMessages('kit', 'settlements');

const params = z.object({ id: z.uuid() });
const input = z.object({ intent: z.literal('opinion'), opinion: textField(3000, 20) });

export const loader = guardedLoader({ roles: ['consultant'], params }, async ({ ctx, params: { id }, t }) => {
  const { head, completion, mark, steps } = await getCompletionPage(ctx, id);
  return { head, completion, mark, steps, title: t('settlements.completion.title') };
});

export const action = guardedAction({ roles: ['consultant'], params, input }, async ({ ctx, params: { id: applicationId }, input: { opinion } }) => {
  await giveOpinion(ctx, { applicationId, opinion });
  return redirectWithNotice(paths.consultantCompletion(applicationId), 'settlements.done.opinion_given');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ConsultantCompletion() {
  return <CompletionOpinionPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
