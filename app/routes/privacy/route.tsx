import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicLoader } from '#app/http/guard.ts';
import { shareCard, shareTags } from '#app/http/share-card.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { listAllConsents } from '#app/services/programmes/list-all-consents.ts';
import { PrivacyPage } from '#app/ui/programmes/privacy-page.tsx';

await loadMessages('kit', 'programmes', 'applications');

export const loader = publicLoader({}, async (given) => ({ consents: await listAllConsents(given.ctx), card: shareCard(given, given.t('programmes.privacy.title'), given.t('pages.share.privacy')) }));

export const meta: MetaFunction<typeof loader> = ({ data }) => shareTags(data?.card);

export default function Privacy() {
  return <PrivacyPage {...usePageData<typeof loader>()} />;
}
