import { z } from 'zod';
import { disallowanceCodes } from '#app/domain/grants/settlement.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { shortenMembership } from '#app/services/firms/shorten-membership.ts';
import { closeSettlement, recordRefund } from '#app/services/grants/close-settlement.ts';
import { decideObjection, finaliseSettlement } from '#app/services/grants/decide-settlement.ts';
import { getSettlementPage } from '#app/services/grants/get-settlement-page.ts';
import { demandRecovery, recordRecoveryPayment } from '#app/services/grants/recovery-collect.ts';
import { decideRecovery, givePriorNotice } from '#app/services/grants/recovery-decide.ts';
import { investigate, RECOVERY_SOURCES, suspectMisuse } from '#app/services/grants/recovery-open.ts';
import { draftSettlement, judgeLines, querySettlement, startSettlementReview } from '#app/services/grants/review-settlement.ts';
import { dayField, numberField, optionalText, optionalWon, textField, wonField } from '#app/services/outcomes/form-shapes.ts';
import { SettlementOfficerPage } from '#app/ui/outcomes/settlement-officer-page.tsx';

await loadMessages('kit', 'settlements');

const params = z.object({ id: z.uuid() });
const lines = z.array(z.object({ lineId: z.uuid(), allowedWon: optionalWon, code: z.enum(disallowanceCodes).nullish().transform((code) => code ?? null), query: optionalText(1000) })).max(200).default([]);
const receipt = { amountWon: wonField, receivedOn: dayField, reference: textField(80) };
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.enum(['start', 'draft', 'finalise', 'close', 'investigate', 'demand']) }),
  z.object({ intent: z.literal('shorten_membership'), endsOn: dayField, reason: textField(1000) }),
  z.object({ intent: z.literal('judge'), lines }),
  z.object({ intent: z.literal('query'), reason: textField(1000) }),
  z.object({ intent: z.literal('decide_objection'), lines, reason: textField(3000) }),
  z.object({ intent: z.literal('refund'), ...receipt }),
  z.object({ intent: z.literal('recovery_paid'), ...receipt }),
  z.object({ intent: z.literal('suspect'), source: z.enum(RECOVERY_SOURCES), facts: textField(3000) }),
  z.object({ intent: z.literal('notice'), principalWon: wonField, surchargeTimes: numberField.pipe(z.number().max(5)), reason: textField(3000) }),
  z.object({ intent: z.literal('decide_recovery'), decision: z.enum(['decide_recover', 'decide_warn', 'dismiss']), lawBasis: optionalText(300), reason: textField(3000) }),
]);

const SIMPLE = {
  start: [startSettlementReview, 'settlements.done.review_started'],
  draft: [draftSettlement, 'settlements.done.drafted'],
  finalise: [finaliseSettlement, 'settlements.done.final'],
  close: [closeSettlement, 'settlements.done.closed'],
  investigate: [investigate, 'settlements.done.investigated'],
  demand: [demandRecovery, 'settlements.done.demanded'],
} as const;

export const loader = guardedLoader({ roles: ['officer', 'auditor', 'admin'], params }, async ({ ctx, params: { id }, t }) => ({ ...(await getSettlementPage(ctx, id)), title: t('settlements.nav.settlement') }));

export const action = guardedAction({ roles: ['officer'], params, input }, async ({ ctx, params: { id: applicationId }, input: given }) => {
  const done = (id: Parameters<typeof redirectWithNotice>[1]) => redirectWithNotice(paths.officerSettlement(applicationId), id);
  switch (given.intent) {
    case 'shorten_membership':
      await shortenMembership(ctx, { applicationId, endsOn: given.endsOn, reason: given.reason });
      return done('settlements.done.membership_shortened');
    case 'judge':
      await judgeLines(ctx, { applicationId, lines: given.lines });
      return done('settlements.done.judged');
    case 'query':
      await querySettlement(ctx, { applicationId, reason: given.reason });
      return done('settlements.done.queried');
    case 'decide_objection':
      await decideObjection(ctx, { applicationId, lines: given.lines, reason: given.reason });
      return done('settlements.done.final');
    case 'refund':
    case 'recovery_paid': {
      const { intent, ...money } = given;
      const { restWon } = await (intent === 'refund' ? recordRefund : recordRecoveryPayment)(ctx, { applicationId, ...money });
      return done(restWon === 0 ? 'settlements.done.paid_back' : 'settlements.done.part_paid');
    }
    case 'suspect':
      await suspectMisuse(ctx, { applicationId, source: given.source, facts: given.facts });
      return done('settlements.done.suspected');
    case 'notice':
      await givePriorNotice(ctx, { applicationId, principalWon: given.principalWon, surchargeTimes: given.surchargeTimes, reason: given.reason });
      return done('settlements.done.noticed');
    case 'decide_recovery':
      await decideRecovery(ctx, { applicationId, decision: given.decision, lawBasis: given.lawBasis, reason: given.reason });
      return done('settlements.done.recovery_decided');
    default: {
      const [work, notice] = SIMPLE[given.intent];
      await work(ctx, { applicationId });
      return done(notice);
    }
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} | ${data.head.firmName}` : '' }];

export default function OfficerSettlement() {
  return <SettlementOfficerPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
