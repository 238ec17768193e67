import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicLoader } from '#app/http/guard.ts';
import { shareCard, shareTags } from '#app/http/share-card.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getOpenCall } from '#app/services/programmes/get-open-call.ts';
import { OpenCallPage } from '#app/ui/programmes/open-call-page.tsx';

await loadMessages('kit', 'programmes');

export const loader = publicLoader({}, async ({ signedIn, ...given }) => ({
  call: await getOpenCall(given.ctx),
  isFirm: signedIn?.actor.role === 'firm',
  card: shareCard(given, given.t('programmes.call.page_title'), given.t('pages.share.call')),
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => shareTags(data?.card);

export default function Home() {
  return <OpenCallPage {...usePageData<typeof loader>()} />;
}
