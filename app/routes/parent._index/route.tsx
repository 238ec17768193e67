import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { listMyLinkedFirms } from '#app/services/applications/list-linked-firms.ts';
import { ParentPage } from '#app/ui/cases/parent-page.tsx';

await loadMessages('kit', 'cases');

export const loader = guardedLoader({ roles: ['parent'] }, async ({ ctx, t }) => ({ ...(await listMyLinkedFirms(ctx)), title: t('cases.parent.title') }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ParentHome() {
  return <ParentPage {...usePageData<typeof loader>()} />;
}
