import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { approvePayment } from '#app/services/grants/approve-payment.ts';
import { confirmPayment, failPayment, reconcilePayment } from '#app/services/grants/confirm-payment.ts';
import { getPaymentView } from '#app/services/grants/get-payment-view.ts';
import { orderPayment, sendBatch } from '#app/services/grants/order-payment.ts';
import { recoverPayment, reversePayment } from '#app/services/grants/reverse-payment.ts';
import { queryClaim, recommendPayment, verifyClaim } from '#app/services/grants/verify-claim.ts';
import { OfficerPaymentPage } from '#app/ui/grants/officer-payment-page.tsx';

await loadMessages('kit', 'grants', 'pages', 'cases');

const params = z.object({ id: z.uuid() });
const won = z.string().transform((text) => text.replace(/[,\s]/g, '')).pipe(z.string().regex(/^\d{1,13}$/, { error: 'errors.field.number' })).transform(Number);
const reason = z.string().trim().min(2).max(1000);
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('query'), queries: z.array(z.object({ lineId: z.uuid(), text: z.string().trim().max(1000).optional().default('') })).max(100).default([]) }),
  z.object({ intent: z.literal('verify'), verdicts: z.array(z.object({ lineId: z.uuid(), allowedWon: won, code: z.string().max(40).optional() })).max(100).default([]) }),
  z.object({ intent: z.literal('recommend') }),
  z.object({ intent: z.literal('approve') }),
  z.object({ intent: z.literal('order') }),
  z.object({ intent: z.literal('send') }),
  z.object({ intent: z.literal('confirm'), bankReference: z.string().trim().min(1).max(60), paidOn: z.iso.date() }),
  z.object({ intent: z.literal('fail'), reason }),
  z.object({ intent: z.literal('reconcile') }),
  z.object({ intent: z.literal('reverse'), reason }),
  z.object({ intent: z.literal('recover') }),
]);

export const loader = guardedLoader({ roles: ['officer', 'auditor'], params }, async ({ ctx, params: { id }, t }) => {
  const shown = await getPaymentView(ctx, id);
  return { shown, mayDownload: ctx.actor.duty === 'finance_officer', title: `${shown.firmName} - ${t('grants.payments.title')}` };
});

export const action = guardedAction({ roles: ['officer'], params, input, stepUp: { intents: ['approve', 'order', 'send', 'confirm', 'reverse'] } }, async ({ ctx, params: { id: trancheId }, input: given }) => {
  const page = paths.officerPayment(trancheId);
  switch (given.intent) {
    case 'query':
      await queryClaim(ctx, { trancheId, queries: given.queries, reason: '' });
      return redirectWithNotice(page, 'grants.done.queried');
    case 'verify':
      await verifyClaim(ctx, { trancheId, verdicts: given.verdicts.map((verdict) => ({ ...verdict, code: verdict.code ?? null })) });
      return redirectWithNotice(page, 'grants.done.verified');
    case 'recommend':
      await recommendPayment(ctx, { trancheId });
      return redirectWithNotice(page, 'grants.done.payment_recommended');
    case 'approve':
      await approvePayment(ctx, { trancheId });
      return redirectWithNotice(page, 'grants.done.payment_approved');
    case 'order':
      await orderPayment(ctx, { trancheId });
      return redirectWithNotice(page, 'grants.done.ordered');
    case 'send':
      return redirectWithNotice(page, 'grants.done.batched', { number: (await sendBatch(ctx, { trancheIds: [trancheId] })).number });
    case 'confirm':
      await confirmPayment(ctx, { trancheId, bankReference: given.bankReference, paidOn: given.paidOn });
      return redirectWithNotice(page, 'grants.done.paid');
    case 'fail':
      await failPayment(ctx, { trancheId, reason: given.reason });
      return redirectWithNotice(page, 'grants.done.failed');
    case 'reconcile':
      await reconcilePayment(ctx, { trancheId });
      return redirectWithNotice(page, 'grants.done.reconciled');
    case 'reverse': {
      const { result } = await reversePayment(ctx, { trancheId, reason: given.reason });
      return redirectWithNotice(page, result === 'waiting' ? 'grants.done.reversal_proposed' : 'grants.done.reversed');
    }
    case 'recover':
      await recoverPayment(ctx, { trancheId });
      return redirectWithNotice(page, 'grants.done.recovered');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function OfficerPayment() {
  const { shown, mayDownload } = usePageData<typeof loader>();
  return <OfficerPaymentPage shown={shown} mayDownload={mayDownload} reply={useFormReply()} />;
}
