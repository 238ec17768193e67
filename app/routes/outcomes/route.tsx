import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getPublicOutcomes } from '#app/services/outcomes/get-public-outcomes.ts';
import { PublicOutcomesPage } from '#app/ui/outcomes/public-page.tsx';

await loadMessages('kit', 'outcomes');

const search = z.object({ year: z.coerce.number().int().min(1).max(99).optional().catch(undefined) });

export const loader = publicLoader({ search }, async ({ ctx, search: { year }, t }) => {
  const outcomes = await getPublicOutcomes(ctx, { year });
  return { ...outcomes, title: t('outcomes.public.title', { number: outcomes.year.number }) };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Outcomes() {
  return <PublicOutcomesPage {...usePageData<typeof loader>()} />;
}
