import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { acceptCompletion, openRepair, refuseCompletion } from '#app/services/outcomes/decide-completion.ts';
import { optionalText, optionalYesNo, textField } from '#app/services/outcomes/form-shapes.ts';
import { getCompletionPage } from '#app/services/outcomes/get-completion-page.ts';
import { inspectCompletion, returnCompletion } from '#app/services/outcomes/inspect-completion.ts';
import { openCompletion } from '#app/services/outcomes/report-completion.ts';
import { CompletionOfficerPage } from '#app/ui/outcomes/completion-officer-page.tsx';

await loadMessages('kit', 'settlements');

const params = z.object({ id: z.uuid() });
const item = z.object({ ok: optionalYesNo, note: optionalText(500) }).optional();
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('open'), reason: optionalText(1000) }),
  z.object({
    intent: z.literal('inspect'),
    mode: z.enum(['site', 'documents', 'video']),
    items: z.object({ tasks: item, kpis: item, evidence: item, assets: item, spending: item, safety: item }).prefault({}),
    text: textField(3000),
  }),
  z.object({ intent: z.literal('return'), items: textField(3000), reason: textField(500) }),
  z.object({ intent: z.literal('accept'), text: optionalText(2000) }),
  z.object({ intent: z.literal('refuse'), reason: textField(2000) }),
  z.object({ intent: z.literal('repair') }),
]);

export const loader = guardedLoader({ roles: ['officer', 'evaluator', 'auditor', 'admin'], params }, async ({ ctx, params: { id }, t }) => {
  const { head, completion, mark, steps } = await getCompletionPage(ctx, id);
  return { head, completion, mark, steps, reader: ctx.actor.role === 'evaluator' ? ('evaluator' as const) : ('officer' as const), title: t('settlements.nav.completion') };
});

export const action = guardedAction({ roles: ['officer', 'evaluator'], params, input }, async ({ ctx, params: { id: applicationId }, input: given }) => {
  const done = (id: Parameters<typeof redirectWithNotice>[1]) => redirectWithNotice(paths.officerCompletion(applicationId), id);
  switch (given.intent) {
    case 'open':
      await openCompletion(ctx, { applicationId, reason: given.reason });
      return done('settlements.done.completion_opened');
    case 'inspect':
      await inspectCompletion(ctx, { applicationId, mode: given.mode, items: Object.fromEntries(Object.entries(given.items).flatMap(([code, value]) => (value ? [[code, value]] : []))), text: given.text });
      return done('settlements.done.inspected');
    case 'return':
      await returnCompletion(ctx, { applicationId, items: given.items.split('\n'), reason: given.reason });
      return done('settlements.done.returned');
    case 'accept':
      await acceptCompletion(ctx, { applicationId, text: given.text });
      return done('settlements.done.accepted');
    case 'refuse':
      await refuseCompletion(ctx, { applicationId, reason: given.reason });
      return done('settlements.done.refused');
    case 'repair':
      await openRepair(ctx, { applicationId });
      return done('settlements.done.repair_opened');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} | ${data.head.firmName}` : '' }];

export default function OfficerCompletion() {
  return <CompletionOfficerPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
