import { z } from 'zod';
import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { paths } from '#app/http/paths.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { listVisitsAhead } from '#app/services/visits/list-ahead.ts';
import { listVisitsPage, VISIT_VIEWS, type VisitView } from '#app/services/visits/list-visits.ts';
import { VisitListPage } from '#app/ui/visits/visit-list-page.tsx';

await loadMessages('kit', 'visits');

const search = z.object({ view: z.enum(Object.keys(VISIT_VIEWS) as [VisitView, ...VisitView[]]).catch('all').default('all'), after: z.string().max(60).optional() });

export const loader = guardedLoader({ roles: ['firm'], search }, async ({ ctx, search: { view, after }, t }) => ({
  ...(await listVisitsPage(ctx, { view, after })),
  ahead: view === 'all' && after === undefined ? await listVisitsAhead(ctx) : [],
  mayPlan: (FIRM_WRITERS as readonly string[]).includes(ctx.actor.duty),
  view,
  firstPage: after === undefined,
  title: t('visits.list.firm.title'),
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmVisits() {
  const { mayPlan, ...page } = usePageData<typeof loader>();
  return <VisitListPage {...page} side="firm" pathTo={paths.firmVisits} visitTo={paths.firmVisit} newTo={null} planTo={mayPlan ? paths.firmVisitPlan() : null} />;
}
