import { z } from 'zod';
import { uploadLimits } from '#app/domain/documents/file-kind.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { dropReceived, receiveFile } from '#app/services/documents/receive-file.ts';
import { startMembership } from '#app/services/firms/start-membership.ts';
import { acceptSettlementResult, objectToSettlement } from '#app/services/grants/decide-settlement.ts';
import { getSettlementPage } from '#app/services/grants/get-settlement-page.ts';
import { giveRecoveryOpinion } from '#app/services/grants/recovery-decide.ts';
import { answerSettlementQueries } from '#app/services/grants/review-settlement.ts';
import { addSettlementLine, importClaimedLines, removeSettlementLine, submitSettlement } from '#app/services/grants/submit-settlement.ts';
import { dayField, optionalText, optionalWon, textField, wonField } from '#app/services/outcomes/form-shapes.ts';
import { SettlementFirmPage } from '#app/ui/outcomes/settlement-firm-page.tsx';

await loadMessages('kit', 'settlements');

const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('import') }),
  z.object({ intent: z.literal('remove'), lineId: z.uuid() }),
  z.object({
    intent: z.literal('line'), title: textField(200), budgetLineId: z.uuid().optional(), supplierName: textField(100), invoiceNumber: textField(60), proofOn: dayField, amountWon: wonField, ownShareWon: optionalWon,
  }),
  z.object({ intent: z.literal('submit'), interestWon: wonField, unspentWon: wonField }),
  z.object({ intent: z.literal('answer'), answers: z.array(z.object({ lineId: z.uuid(), answer: optionalText(2000) })).max(200).default([]) }),
  z.object({ intent: z.literal('accept') }),
  z.object({ intent: z.literal('object'), text: textField(3000), lines: z.array(z.object({ lineId: z.uuid(), text: optionalText(2000) })).max(200).default([]) }),
  z.object({ intent: z.literal('recovery_opinion'), opinion: textField(4000) }),
  z.object({ intent: z.literal('membership') }),
]);

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => ({ ...(await getSettlementPage(ctx)), title: t('settlements.settle.title') }));

const upload = { limits: { maxBytes: uploadLimits.bytesPerRequest, maxFiles: uploadLimits.filesPerRequest }, receive: receiveFile, discard: dropReceived };

export const action = guardedAction({ roles: ['firm'], input, upload }, async ({ ctx, input: given, files }) => {
  const applicationId = (await getSettlementPage(ctx)).head.id;
  const done = (id: Parameters<typeof redirectWithNotice>[1], values?: Record<string, string | number>) => redirectWithNotice(paths.firmSettlement(), id, values);
  switch (given.intent) {
    case 'import':
      return done('settlements.done.imported', { count: (await importClaimedLines(ctx, { applicationId })).added });
    case 'remove':
      await removeSettlementLine(ctx, { applicationId, lineId: given.lineId });
      return done('settlements.done.line_removed');
    case 'line': {
      const { intent: _, ...line } = given;
      await addSettlementLine(ctx, { ...line, applicationId, budgetLineId: line.budgetLineId ?? null, ownShareWon: line.ownShareWon ?? 0 }, files.map(({ received }) => received));
      return done('settlements.done.line_added');
    }
    case 'submit':
      await submitSettlement(ctx, { applicationId, interestWon: given.interestWon, unspentWon: given.unspentWon });
      return done('settlements.done.settlement_sent');
    case 'answer':
      await answerSettlementQueries(ctx, { applicationId, answers: given.answers });
      return done('settlements.done.answer_sent');
    case 'accept':
      await acceptSettlementResult(ctx, { applicationId });
      return done('settlements.done.result_accepted');
    case 'object':
      await objectToSettlement(ctx, { applicationId, text: given.text, lines: given.lines });
      return done('settlements.done.objected');
    case 'recovery_opinion':
      await giveRecoveryOpinion(ctx, { applicationId, opinion: given.opinion });
      return done('settlements.done.opinion_sent');
    case 'membership':
      await startMembership(ctx, { applicationId });
      return done('settlements.done.membership_started');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmSettlement() {
  return <SettlementFirmPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
