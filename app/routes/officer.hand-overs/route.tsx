import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { approveHandOver, listHandOvers, refuseHandOver } from '#app/services/firms/decide-hand-over.ts';
import { HandOverListPage } from '#app/ui/firms/hand-over-list-page.tsx';

await loadMessages('kit', 'members', 'firms', 'accounts', 'pages');

const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('approve'), changeId: z.uuid() }),
  z.object({ intent: z.literal('refuse'), changeId: z.uuid(), reason: z.string().trim().min(2).max(500) }),
]);

export const loader = guardedLoader({ duties: ['officer', 'senior_officer'] }, async ({ ctx, t }) => ({
  changes: (await listHandOvers(ctx)).map(({ id, firmName, businessNumber, representativeName, newName, newEmail, status, reason, documentId, requestedAt }) => ({ id, firmName, businessNumber, representativeName, newName, newEmail, status, reason, documentId, requestedAt })),
  title: t('members.hand_over.list_title'),
}));

export const action = guardedAction({ duties: ['officer', 'senior_officer'], input, stepUp: { intents: ['approve'] } }, async ({ ctx, input: given }) => {
  if (given.intent === 'refuse') {
    await refuseHandOver(ctx, { changeId: given.changeId, reason: given.reason });
    return redirectWithNotice(paths.officerHandOvers(), 'members.hand_over.refused');
  }
  const { passed } = await approveHandOver(ctx, { changeId: given.changeId });
  return redirectWithNotice(paths.officerHandOvers(), passed ? 'members.hand_over.passed' : 'members.hand_over.invited');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function HandOvers() {
  return <HandOverListPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
