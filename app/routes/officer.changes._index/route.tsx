import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { CHANGE_VIEWS, getChangeList } from '#app/services/grants/list-changes.ts';
import { OfficerChangesPage } from '#app/ui/grants/officer-changes-page.tsx';

await loadMessages('kit', 'changes', 'pages');

const search = z.object({ view: z.enum(CHANGE_VIEWS).catch('turn'), page: z.coerce.number().int().min(1).max(10_000).catch(1) });

export const loader = guardedLoader({ roles: ['officer', 'auditor'], search }, async ({ ctx, search: given, t }) => ({ ...(await getChangeList(ctx, given)), title: t('changes.officer.title') }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function OfficerChanges() {
  return <OfficerChangesPage {...usePageData<typeof loader>()} />;
}
