import { z } from 'zod';
import { isAppError } from '#app/domain/errors.ts';
import { redirect, usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getReview } from '#app/services/applications/get-review.ts';
import { getStartPage } from '#app/services/applications/get-start-page.ts';
import { startApplication } from '#app/services/applications/start-application.ts';
import { ApplicationOverview } from '#app/ui/applications/application-overview.tsx';
import { StartApplicationPage } from '#app/ui/applications/start-application-page.tsx';

await loadMessages('kit', 'applications', 'programmes');

const seed = z.string().max(40).optional();

export const loader = guardedLoader({ roles: ['firm'], search: z.object({ seed }) }, async ({ ctx, search, locale, t }) => {
  const review = await getReview(ctx, locale).catch((error: unknown) => {
    if (isAppError(error, 'unavailable')) return null;
    throw error;
  });
  return { review, start: review ? null : await getStartPage(ctx), seed: search.seed ?? '', title: t('applications.overview.title') };
});

export const action = guardedAction({ duties: ['representative', 'manager', 'helper'], input: z.object({ intent: z.literal('start'), section: z.string().regex(/^[a-z][a-z0-9_]{0,40}$/), seed }) }, async ({ ctx, input: { section, seed: code } }) => {
  await startApplication(ctx, { eligibilityCode: code ?? null });
  return redirect(paths.firmApplication(section), 303);
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Application() {
  const { review, start, seed: code } = usePageData<typeof loader>();
  const reply = useFormReply();
  return review ? <ApplicationOverview review={review} /> : <StartApplicationPage start={start} seed={code} reply={reply} />;
}
