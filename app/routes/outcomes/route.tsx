import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicLoader } from '#app/http/guard.ts';
import { shareCard, shareTags } from '#app/http/share-card.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getPublicOutcomes } from '#app/services/outcomes/get-public-outcomes.ts';
import { PublicOutcomesPage } from '#app/ui/outcomes/public-page.tsx';

await loadMessages('kit', 'outcomes');

const search = z.object({ year: z.coerce.number().int().min(1).max(99).optional().catch(undefined) });

export const loader = publicLoader({ search }, async ({ search: { year }, ...given }) => {
  const outcomes = await getPublicOutcomes(given.ctx, { year });
  return { ...outcomes, card: shareCard(given, given.t('outcomes.public.title', { number: outcomes.year.number }), given.t('pages.share.outcomes')) };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => shareTags(data?.card);

export default function Outcomes() {
  return <PublicOutcomesPage {...usePageData<typeof loader>()} />;
}
