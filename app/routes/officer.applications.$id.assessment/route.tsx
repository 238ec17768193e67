import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { ruleDispute } from '#app/services/assessments/dispute-assessment.ts';
import { getAssessmentView } from '#app/services/assessments/get-assessment.ts';
import { OfficerAssessmentPage } from '#app/ui/assessments/officer-assessment-page.tsx';

await loadMessages('kit', 'assessments', 'answers');

const params = z.object({ id: z.uuid() });
const input = z.object({ intent: z.literal('rule'), version: z.coerce.number().int().positive(), reason: z.string().trim().min(1).max(2000), thirdRater: z.string().trim().max(100).default('') });

export const loader = guardedLoader({ roles: ['officer', 'auditor'], params }, async ({ ctx, params: { id }, t }) => {
  const given = await getAssessmentView(ctx, id);
  return { title: t('assessments.consultant.title', { firm: given.firmName }), given };
});

export const action = guardedAction({ duties: ['officer'], params, input }, async ({ ctx, params: { id }, input: given }) => {
  await ruleDispute(ctx, { applicationId: id, version: given.version, reason: given.reason, thirdRater: given.thirdRater });
  return redirectWithNotice(paths.officerAssessment(id), 'assessments.notice.ruled');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function OfficerAssessment() {
  return <OfficerAssessmentPage given={usePageData<typeof loader>().given} reply={useFormReply()} />;
}
