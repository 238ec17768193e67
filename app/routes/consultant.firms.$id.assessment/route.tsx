import { z } from 'zod';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { confirmArea, validateAssessment } from '#app/services/assessments/confirm-area.ts';
import { answerDispute } from '#app/services/assessments/dispute-assessment.ts';
import { getAssessmentView } from '#app/services/assessments/get-assessment.ts';
import { recordOnsite, scheduleOnsite } from '#app/services/assessments/record-onsite.ts';
import { ConsultantAssessmentPage } from '#app/ui/assessments/consultant-assessment-page.tsx';

await loadMessages('kit', 'assessments', 'answers');

const params = z.object({ id: z.uuid() });
const search = z.object({ area: z.string().regex(/^A\d{1,2}$/).optional().catch(undefined) });
const version = z.coerce.number().int().positive();
const day = z.iso.date();
const areaCode = z.string().regex(/^A\d{1,2}$/);
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('schedule'), version, scheduledOn: day }),
  z.object({ intent: z.literal('onsite'), version, visitedOn: day, contactName: z.string().trim().min(1).max(100) }),
  z.object({ intent: z.literal('confirm'), areaCode, level: z.coerce.number().int().min(1).max(5), grade: z.enum(['A', 'B', 'C']).optional(), note: z.string().max(2000).default(''), revision: z.coerce.number().int().min(0) }),
  z.object({ intent: z.literal('validate'), version, summary: z.string().trim().min(1).max(2000) }),
  z.object({ intent: z.literal('answer'), version }),
]);

export const loader = guardedLoader({ roles: ['consultant'], params, search }, async ({ ctx, params: { id }, search: { area }, t }) => {
  const given = await getAssessmentView(ctx, id);
  const first = given.can.answerDispute ? given.round?.dispute.at(-1)?.items[0]?.areaCode : given.can.confirm ? given.openAreas[0] : undefined;
  return { title: t('assessments.consultant.title', { firm: given.firmName }), given, code: area ?? first ?? given.roadmap.areas[0]?.code ?? 'A1', today: toSeoulDate(ctx.now) };
});

export const action = guardedAction({ roles: ['consultant'], params, search, input }, async ({ ctx, params: { id }, input: given, form }) => {
  const page = paths.consultantAssessment(id);
  switch (given.intent) {
    case 'schedule':
      await scheduleOnsite(ctx, { applicationId: id, version: given.version, scheduledOn: given.scheduledOn });
      return redirectWithNotice(page, 'assessments.notice.scheduled', { on: given.scheduledOn });
    case 'onsite':
      await recordOnsite(ctx, { applicationId: id, version: given.version, visitedOn: given.visitedOn, contactName: given.contactName });
      return redirectWithNotice(page, 'assessments.notice.onsite');
    case 'confirm': {
      await confirmArea(ctx, { applicationId: id, areaCode: given.areaCode, level: given.level, note: given.note, grade: given.grade ?? null, revision: given.revision });
      const view = await getAssessmentView(ctx, id);
      const next = view.openAreas[0] ?? given.areaCode;
      return redirectWithNotice(`${page}?area=${next}`, 'assessments.notice.confirmed', { area: given.areaCode });
    }
    case 'validate':
      await validateAssessment(ctx, { applicationId: id, version: given.version, summary: given.summary });
      return redirectWithNotice(page, 'assessments.notice.validated');
    case 'answer': {
      const answers = Object.fromEntries([...form.entries()].flatMap(([name, value]) => (name.startsWith('answer.') && typeof value === 'string' ? [[name.slice(7), value.slice(0, 2000)]] : [])));
      await answerDispute(ctx, { applicationId: id, version: given.version, answers });
      return redirectWithNotice(page, 'assessments.notice.answered');
    }
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ConsultantAssessment() {
  const { given, code, today } = usePageData<typeof loader>();
  return <ConsultantAssessmentPage given={given} code={code} today={today} reply={useFormReply()} />;
}
