import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { createFormat } from '#app/i18n/format.ts';
import { agreeToConsultant, objectToConsultant } from '#app/services/assignments/answer-consultant.ts';
import { getFirmConsultant } from '#app/services/assignments/get-firm-consultant.ts';
import { FirmConsultantPage } from '#app/ui/assignments/firm-consultant-page.tsx';

await loadMessages('kit', 'assignments', 'firms');

const assignmentId = z.uuid();
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('agree'), assignmentId }),
  z.object({ intent: z.literal('object'), assignmentId, reason: z.string().trim().max(1000).optional().default('') }),
]);

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => ({ ...(await getFirmConsultant(ctx)), title: t('assignments.firm.title') }));

export const action = guardedAction({ roles: ['firm'], input }, async ({ ctx, input: given, locale }) => {
  if (given.intent === 'object') {
    await objectToConsultant(ctx, { assignmentId: given.assignmentId, reason: given.reason });
    return redirectWithNotice(paths.firmConsultant(), 'assignments.done.objected');
  }
  const { dueOn } = await agreeToConsultant(ctx, { assignmentId: given.assignmentId });
  return redirectWithNotice(paths.firm(), 'assignments.done.agreed', { on: createFormat(locale).date(dueOn) });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmConsultant() {
  return <FirmConsultantPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
