import { z } from 'zod';
import { AppError } from '#app/domain/errors.ts';
import { redirect, usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicAction, publicLoader } from '#app/http/guard.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { shareCard, shareTags } from '#app/http/share-card.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { checkRoadmap, listRoadmapQuestions, readRoadmapCode, readRoadmapResult } from '#app/services/assessments/check-roadmap.ts';
import { RoadmapCheckPage } from '#app/ui/programmes/roadmap-check-page.tsx';
import { RoadmapCheckResult } from '#app/ui/programmes/roadmap-check-result.tsx';

await loadMessages('kit', 'programmes', 'assessments');

const search = z.object({ code: z.string().max(40).optional(), again: z.string().max(40).optional() });

export const loader = publicLoader({ search }, async ({ search: { code, again }, signedIn, ...given }) => {
  const result = code ? readRoadmapResult(code) : null;
  return {
    result,
    code: result ? (code ?? '') : '',
    questions: result ? [] : listRoadmapQuestions(),
    levels: (again ? readRoadmapCode(again) : null) ?? {},
    wrongCode: Boolean(code) && !result,
    isFirm: signedIn?.actor.role === 'firm',
    card: shareCard(given, given.t(result ? 'programmes.roadmap.result_title' : 'programmes.roadmap.title'), given.t('pages.share.roadmap'), result !== null),
  };
});

export const action = publicAction({ input: z.looseObject({}) }, async ({ form }) => {
  const { code, missing } = checkRoadmap(form);
  if (!code) throw new AppError('invalid_input', { fields: Object.fromEntries(missing.map((area) => [area, ['programmes.roadmap.answer_missing']])) });
  return redirect(paths.roadmapCheck({ code }), 303);
});

export const meta: MetaFunction<typeof loader> = ({ data }) => shareTags(data?.card);

export default function RoadmapCheck() {
  const reply = useFormReply();
  const { result, ...page } = usePageData<typeof loader>();
  return result && !reply ? <RoadmapCheckResult {...page} result={result} /> : <RoadmapCheckPage {...page} reply={reply} />;
}
