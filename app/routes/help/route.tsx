import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { describeMachines } from '#app/services/workflow/describe-machines.ts';
import { HelpPage } from '#app/ui/programmes/help-page.tsx';

await loadMessages('kit', 'programmes', 'firms');

export const loader = publicLoader({}, async ({ t }) => ({ machines: describeMachines(), title: t('programmes.help.title') }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Help() {
  return <HelpPage {...usePageData<typeof loader>()} />;
}
