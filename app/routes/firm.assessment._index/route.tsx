import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { agreeAssessment } from '#app/services/assessments/agree-assessment.ts';
import { disputeAssessment } from '#app/services/assessments/dispute-assessment.ts';
import { getOwnAssessment } from '#app/services/assessments/get-assessment.ts';
import { startAssessment } from '#app/services/assessments/start-assessment.ts';
import { submitAssessment } from '#app/services/assessments/submit-assessment.ts';
import { toldBefore } from '#app/services/notices/told-before.ts';
import { FirmAssessmentPage } from '#app/ui/assessments/firm-assessment-page.tsx';

await loadMessages('kit', 'assessments', 'answers', 'pages');

const version = z.coerce.number().int().positive();
const areaCode = z.string().regex(/^A\d{1,2}$/);
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('start') }),
  z.object({ intent: z.literal('submit'), version }),
  z.object({ intent: z.literal('agree'), version, areas: z.array(areaCode).max(10).default([]), reason: z.string().max(1000).default('') }),
  z.object({ intent: z.literal('dispute'), version }),
]);

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => {
  const given = await getOwnAssessment(ctx);
  return { title: t('assessments.title'), given, told: given?.round?.state === 'self_in_progress' && given.can.submit ? await toldBefore(ctx, 'submit_self', given.applicationId) : null };
});

/** Fields named `<prefix>.<area>`, as text. */
function byArea(form: FormData, prefix: string): [string, string][] {
  return [...form.entries()].flatMap(([name, value]): [string, string][] => {
    const code = name.startsWith(`${prefix}.`) ? name.slice(prefix.length + 1) : '';
    return areaCode.safeParse(code).success && typeof value === 'string' && value.length <= 1000 ? [[code, value]] : [];
  });
}

export const action = guardedAction({ roles: ['firm'], input }, async ({ ctx, input: given, form }) => {
  switch (given.intent) {
    case 'start':
      await startAssessment(ctx);
      return redirectWithNotice(paths.firmAssessmentArea('A1'), 'assessments.notice.started');
    case 'submit':
      await submitAssessment(ctx, given);
      return redirectWithNotice(paths.firmAssessment(), 'assessments.notice.submitted');
    case 'agree': {
      const targets = Object.fromEntries(byArea(form, 'target').flatMap(([code, text]) => (/^[1-5]$/.test(text) ? [[code, Number(text)]] : [])));
      await agreeAssessment(ctx, { version: given.version, areas: given.areas, reason: given.reason, targets });
      return redirectWithNotice(paths.firmAssessment(), 'assessments.notice.agreed');
    }
    case 'dispute':
      await disputeAssessment(ctx, { version: given.version, items: byArea(form, 'disputeReason').filter(([, reason]) => reason.trim() !== '').map(([code, reason]) => ({ areaCode: code, reason })) });
      return redirectWithNotice(paths.firmAssessment(), 'assessments.notice.disputed');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmAssessment() {
  return <FirmAssessmentPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
