import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { optionalText, percentField, textField, wonField } from '#app/services/outcomes/form-shapes.ts';
import { getInterimPage } from '#app/services/outcomes/get-interim-page.ts';
import { proposeRemedy, reportInterim } from '#app/services/outcomes/interim-report.ts';
import { InterimFirmPage } from '#app/ui/outcomes/interim-firm-page.tsx';

await loadMessages('kit', 'settlements');

const input = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('report'),
    tasks: z.array(z.object({ taskId: z.uuid(), progressPercent: percentField, note: optionalText(500) })).max(50).default([]),
    spentWon: wonField,
    text: textField(3000),
  }),
  z.object({ intent: z.literal('remedy'), text: textField(3000, 10) }),
]);

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => ({ ...(await getInterimPage(ctx)), title: t('settlements.interim.title') }));

export const action = guardedAction({ roles: ['firm'], input }, async ({ ctx, input: given }) => {
  const { head } = await getInterimPage(ctx);
  if (given.intent === 'report') {
    await reportInterim(ctx, { applicationId: head.id, tasks: given.tasks, spentWon: given.spentWon, text: given.text });
    return redirectWithNotice(paths.firmInterim(), 'settlements.done.interim_reported');
  }
  await proposeRemedy(ctx, { applicationId: head.id, text: given.text });
  return redirectWithNotice(paths.firmInterim(), 'settlements.done.remedy_sent');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmInterim() {
  return <InterimFirmPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
