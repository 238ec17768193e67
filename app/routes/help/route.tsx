import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicLoader } from '#app/http/guard.ts';
import { shareCard, shareTags } from '#app/http/share-card.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { describeMachines } from '#app/services/workflow/describe-machines.ts';
import { HelpPage } from '#app/ui/programmes/help-page.tsx';

await loadMessages('kit', 'programmes', 'firms');

export const loader = publicLoader({}, async (given) => ({ machines: describeMachines(), card: shareCard(given, given.t('programmes.help.title'), given.t('pages.share.help')) }));

export const meta: MetaFunction<typeof loader> = ({ data }) => shareTags(data?.card);

export default function Help() {
  return <HelpPage {...usePageData<typeof loader>()} />;
}
