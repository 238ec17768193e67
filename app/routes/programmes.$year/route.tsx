import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicLoader } from '#app/http/guard.ts';
import { shareCard, shareTags } from '#app/http/share-card.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getProgrammeYear } from '#app/services/programmes/get-programme-year.ts';
import { YearPage } from '#app/ui/programmes/year-page.tsx';

await loadMessages('kit', 'programmes', 'answers', 'accounts', 'firms', 'pages');

const params = z.object({ year: z.string().regex(/^[1-9]\d{0,3}$/).transform(Number) });

export const loader = publicLoader({ params }, async ({ params: { year }, signedIn, ...given }) => {
  const page = await getProgrammeYear(given.ctx, year);
  const label = page.call.label[given.locale];
  return { ...page, isFirm: signedIn?.actor.role === 'firm', card: shareCard(given, given.t('programmes.year.title', { year: label }), given.t('pages.share.year', { year: label })) };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => shareTags(data?.card);

export default function ProgrammeYear() {
  return <YearPage {...usePageData<typeof loader>()} />;
}
