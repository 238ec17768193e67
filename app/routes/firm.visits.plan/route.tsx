import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getPlanForm } from '#app/services/visits/get-plan-form.ts';
import { planVisit } from '#app/services/visits/plan-visit.ts';
import { planInput, typedPlan } from '#app/services/visits/visit-input.ts';
import { PlanVisitPage } from '#app/ui/visits/plan-visit-page.tsx';

await loadMessages('kit', 'visits', 'answers');

const search = z.object({ assignment: z.uuid().optional() });

export const loader = guardedLoader({ duties: ['representative', 'manager'], search }, async ({ ctx, search: { assignment }, t }) => ({ ...(await getPlanForm(ctx, assignment)), title: t('visits.plan.title') }));

export const action = guardedAction({ duties: ['representative', 'manager'], search, input: planInput }, async ({ ctx, input }) => {
  const { visitId } = await planVisit(ctx, typedPlan(input));
  return redirectWithNotice(paths.firmVisit(visitId), 'visits.flash.planned');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmVisitPlan() {
  return <PlanVisitPage side="firm" {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
