import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { paths } from '#app/http/paths.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { listVisitsAhead } from '#app/services/visits/list-ahead.ts';
import { listVisitsPage, VISIT_VIEWS, type VisitView } from '#app/services/visits/list-visits.ts';
import { VisitListPage } from '#app/ui/visits/visit-list-page.tsx';

await loadMessages('kit', 'visits');

const search = z.object({ view: z.enum(Object.keys(VISIT_VIEWS) as [VisitView, ...VisitView[]]).catch('all').default('all'), after: z.string().max(60).optional() });

export const loader = guardedLoader({ duties: ['consultant'], search }, async ({ ctx, search: { view, after }, t }) => ({
  ...(await listVisitsPage(ctx, { view, after })),
  ahead: view === 'all' && after === undefined ? await listVisitsAhead(ctx) : [],
  view,
  firstPage: after === undefined,
  title: t('visits.list.consultant.title'),
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ConsultantVisits() {
  return <VisitListPage {...usePageData<typeof loader>()} side="consultant" pathTo={paths.consultantVisits} visitTo={paths.consultantVisit} newTo={paths.consultantVisitNew()} planTo={paths.consultantVisitPlan()} calendarTo={paths.consultantCalendar()} />;
}
