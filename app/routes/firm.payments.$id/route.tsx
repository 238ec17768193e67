import { z } from 'zod';
import { uploadLimits } from '#app/domain/documents/file-kind.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { dropReceived, receiveFile } from '#app/services/documents/receive-file.ts';
import { getPaymentView } from '#app/services/grants/get-payment-view.ts';
import { claimPurposes, saveClaim } from '#app/services/grants/save-claim.ts';
import { submitClaim } from '#app/services/grants/submit-claim.ts';
import { FirmPaymentPage } from '#app/ui/grants/firm-payment-page.tsx';

await loadMessages('kit', 'grants', 'pages', 'answers');

const params = z.object({ id: z.uuid() });
const short = z.string().trim().max(500).optional().default('');
const won = z.string().optional().transform((text) => Number((text ?? '').replace(/[,\s]/g, '') || '0')).pipe(z.number({ error: 'errors.field.number' }).int().min(0).max(1e13));
const line = z.object({
  id: z.uuid().optional(),
  budgetLineId: z.uuid({ error: 'errors.field.choose' }).optional(),
  title: short,
  note: short,
  amountWon: won,
  proofKind: z.enum(['quotation', 'tax_invoice', 'transfer_certificate', 'inspection_report', 'other']).optional().default('other'),
  proofOn: short,
  invoiceNumber: short,
  supplierName: short,
  supplierNumber: short,
});
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save'), lines: z.array(line).max(60).optional().default([]) }),
  z.object({ intent: z.literal('submit'), true: z.literal('on', { error: 'grants.claims.check_missing' }), answer: z.string().trim().max(2000).optional().default('') }),
]);

const upload = { limits: { maxBytes: uploadLimits.bytesPerRequest, maxFiles: uploadLimits.filesPerRequest }, receive: receiveFile, discard: dropReceived };

export const loader = guardedLoader({ roles: ['firm'], params }, async ({ ctx, params: { id }, t }) => {
  const shown = await getPaymentView(ctx, id);
  return { shown, title: t('grants.payment.title', { number: shown.number, kind: t(`grants.tranche_kind.${shown.kind}`) }) };
});

export const action = guardedAction({ roles: ['firm'], params, input, upload }, async ({ ctx, params: { id: trancheId }, input: given, files }) => {
  const page = paths.firmPayment(trancheId);
  if (given.intent === 'submit') {
    await submitClaim(ctx, { trancheId, answer: given.answer });
    return redirectWithNotice(page, 'grants.done.claim_submitted');
  }
  // The form sends all its rows; those in which nothing stands are left out, and their files follow the rows that stay.
  const rows = given.lines.map((entry, index) => ({ entry, index })).filter(({ entry }) => entry.title !== '' || entry.amountWon > 0);
  const uploads = files.flatMap(({ field, received }) => {
    const [, name, row] = /^([a-z]+)_(\d+)$/.exec(field) ?? [];
    const purpose = claimPurposes.find((known) => known === name);
    const index = rows.findIndex((kept) => kept.index === Number(row));
    return purpose && index >= 0 ? [{ index, purpose, received }] : [];
  });
  const lines = rows.map(({ entry }) => ({ ...entry, id: entry.id ?? null, budgetLineId: entry.budgetLineId ?? '' }));
  await saveClaim(ctx, { trancheId, note: '', lines, uploads });
  return redirectWithNotice(`${page}#submit`, 'grants.done.claim_saved');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmPayment() {
  return <FirmPaymentPage shown={usePageData<typeof loader>().shown} reply={useFormReply()} />;
}
