import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { listAppealLines } from '#app/services/applications/get-appeals.ts';
import { AppealListPage } from '#app/ui/cases/appeal-list-page.tsx';

await loadMessages('kit', 'appeals');

const search = z.object({ view: z.enum(['open', 'closed']).optional().catch(undefined) });

export const loader = guardedLoader({ duties: ['officer', 'senior_officer', 'finance_officer', 'auditor', 'admin'], search }, async ({ ctx, search: { view }, t }) => ({ ...(await listAppealLines(ctx, view ?? 'open')), title: t('appeals.list.title') }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Appeals() {
  return <AppealListPage {...usePageData<typeof loader>()} />;
}
