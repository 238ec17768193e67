import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { endorsePlan, resendPlan, sendPlanBack } from '#app/services/plans/endorse-plan.ts';
import { getPlanView } from '#app/services/plans/get-plan.ts';
import { startPlan } from '#app/services/plans/start-plan.ts';
import { ConsultantPlanPage } from '#app/ui/plans/reader-plan-pages.tsx';

await loadMessages('kit', 'plans', 'outcomes', 'answers');

const params = z.object({ id: z.uuid() });
const version = z.coerce.number().int().positive();
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('start') }),
  z.object({ intent: z.literal('send') }),
  z.object({ intent: z.literal('endorse'), version, opinion: z.string().trim().min(1).max(3000), risks: z.string().trim().min(1).max(2000) }),
  z.object({ intent: z.literal('send_back'), version, reason: z.string().trim().min(1).max(2000) }),
]);

export const loader = guardedLoader({ roles: ['consultant'], params }, async ({ ctx, params: { id }, t }) => {
  const given = await getPlanView(ctx, id);
  return { title: t('plans.of_firm', { firm: given.firmName }), given };
});

export const action = guardedAction({ roles: ['consultant'], params, input }, async ({ ctx, params: { id }, input: given }) => {
  const page = paths.consultantPlan(id);
  switch (given.intent) {
    case 'start':
      await startPlan(ctx, id);
      return redirectWithNotice(page, 'plans.notice.started');
    case 'send':
      await resendPlan(ctx, id);
      return redirectWithNotice(page, 'plans.notice.endorsed');
    case 'endorse':
      await endorsePlan(ctx, { applicationId: id, version: given.version, opinion: given.opinion, risks: given.risks.split(/\r?\n/u) });
      return redirectWithNotice(page, 'plans.notice.endorsed');
    case 'send_back':
      await sendPlanBack(ctx, { applicationId: id, version: given.version, reason: given.reason });
      return redirectWithNotice(page, 'plans.notice.sent_back');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ConsultantPlan() {
  return <ConsultantPlanPage given={usePageData<typeof loader>().given} reply={useFormReply()} />;
}
