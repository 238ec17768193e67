import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getOwnKpis } from '#app/services/outcomes/get-kpi-page.ts';
import { KpiResultsPage } from '#app/ui/outcomes/kpi-results-page.tsx';

await loadMessages('kit', 'outcomes');

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => ({ overview: await getOwnKpis(ctx), title: t('outcomes.kpi.title') }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmKpis() {
  return <KpiResultsPage overview={usePageData<typeof loader>().overview} />;
}
