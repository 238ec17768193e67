import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getOpenCall } from '#app/services/programmes/get-open-call.ts';
import { OpenCallPage } from '#app/ui/programmes/open-call-page.tsx';

await loadMessages('kit', 'programmes');

export const loader = publicLoader({}, async ({ ctx, t, signedIn }) => ({ call: await getOpenCall(ctx), isFirm: signedIn?.actor.role === 'firm', title: t('programmes.call.page_title') }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Home() {
  return <OpenCallPage {...usePageData<typeof loader>()} />;
}
