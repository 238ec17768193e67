import { z } from 'zod';
import { AppError } from '#app/domain/errors.ts';
import { redirect, usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { answerCorrection } from '#app/services/applications/answer-correction.ts';
import { getReview } from '#app/services/applications/get-review.ts';
import { reopenApplication } from '#app/services/applications/reopen-application.ts';
import { requestSignOff, returnToDraft } from '#app/services/applications/request-sign-off.ts';
import { saveMessage } from '#app/services/applications/save-message.ts';
import { submitApplication } from '#app/services/applications/submit-application.ts';
import { toldBefore } from '#app/services/notices/told-before.ts';
import { ReviewPage } from '#app/ui/applications/review-page.tsx';

await loadMessages('kit', 'applications', 'documents', 'pages');

const text = (max: number) => z.string().trim().max(max).transform((value) => value.replaceAll('\u0000', ''));
const applicationId = z.uuid();
const certified = z.literal('on', { error: 'applications.sign.certify_missing' });
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('submit'), applicationId, certified, message_to_officer: text(1000).default('') }),
  z.object({ intent: z.literal('ask'), applicationId, message_to_officer: text(1000).default('') }),
  z.object({ intent: z.literal('return'), applicationId, reason: text(1000).pipe(z.string().min(2)) }),
  z.object({ intent: z.literal('reopen'), applicationId }),
  z.object({ intent: z.literal('answer'), applicationId, certified, note: text(1000).default('') }),
]);

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, locale, t }) => {
  const review = await getReview(ctx, locale);
  if (!review) throw redirect(paths.firmApplication());
  const step = review.may.answer ? 'answer_correction' : review.may.submit ? 'submit_application' : review.may.askSignOff ? 'ask_sign_off' : null;
  const told = step && review.applicationId && !review.isHeld ? await toldBefore(ctx, step, review.applicationId) : null;
  return { ...review, told, title: t(review.state === 'draft' || review.state === 'ready_for_sign_off' ? 'applications.review.title' : 'applications.review.title_sent') };
});

export const action = guardedAction({ duties: ['representative', 'manager'], input }, async ({ ctx, input: given }) => {
  const id = { applicationId: given.applicationId };
  switch (given.intent) {
    case 'submit': {
      await saveMessage(ctx, given.message_to_officer);
      const { receiptNumber } = await submitApplication(ctx, id).catch(asWhole);
      return redirectWithNotice(paths.firmApplication(), 'applications.done.submitted', { number: receiptNumber });
    }
    case 'ask':
      await saveMessage(ctx, given.message_to_officer);
      await requestSignOff(ctx, id).catch(asWhole);
      return redirectWithNotice(paths.firmApplicationReview(), 'applications.done.asked');
    case 'return':
      await returnToDraft(ctx, { ...id, reason: given.reason });
      return redirectWithNotice(paths.firmApplication(), 'applications.done.returned');
    case 'reopen':
      await reopenApplication(ctx, id);
      return redirectWithNotice(paths.firmApplication(), 'applications.done.reopened');
    case 'answer':
      await answerCorrection(ctx, { ...id, note: given.note }).catch(asWhole);
      return redirectWithNotice(paths.firmApplication(), 'applications.done.answered');
  }
});

// The questions with errors are listed by the page itself, each with its link; the form says that there are some.
function asWhole(error: unknown): never {
  if (error instanceof AppError && error.code === 'incomplete') throw new AppError('incomplete');
  throw error;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Review() {
  return <ReviewPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
