import type { Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { canMoveGrantDecision } from '#app/domain/grants/agreement-policy.ts';
import { isGrantWithinLimits } from '#app/domain/grants/budget.ts';
import { grantDecisionMachine } from '#app/domain/grants/grant-decision-machine.ts';
import { asSystem } from '#app/domain/accounts/context.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findYearMoney, patchGrantDecision } from '#db/queries/grants.ts';
import { withActor } from '#db/transaction.ts';
import { assertNewHands, getGrantCase, subjectOf } from './grant-case.ts';
import { tellGrant } from './tell-grant.ts';

/** An officer takes the grant of a case up for review. */
export async function assignGrantReview(ctx: Context, input: { applicationId: string }): Promise<null> {
  return withActor(
    ctx,
    async (tx) => {
      const { head, decision } = await getGrantCase(tx, ctx, input.applicationId);
      assertAllowed(canMoveGrantDecision(ctx.actor, { ...subjectOf(head), state: decision.state }, 'assign'));
      await moveState(tx, ctx, grantDecisionMachine, { id: decision.id, transition: 'assign', applicationId: head.id, firmId: head.firmId });
      return null;
    },
    { operation: 'grants.assign', content: input },
  );
}

/** An officer asks the firm a question about the grant; the clock is the firm's until it answers. */
export async function askAboutGrant(ctx: Context, input: { applicationId: string; question: string }): Promise<null> {
  const question = input.question.trim();
  if (question.length < 2) throw new AppError('invalid_input', { fields: { question: ['errors.field.required'] } });
  return withActor(
    ctx,
    async (tx) => {
      const { head, decision, settings, rules } = await getGrantCase(tx, ctx, input.applicationId);
      assertAllowed(canMoveGrantDecision(ctx.actor, { ...subjectOf(head), state: decision.state }, 'ask'));
      await moveState(tx, ctx, grantDecisionMachine, { id: decision.id, transition: 'ask', reason: question, applicationId: head.id, firmId: head.firmId });
      await patchGrantDecision(tx, decision.id, { questions: [...decision.questions, { question, askedAt: ctx.now.toISOString(), askedBy: ctx.actor.name }] });
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), settings.promises.correctionAnswer, rules.holidays).dueOn;
      await tellGrant(tx, ctx, head, 'grant_asked', ['firm'], { page: 'agreement' }, { reason: question, dueOn });
      return null;
    },
    { operation: 'grants.ask', content: input },
  );
}

/** The representative answers the open question about the grant. */
export async function answerAboutGrant(ctx: Context, input: { applicationId: string; answer: string }): Promise<null> {
  const answer = input.answer.trim();
  if (answer.length < 2) throw new AppError('invalid_input', { fields: { answer: ['errors.field.required'] } });
  return withActor(
    ctx,
    async (tx) => {
      const { head, decision } = await getGrantCase(tx, ctx, input.applicationId);
      assertAllowed(canMoveGrantDecision(ctx.actor, { ...subjectOf(head), state: decision.state }, 'answer'));
      await moveState(tx, ctx, grantDecisionMachine, { id: decision.id, transition: 'answer', applicationId: head.id, firmId: head.firmId });
      const open = decision.questions.length - 1;
      await patchGrantDecision(tx, decision.id, {
        questions: decision.questions.map((entry, index) => (index === open ? { ...entry, answer, answeredAt: ctx.now.toISOString(), answeredBy: ctx.actor.name } : entry)),
      });
      await tellGrant(tx, ctx, head, 'grant_answered', ['officers'], { page: 'agreement' });
      return null;
    },
    { operation: 'grants.answer', content: input },
  );
}

export interface RecommendInput {
  readonly applicationId: string;
  readonly amountWon: number;
  readonly reason: string;
  /** What the check for support from other programmes found. */
  readonly duplicateSupport: { readonly result: 'clean' | 'explained'; readonly note: string };
}

/**
 * An officer recommends an amount: within the year's limits, not above what was asked, covered by the free budget. Above
 * the limit of a single approval the case goes to a second review. Throws invalid_input with the limits in numbers.
 */
export async function recommendGrant(ctx: Context, input: RecommendInput): Promise<{ secondReview: boolean }> {
  return withActor(
    ctx,
    async (tx) => {
      const { head, decision, settings, rules } = await getGrantCase(tx, ctx, input.applicationId);
      assertAllowed(canMoveGrantDecision(ctx.actor, { ...subjectOf(head), state: decision.state, recommendedBy: decision.proposedBy }, 'recommend'));
      await assertNewHands(tx, ctx, decision.id);
      const year = await findYearMoney(tx, head.programmeYearId);
      const fields: Record<string, string[]> = {};
      const amount = amountProblem(input.amountWon, decision.requestedWon, settings);
      if (amount) fields['amountWon'] = [amount];
      else if (year && input.amountWon > year.budgetWon - year.committedWon) {
        fields['amountWon'] = [encodeMessage('grants.amount.above_budget', { max: Math.max(0, year.budgetWon - year.committedWon) })];
      }
      if (input.reason.trim().length < 2) fields['reason'] = ['errors.reason_required'];
      if (input.duplicateSupport.result === 'explained' && input.duplicateSupport.note.trim().length < 2) fields['duplicateNote'] = ['grants.duplicate.note_missing'];
      if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
      await moveState(tx, ctx, grantDecisionMachine, {
        id: decision.id,
        transition: 'recommend',
        reason: input.reason.trim(),
        applicationId: head.id,
        firmId: head.firmId,
        payload: { amountWon: input.amountWon, duplicateSupport: input.duplicateSupport.result },
      });
      await patchGrantDecision(tx, decision.id, {
        recommendedWon: input.amountWon,
        duplicateSupport: { result: input.duplicateSupport.result, note: input.duplicateSupport.note.trim() },
        reasonText: input.reason.trim(),
        reasonCode: null,
        proposedBy: userIdOf(ctx),
        proposedAt: ctx.now,
      });
      const secondReview = input.amountWon > settings.secondReviewAboveWon;
      if (secondReview) {
        await moveState(tx, asSystem(ctx), grantDecisionMachine, { id: decision.id, transition: 'escalate', reason: 'second_review_above_limit', payload: { aboveWon: settings.secondReviewAboveWon }, applicationId: head.id, firmId: head.firmId });
      }
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), settings.promises.grantDecision, rules.holidays).dueOn;
      await tellGrant(tx, ctx, head, 'grant_recommended', ['seniors'], { page: 'agreement' }, { amount: input.amountWon, dueOn });
      return { secondReview };
    },
    { operation: 'grants.recommend', content: input },
  );
}

/** Why an amount cannot be granted, as a message id with the limits; null when it can. */
export function amountProblem(amountWon: number, requestedWon: number, limits: { grantMinWon: number; grantMaxWon: number }): string | null {
  if (!isGrantWithinLimits(amountWon, limits)) return encodeMessage('grants.amount.outside_limits', { min: limits.grantMinWon, max: limits.grantMaxWon });
  if (amountWon > requestedWon) return encodeMessage('grants.amount.above_request', { max: requestedWon });
  return null;
}
