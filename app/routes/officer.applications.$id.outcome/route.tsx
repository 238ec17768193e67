import { z } from 'zod';
import { AppError } from '#app/domain/errors.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { optionalNumber, optionalText, textField } from '#app/services/outcomes/form-shapes.ts';
import { getOutcomePage } from '#app/services/outcomes/get-outcome-page.ts';
import { openVerification } from '#app/services/outcomes/open-verification.ts';
import { closeVerifications, reviewVerification, ruleOnDispute } from '#app/services/outcomes/verify-outcome.ts';
import { OutcomePage } from '#app/ui/outcomes/completion-outcome-page.tsx';

await loadMessages('kit', 'settlements');

const params = z.object({ id: z.uuid() });
const review = z.object({
  intent: z.literal('review'), verificationId: z.uuid(), decision: z.enum(['verify', 'adjust', 'query']), grade: z.enum(['A', 'B', 'C']).optional(), value: optionalNumber, formula: optionalText(300), reason: optionalText(2000),
});
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('open') }),
  z.object({ intent: z.literal('close') }),
  review,
  z.object({ intent: z.literal('no_answer'), verificationId: z.uuid(), reason: textField(1000) }),
  z.object({ intent: z.literal('rule'), verificationId: z.uuid(), ruling: z.enum(['rule_verified', 'rule_adjusted', 'rule_not_verified']), value: optionalNumber, reason: textField(2000) }),
]);

export const loader = guardedLoader({ roles: ['officer', 'auditor', 'admin'], params }, async ({ ctx, params: { id }, t }) => ({ ...(await getOutcomePage(ctx, id)), title: t('settlements.nav.outcome') }));

export const action = guardedAction({ roles: ['officer'], params, input }, async ({ ctx, params: { id: applicationId }, input: given }) => {
  const done = (id: Parameters<typeof redirectWithNotice>[1], values?: Record<string, string | number>) => redirectWithNotice(paths.officerOutcome(applicationId), id, values);
  switch (given.intent) {
    case 'open':
      return done('settlements.done.verification_opened', { count: (await openVerification(ctx, { applicationId })).opened });
    case 'close':
      return done('settlements.done.verification_closed', { count: (await closeVerifications(ctx, { applicationId })).closed });
    case 'review':
      await reviewVerification(ctx, { verificationId: given.verificationId, ...readReview(given) });
      return done('settlements.done.reviewed');
    case 'no_answer':
      await reviewVerification(ctx, { verificationId: given.verificationId, decision: 'record_no_answer', reason: given.reason });
      return done('settlements.done.reviewed');
    case 'rule':
      await ruleOnDispute(ctx, { verificationId: given.verificationId, ruling: given.ruling, value: given.value, reason: given.reason });
      return done('settlements.done.ruled');
  }
});

function readReview({ decision, grade, value, formula, reason }: z.output<typeof review>) {
  const missing = (field: string, message = 'errors.field.required') => new AppError('invalid_input', { fields: { [field]: [message] } });
  if (decision === 'query') {
    if (!reason) throw missing('reason');
    return { decision, reason };
  }
  if (!grade) throw missing('grade', 'errors.field.choose');
  if (decision === 'verify') {
    if (grade === 'C') throw missing('grade', 'settlements.verification.grade_too_low');
    return { decision, grade };
  }
  if (value === null) throw missing('value');
  if (!reason) throw missing('reason', 'errors.reason_required');
  return { decision, grade, value, formula, reason };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} | ${data.head.firmName}` : '' }];

export default function OfficerOutcome() {
  return <OutcomePage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
