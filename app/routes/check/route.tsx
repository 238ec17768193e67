import { z } from 'zod';
import { AppError } from '#app/domain/errors.ts';
import { redirect, usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicAction, publicLoader } from '#app/http/guard.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { shareCard, shareTags } from '#app/http/share-card.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { checkEligibility, listEligibilityQuestions, readEligibilityCode, readEligibilityForm } from '#app/services/programmes/check-eligibility.ts';
import { listRequiredDocuments } from '#app/services/programmes/list-required-documents.ts';
import { EligibilityPage } from '#app/ui/programmes/eligibility-page.tsx';
import { EligibilityResult } from '#app/ui/programmes/eligibility-result.tsx';

await loadMessages('kit', 'programmes');

const search = z.object({ code: z.string().max(40).optional(), again: z.string().max(40).optional() });

export const loader = publicLoader({ search }, async ({ search: { code, again }, signedIn, ...given }) => {
  const result = code ? readEligibilityCode(code) : null;
  const questions = listEligibilityQuestions();
  return {
    questions,
    code: result ? (code ?? '') : '',
    outcome: result?.decision.outcome ?? null,
    blockedBy: questions.filter((question) => result?.decision.blockedBy.includes(question.id)),
    unsure: questions.filter((question) => result?.decision.unsure.includes(question.id)),
    documents: result ? await listRequiredDocuments(given.ctx, result.decision.proofs) : [],
    answers: (again ? readEligibilityCode(again)?.answers : null) ?? {},
    wrongCode: Boolean(code) && !result,
    isFirm: signedIn?.actor.role === 'firm',
    card: shareCard(given, given.t(result ? 'programmes.check.result_title' : 'programmes.check.title'), given.t('pages.share.check'), result !== null),
  };
});

export const action = publicAction({ input: z.looseObject({}) }, async ({ form }) => {
  const { code, missing } = checkEligibility(readEligibilityForm(form));
  if (!code) throw new AppError('invalid_input', { fields: Object.fromEntries(missing.map((id) => [id, ['programmes.check.answer_missing']])) });
  return redirect(paths.check({ code }), 303);
});

export const meta: MetaFunction<typeof loader> = ({ data }) => shareTags(data?.card);

export default function Check() {
  const reply = useFormReply();
  const page = usePageData<typeof loader>();
  return page.outcome && !reply ? <EligibilityResult {...page} outcome={page.outcome} /> : <EligibilityPage {...page} reply={reply} />;
}
