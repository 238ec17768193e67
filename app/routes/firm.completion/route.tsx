import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { optionalNumber, optionalText, optionalWon, textField } from '#app/services/outcomes/form-shapes.ts';
import { getCompletionPage } from '#app/services/outcomes/get-completion-page.ts';
import { answerVerification, disputeVerification, sendVerificationValue } from '#app/services/outcomes/open-verification.ts';
import { openCompletion, saveCompletionReport, submitCompletionReport } from '#app/services/outcomes/report-completion.ts';
import { CompletionFirmPage } from '#app/ui/outcomes/completion-firm-page.tsx';

await loadMessages('kit', 'settlements');

const report = {
  summary: optionalText(4000),
  tasks: z
    .array(z.object({ taskId: z.uuid(), outcome: z.enum(['done', 'dropped']).nullish().transform((value) => value ?? null), before: optionalText(1000), after: optionalText(1000), reason: optionalText(500) }))
    .max(50)
    .default([]),
  jobsCreated: optionalWon.pipe(z.number().max(9999).nullable()),
  ownInvestmentWon: optionalWon,
  satisfaction: z.enum(['1', '2', '3', '4', '5']).optional().transform((value) => (value === undefined ? null : Number(value))),
  assets: z.array(z.object({ name: optionalText(200), serial: optionalText(100), place: optionalText(200) })).max(10).default([]),
  t2Waiver: optionalText(1000),
};
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('open'), reason: optionalText(1000) }),
  z.object({ intent: z.literal('save'), ...report }),
  z.object({ intent: z.literal('submit'), ...report }),
  z.object({ intent: z.literal('value'), verificationId: z.uuid(), numerator: optionalNumber, denominator: optionalNumber, value: optionalNumber }),
  z.object({ intent: z.literal('answer'), verificationId: z.uuid(), answer: textField(2000) }),
  z.object({ intent: z.literal('dispute'), verificationId: z.uuid(), reason: textField(2000) }),
]);

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => ({ ...(await getCompletionPage(ctx)), title: t('settlements.completion.title') }));

export const action = guardedAction({ roles: ['firm'], input }, async ({ ctx, input: given }) => {
  const applicationId = (await getCompletionPage(ctx)).head.id;
  const done = (id: Parameters<typeof redirectWithNotice>[1]) => redirectWithNotice(paths.firmCompletion(), id);
  switch (given.intent) {
    case 'open':
      await openCompletion(ctx, { applicationId, reason: given.reason });
      return done('settlements.done.completion_opened');
    case 'save':
      await saveCompletionReport(ctx, { ...withoutIntent(given), applicationId });
      return done('settlements.done.completion_saved');
    case 'submit':
      await submitCompletionReport(ctx, { ...withoutIntent(given), applicationId });
      return done('settlements.done.completion_sent');
    case 'value':
      await sendVerificationValue(ctx, withoutIntent(given));
      return done('settlements.done.value_sent');
    case 'answer':
      await answerVerification(ctx, withoutIntent(given));
      return done('settlements.done.answer_sent');
    case 'dispute':
      await disputeVerification(ctx, withoutIntent(given));
      return done('settlements.done.disputed');
  }
});

function withoutIntent<T extends { intent: string }>({ intent: _, ...rest }: T): Omit<T, 'intent'> {
  return rest;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmCompletion() {
  return <CompletionFirmPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
