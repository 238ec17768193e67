import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { confirmReading } from '#app/services/outcomes/confirm-reading.ts';
import { getKpiOverview } from '#app/services/outcomes/get-kpi-page.ts';
import { ReadingConsultantPage } from '#app/ui/outcomes/reading-consultant-page.tsx';

await loadMessages('kit', 'outcomes');

const params = z.object({ id: z.uuid() });
const input = z.object({ intent: z.literal('confirm'), readingId: z.uuid(), version: z.int().min(1), grade: z.enum(['A', 'B', 'C']).optional() });

export const loader = guardedLoader({ duties: ['consultant'], params }, async ({ ctx, params: { id }, t }) => ({ overview: await getKpiOverview(ctx, id), title: t('outcomes.kpi.title') }));

export const action = guardedAction({ duties: ['consultant'], params, input }, async ({ ctx, params: { id }, input: given }) => {
  const { flagged } = await confirmReading(ctx, { readingId: given.readingId, version: given.version, grade: given.grade ?? null });
  return redirectWithNotice(paths.consultantKpis(id), flagged ? 'outcomes.reading.flash.flagged' : 'outcomes.reading.flash.confirmed');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ConsultantKpis() {
  return <ReadingConsultantPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
