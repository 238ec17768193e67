import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getFirmHome } from '#app/services/firms/get-firm-home.ts';
import { FirmHomePage } from '#app/ui/firms/firm-home-page.tsx';

await loadMessages('kit', 'firms', 'pages', 'programmes');

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => ({ home: await getFirmHome(ctx), title: t('firms.home.title') }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.home.firm.name} | ${data.title}` : '' }];

export default function FirmHome() {
  return <FirmHomePage {...usePageData<typeof loader>()} />;
}
