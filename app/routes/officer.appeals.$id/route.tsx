import { z } from 'zod';
import { INADMISSIBLE_CODES } from '#app/domain/applications/appeal-rules.ts';
import { fromSeoul } from '#app/domain/calendar/seoul.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getAppealPage } from '#app/services/applications/get-appeals.ts';
import { admitAppeal, callHearing, checkAdmissibility, decideAppeal, refuseAdmission } from '#app/services/applications/handle-appeal.ts';
import { implementAppeal } from '#app/services/applications/implement-appeal.ts';
import { dayField, optionalText, textField } from '#app/services/outcomes/form-shapes.ts';
import { AppealOfficerPage } from '#app/ui/cases/appeal-officer-page.tsx';

await loadMessages('kit', 'appeals', 'grants');

const params = z.object({ id: z.uuid() });
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.enum(['check', 'admit', 'implement']) }),
  z.object({ intent: z.literal('refuse'), code: z.enum(INADMISSIBLE_CODES), reason: textField(3000, 2) }),
  z.object({ intent: z.literal('hear'), on: dayField, time: z.string().trim().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'errors.field.invalid' }), place: textField(200, 2) }),
  z.object({ intent: z.literal('decide'), verdict: z.enum(['upheld', 'partly_upheld', 'dismissed']), reason: textField(4000, 2), minutes: optionalText(4000) }),
]);

export const loader = guardedLoader({ duties: ['officer', 'senior_officer', 'finance_officer', 'auditor', 'admin'], params }, async ({ ctx, params: { id }, t }) => {
  const page = await getAppealPage(ctx, id);
  return { ...page, title: t('appeals.officer.title', { firmName: page.appeal.firmName }) };
});

export const action = guardedAction({ duties: ['officer', 'senior_officer'], params, input }, async ({ ctx, params: { id: appealId }, input: given }) => {
  const done = (id: Parameters<typeof redirectWithNotice>[1]) => redirectWithNotice(paths.officerAppeal(appealId), id);
  switch (given.intent) {
    case 'check':
      await checkAdmissibility(ctx, { appealId });
      return done('appeals.done.checking');
    case 'admit':
      await admitAppeal(ctx, { appealId });
      return done('appeals.done.admitted');
    case 'refuse':
      await refuseAdmission(ctx, { appealId, code: given.code, reason: given.reason });
      return done('appeals.done.refused');
    case 'hear':
      await callHearing(ctx, { appealId, at: fromSeoul(given.on, given.time), place: given.place });
      return done('appeals.done.hearing');
    case 'decide':
      await decideAppeal(ctx, { appealId, verdict: given.verdict, reason: given.reason, minutes: given.minutes });
      return done('appeals.done.decided');
    case 'implement':
      await implementAppeal(ctx, { appealId });
      return done('appeals.done.implemented');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function OfficerAppeal() {
  return <AppealOfficerPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
