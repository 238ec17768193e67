import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getWork } from '#app/services/applications/get-work.ts';
import { COUNT_CAP } from '#app/services/applications/list-cases.ts';
import { countHandOvers } from '#app/services/firms/decide-hand-over.ts';
import { WorkPage } from '#app/ui/cases/work-page.tsx';

await loadMessages('kit', 'cases', 'members');

export const loader = guardedLoader({ roles: ['officer'] }, async ({ ctx, t }) => ({ ...(await getWork(ctx)), handOvers: await countHandOvers(ctx), name: ctx.actor.name, cap: COUNT_CAP, seesAppeals: ctx.actor.duty !== 'partner_officer', title: t('cases.work.title') }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function OfficerHome() {
  return <WorkPage {...usePageData<typeof loader>()} />;
}
