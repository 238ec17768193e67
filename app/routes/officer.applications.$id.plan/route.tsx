import { z } from 'zod';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { previewNotice } from '#app/services/notices/notice-text.ts';
import { approvePlan, returnPlan } from '#app/services/plans/approve-plan.ts';
import { getPlanView } from '#app/services/plans/get-plan.ts';
import { OfficerPlanPage } from '#app/ui/plans/reader-plan-pages.tsx';

await loadMessages('kit', 'plans', 'outcomes', 'answers');

const params = z.object({ id: z.uuid() });
const version = z.coerce.number().int().positive();
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('approve'), version }),
  z.object({ intent: z.literal('return'), version, items: z.string().trim().min(1).max(3000) }),
]);

export const loader = guardedLoader({ roles: ['officer', 'auditor'], params }, async ({ ctx, params: { id }, t, locale }) => {
  const given = await getPlanView(ctx, id);
  const letter = (kind: string, days: number) => previewNotice(kind, { firmName: given.firmName, dueOn: addDays(toSeoulDate(ctx.now), days) }, locale).paragraphs.join('\n');
  return { title: t('plans.of_firm', { firm: given.firmName }), given, isSenior: ctx.actor.duty === 'senior_officer', letters: { approve: letter('plan_confirmed', 14), return: letter('plan_returned', 7) } };
});

export const action = guardedAction({ duties: ['officer', 'partner_officer', 'senior_officer'], params, input }, async ({ ctx, params: { id }, input: given }) => {
  if (given.intent === 'approve') {
    await approvePlan(ctx, { applicationId: id, version: given.version });
    return redirectWithNotice(paths.officerPlan(id), 'plans.notice.approved');
  }
  await returnPlan(ctx, { applicationId: id, version: given.version, items: given.items.split(/\r?\n/u) });
  return redirectWithNotice(paths.officerPlan(id), 'plans.notice.returned');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function OfficerPlan() {
  const { given, letters, isSenior } = usePageData<typeof loader>();
  return <OfficerPlanPage given={given} letters={letters} isSenior={isSenior} reply={useFormReply()} />;
}
