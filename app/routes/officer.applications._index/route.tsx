import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { COUNT_CAP, listCases } from '#app/services/applications/list-cases.ts';
import { caseSearchSchema, toCaseQuery } from '#app/services/applications/parse-case-query.ts';
import { CaseListPage } from '#app/ui/cases/case-list-page.tsx';

await loadMessages('kit', 'cases');

export const loader = guardedLoader({ roles: ['officer', 'auditor'], search: caseSearchSchema }, async ({ ctx, search, t }) => {
  const query = toCaseQuery(search, ctx.actor.role);
  return { ...(await listCases(ctx, query)), search, view: query.view, sort: query.sort, cap: COUNT_CAP, title: t('cases.list.title') };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Applications() {
  return <CaseListPage {...usePageData<typeof loader>()} />;
}
