import { z } from 'zod';
import type { Context } from '#app/domain/accounts/context.ts';
import { budgetCategories } from '#app/domain/grants/budget.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { verifyBankAccount } from '#app/services/grants/bank-account.ts';
import { confirmCondition, countersignAgreement, putAgreementInForce } from '#app/services/grants/countersign-agreement.ts';
import { approveGrant, grantRefusalCodes, refuseGrant, reserveGrant, returnGrant } from '#app/services/grants/decide-grant.ts';
import { draftAgreement, offerAgreement, withdrawOffer } from '#app/services/grants/offer-agreement.ts';
import { askAboutGrant, assignGrantReview, recommendGrant } from '#app/services/grants/review-grant.ts';
import { saveAgreementDraft } from '#app/services/grants/save-agreement-draft.ts';

const won = z.string().trim().transform((text) => text.replace(/[,\s]/g, '')).pipe(z.string().regex(/^\d{1,13}$/, { error: 'errors.field.number' })).transform(Number);
const optionalWon = z.string().optional().transform((text) => Number((text ?? '').replace(/[,\s]/g, '') || '0')).pipe(z.number({ error: 'errors.field.number' }).int().min(0).max(1e13));
const words = z.string().trim().max(2000).optional().default('');
const reason = z.string({ error: 'errors.reason_required' }).trim().min(2).max(2000);
const short = z.string().trim().max(300).optional().default('');

const condition = z.object({ text: short, owner: z.enum(['firm', 'consultant', 'officer']).optional().default('firm'), dueOn: z.string().optional().default('') });
const line = z.object({ title: short, category: z.enum(budgetCategories).optional().default('consulting'), basis: short, proof: short, amountWon: optionalWon, ownShareWon: optionalWon, planTaskId: z.string().optional() });

/** Every step that the page can send. */
export const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('assign') }),
  z.object({ intent: z.literal('ask'), question: reason }),
  z.object({ intent: z.literal('recommend'), amountWon: won, reason, duplicateResult: z.enum(['clean', 'explained']), duplicateNote: words }),
  z.object({ intent: z.literal('approve'), amountWon: won, reason: words, withPlan: z.literal('on').optional(), conditions: z.array(condition).max(10).optional().default([]) }),
  z.object({ intent: z.literal('refuse'), code: z.enum(grantRefusalCodes), reason }),
  z.object({ intent: z.literal('send_back'), reason }),
  z.object({ intent: z.literal('put_on_reserve') }),
  z.object({ intent: z.literal('draft') }),
  z.object({ intent: z.literal('save_draft'), startsOn: z.iso.date(), endsOn: z.iso.date(), lines: z.array(line).max(40).optional().default([]), trancheWon: z.array(optionalWon).max(12).optional().default([]) }),
  z.object({ intent: z.literal('offer') }),
  z.object({ intent: z.literal('withdraw'), reason }),
  z.object({ intent: z.literal('countersign'), read: z.literal('on', { error: 'grants.claims.check_missing' }) }),
  z.object({ intent: z.literal('confirm_condition'), index: z.coerce.number().int().min(0).max(50) }),
  z.object({ intent: z.literal('put_in_force') }),
  z.object({ intent: z.literal('waive'), reason }),
  z.object({ intent: z.literal('verify_bank'), accountId: z.uuid() }),
  z.object({ intent: z.literal('refuse_bank'), accountId: z.uuid(), bankReason: reason }),
]);

/** Takes one step and answers with the page and what was done. */
export async function takeStep(ctx: Context, applicationId: string, given: z.output<typeof input>, ip: string): Promise<Response> {
  const page = paths.officerAgreement(applicationId);
  switch (given.intent) {
    case 'assign':
      await assignGrantReview(ctx, { applicationId });
      return redirectWithNotice(page, 'grants.done.taken_up');
    case 'ask':
      await askAboutGrant(ctx, { applicationId, question: given.question });
      return redirectWithNotice(page, 'grants.done.asked');
    case 'recommend':
      await recommendGrant(ctx, { applicationId, amountWon: given.amountWon, reason: given.reason, duplicateSupport: { result: given.duplicateResult, note: given.duplicateNote } });
      return redirectWithNotice(page, 'grants.done.recommended');
    case 'approve': {
      const conditions = given.conditions.filter((entry) => entry.text !== '');
      const { amountWon } = await approveGrant(ctx, { applicationId, amountWon: given.amountWon, reason: given.reason, conditions, withPlan: given.withPlan === 'on' });
      return redirectWithNotice(page, 'grants.done.approved', { amount: amountWon.toLocaleString('en-US') });
    }
    case 'refuse':
      await refuseGrant(ctx, { applicationId, code: given.code, reason: given.reason });
      return redirectWithNotice(page, 'grants.done.refused');
    case 'send_back':
      await returnGrant(ctx, { applicationId, reason: given.reason });
      return redirectWithNotice(page, 'grants.done.sent_back');
    case 'put_on_reserve':
      return redirectWithNotice(page, 'grants.done.reserved', { number: (await reserveGrant(ctx, { applicationId })).reserveNumber });
    case 'draft':
      await draftAgreement(ctx, { applicationId });
      return redirectWithNotice(page, 'grants.done.draft_opened');
    case 'save_draft': {
      const lines = given.lines.map((entry) => ({ ...entry, planTaskId: entry.planTaskId ? entry.planTaskId : null })).filter((entry) => entry.title !== '' || entry.amountWon + entry.ownShareWon > 0);
      await saveAgreementDraft(ctx, { applicationId, startsOn: given.startsOn, endsOn: given.endsOn, lines, trancheWon: given.trancheWon });
      return redirectWithNotice(page, 'grants.done.saved');
    }
    case 'offer':
      await offerAgreement(ctx, { applicationId });
      return redirectWithNotice(page, 'grants.done.offered');
    case 'withdraw':
      await withdrawOffer(ctx, { applicationId, reason: given.reason });
      return redirectWithNotice(page, 'grants.done.withdrawn');
    case 'countersign':
      return redirectWithNotice(page, 'grants.done.countersigned', { number: (await countersignAgreement(ctx, { applicationId, ip })).number });
    case 'confirm_condition':
      await confirmCondition(ctx, { applicationId, index: given.index });
      return redirectWithNotice(`${page}#conditions`, 'grants.done.condition_met');
    case 'put_in_force':
    case 'waive':
      await putAgreementInForce(ctx, { applicationId, waive: given.intent === 'waive', reason: given.intent === 'waive' ? given.reason : '' });
      return redirectWithNotice(page, 'grants.done.in_force');
    case 'verify_bank':
    case 'refuse_bank': {
      const verified = given.intent === 'verify_bank';
      await verifyBankAccount(ctx, { applicationId, accountId: given.accountId, verified, reason: given.intent === 'refuse_bank' ? given.bankReason : '' });
      return redirectWithNotice(`${page}#bank`, verified ? 'grants.done.bank_verified' : 'grants.done.bank_refused');
    }
  }
}
