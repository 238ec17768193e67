import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { createFormat } from '#app/i18n/format.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getCorrectionForm } from '#app/services/applications/get-correction-form.ts';
import { requestCorrection } from '#app/services/applications/request-correction.ts';
import { CorrectionPage } from '#app/ui/cases/correction-page.tsx';

await loadMessages('kit', 'cases');

const params = z.object({ id: z.uuid() });
const question = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/);
const input = z.object({ questions: z.array(question).min(1, 'cases.correction.no_field').max(80), reason: z.string().trim().min(2).max(2000), dueOn: z.iso.date() });

export const loader = guardedLoader({ duties: ['officer', 'partner_officer'], params }, async ({ ctx, params: { id }, t }) => ({ ...(await getCorrectionForm(ctx, id)), title: t('cases.correction.title') }));

export const action = guardedAction({ duties: ['officer', 'partner_officer'], params, input }, async ({ ctx, params: { id }, input: given, form, locale }) => {
  // One remark per chosen question; the names depend on the form, so they are read beside the schema.
  const fields = given.questions.map((questionId) => ({ questionId, reason: String(form.get(`remarks.${questionId}`) ?? '').slice(0, 500) }));
  const { dueOn } = await requestCorrection(ctx, { applicationId: id, fields, reason: given.reason, dueOn: given.dueOn });
  return redirectWithNotice(paths.officerApplication(id), 'cases.done.correction', { count: fields.length, on: createFormat(locale).date(dueOn) });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Correction() {
  return <CorrectionPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
