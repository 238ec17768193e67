import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getSettings } from '#app/services/programmes/get-settings.ts';
import { SettingsPage } from '#app/ui/accounts/settings-page.tsx';

await loadMessages('kit', 'accounts', 'answers', 'pages');

export const loader = guardedLoader({ roles: ['admin'] }, async ({ ctx, t }) => ({ title: t('accounts.settings.title'), shown: await getSettings(ctx) }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Settings() {
  return <SettingsPage shown={usePageData<typeof loader>().shown} />;
}
