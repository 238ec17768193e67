import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { isPaymentState, listPaymentPage, ownPaymentView } from '#app/services/grants/list-payments.ts';
import { sendBatch } from '#app/services/grants/order-payment.ts';
import { PaymentListPage } from '#app/ui/grants/payment-list-page.tsx';

await loadMessages('kit', 'grants', 'pages', 'cases');

const search = z.object({
  state: z.string().refine(isPaymentState).optional().catch(undefined),
  kind: z.enum(['advance', 'interim', 'final']).optional().catch(undefined),
  q: z.string().max(100).optional().catch(undefined),
  sort: z.enum(['firm', 'kind', 'amount', 'state', 'since']).optional().catch(undefined),
  dir: z.enum(['asc', 'desc']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).optional().catch(undefined),
});

const input = z.object({ intent: z.literal('send_batch'), trancheIds: z.array(z.uuid()).max(500).optional().default([]) });

export const loader = guardedLoader({ roles: ['officer', 'auditor'], search }, async ({ ctx, search: given, t }) => {
  const shown = { state: given.state ?? ownPaymentView(ctx.actor.duty), kind: given.kind ?? null, q: given.q ?? '', sort: given.sort ?? ('since' as const), dir: given.dir ?? ('asc' as const), page: given.page ?? 1 };
  const list = await listPaymentPage(ctx, { state: isPaymentState(shown.state) ? shown.state : 'check', kind: shown.kind, query: shown.q, sort: shown.sort, direction: shown.dir, page: shown.page });
  return { ...list, seesLedger: ctx.actor.duty !== 'partner_officer', search: shown, title: t('grants.payments.title') };
});

export const action = guardedAction({ duties: ['finance_officer'], input, stepUp: {} }, async ({ ctx, input: given }) => {
  const { number } = await sendBatch(ctx, { trancheIds: given.trancheIds });
  return redirectWithNotice(paths.officerPayments({ state: 'pay' }), 'grants.done.batched', { number });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function OfficerPayments() {
  const { search: given, rows, total, pages, counts, mayPay, seesLedger, batches } = usePageData<typeof loader>();
  return <PaymentListPage search={given} rows={rows} total={total} pages={pages} counts={counts} mayPay={mayPay} seesLedger={seesLedger} batches={batches} reply={useFormReply()} />;
}
