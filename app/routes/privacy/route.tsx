import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { listAllConsents } from '#app/services/programmes/list-all-consents.ts';
import { PrivacyPage } from '#app/ui/programmes/privacy-page.tsx';

await loadMessages('kit', 'programmes', 'applications');

export const loader = publicLoader({}, async ({ ctx, t }) => ({ consents: await listAllConsents(ctx), title: t('programmes.privacy.title') }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Privacy() {
  return <PrivacyPage {...usePageData<typeof loader>()} />;
}
