import type { Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterDays, deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { canMoveGrantDecision } from '#app/domain/grants/agreement-policy.ts';
import { grantDecisionMachine } from '#app/domain/grants/grant-decision-machine.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { approvePlanInRun } from '#app/services/plans/approve-plan.ts';
import { assertNotHeld } from '#app/services/workflow/assert-not-held.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findCaseParts } from '#db/queries/case-states.ts';
import { nextGrantReserveNumber, patchGrantDecision, type GrantCondition, type GrantDecisionRow } from '#db/queries/grants.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { commitFunds } from './commit-funds.ts';
import { startAgreementDraft } from './start-agreement-draft.ts';
import { assertNewHands, getGrantCase, subjectOf, type GrantCase } from './grant-case.ts';
import { amountProblem } from './review-grant.ts';
import { tellGrant } from './tell-grant.ts';

/** Why a grant may be refused; each has a text `grants.refuse.<code>`. */
export const grantRefusalCodes = ['plan_not_sound', 'cost_not_reasonable', 'duplicate_support', 'not_eligible', 'no_budget', 'other'] as const;
export type GrantRefusalCode = (typeof grantRefusalCodes)[number];

export interface ApproveInput {
  readonly applicationId: string;
  readonly amountWon: number;
  readonly reason: string;
  readonly conditions: readonly Pick<GrantCondition, 'text' | 'owner' | 'dueOn'>[];
  /** Approves the submitted plan in the same run, so that the agreement can be drafted at once. */
  readonly withPlan: boolean;
}

type Decided = GrantCase & { decision: GrantDecisionRow };

/**
 * A senior officer who did not recommend it approves the grant: as recommended, with conditions, or in part. In one
 * transaction the money is reserved (budget counter and ledger) and, when the plan is approved, the agreement is opened.
 * Throws four_eyes, held, budget_exceeded, invalid_input; nothing is kept then.
 */
export async function approveGrant(ctx: Context, input: ApproveInput): Promise<{ agreementId: string | null; amountWon: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const opened = await getGrantCase(tx, ctx, input.applicationId);
      const { head, decision, settings, rules } = opened;
      const transition = transitionFor(input, decision);
      assertAllowed(canMoveGrantDecision(ctx.actor, { ...subjectOf(head), state: decision.state, recommendedBy: decision.proposedBy }, transition));
      await assertNewHands(tx, ctx, decision.id);
      await assertNotHeld(tx, { firmId: head.firmId, applicationId: head.id }, 'pay');
      checkApproval(ctx, input, opened, transition);
      // The row must carry amount and approver when its state changes; a check of the table asks for both.
      await patchGrantDecision(tx, decision.id, {
        amountWon: input.amountWon,
        approvedBy: userIdOf(ctx),
        approvedAt: ctx.now,
        conditions: input.conditions.map((condition) => ({ ...condition, text: condition.text.trim() })),
        reserveNumber: null,
        ...(input.reason.trim() ? { reasonText: input.reason.trim() } : {}),
        ...(transition === 'approve_partly' ? { appealUntil: deadlineAfterDays(toSeoulDate(ctx.now), settings.appealDays, rules.holidays).dueOn } : {}),
      });
      await moveState(tx, ctx, grantDecisionMachine, {
        id: decision.id,
        transition,
        reason: input.reason.trim(),
        applicationId: head.id,
        firmId: head.firmId,
        payload: { amountWon: input.amountWon, conditions: input.conditions.length },
      });
      await commitFunds(tx, ctx, { applicationId: head.id, firmId: head.firmId, programmeYearId: head.programmeYearId, decisionId: decision.id }, input.amountWon);
      if (input.withPlan && (await findCaseParts(tx, head.id))?.plan?.state === 'submitted') await approvePlanInRun(tx, ctx, { applicationId: head.id, grantDecidedInRun: true });
      const agreementId = await startAgreementDraft(tx, ctx, head.id);
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), settings.promises.offerSign, rules.holidays).dueOn;
      await tellGrant(tx, ctx, head, 'grant_approved', ['firm', 'officers', 'consultant', 'finance', 'parent'], { page: 'agreement' }, { amount: input.amountWon, dueOn });
      return { agreementId, amountWon: input.amountWon };
    },
    { operation: 'grants.approve', content: input },
  );
}

function transitionFor(input: ApproveInput, decision: GrantDecisionRow): 'approve' | 'approve_partly' | 'approve_with_conditions' {
  if (decision.state === 'reserve') return 'approve';
  if (input.amountWon < (decision.recommendedWon ?? decision.requestedWon)) return 'approve_partly';
  return input.conditions.length > 0 ? 'approve_with_conditions' : 'approve';
}

function checkApproval(ctx: Context, input: ApproveInput, { decision, settings }: Decided, transition: string): void {
  const fields: Record<string, string[]> = {};
  const amount = amountProblem(input.amountWon, decision.requestedWon, settings);
  if (amount) fields['amountWon'] = [amount];
  else if (input.amountWon > (decision.recommendedWon ?? decision.requestedWon)) fields['amountWon'] = ['grants.amount.above_recommended'];
  if (transition === 'approve_partly' && input.reason.trim().length < 2) fields['reason'] = ['errors.reason_required'];
  for (const [index, condition] of input.conditions.entries()) {
    if (condition.text.trim().length < 2) fields[`conditions[${index}].text`] = ['errors.field.required'];
    if (condition.dueOn <= toSeoulDate(ctx.now)) fields[`conditions[${index}].dueOn`] = ['grants.condition.due_past'];
  }
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
}

/** A senior officer refuses the grant with a code and a reason the firm reads; it may appeal. */
export async function refuseGrant(ctx: Context, input: { applicationId: string; code: GrantRefusalCode; reason: string }): Promise<{ appealUntil: string }> {
  if (input.reason.trim().length < 2) throw new AppError('invalid_input', { fields: { reason: ['errors.reason_required'] } });
  return withActor(
    ctx,
    async (tx) => {
      const { head, decision, settings, rules } = await getGrantCase(tx, ctx, input.applicationId);
      assertAllowed(canMoveGrantDecision(ctx.actor, { ...subjectOf(head), state: decision.state, recommendedBy: decision.proposedBy }, 'refuse'));
      await assertNewHands(tx, ctx, decision.id);
      const appealUntil = deadlineAfterDays(toSeoulDate(ctx.now), settings.appealDays, rules.holidays).dueOn;
      await patchGrantDecision(tx, decision.id, { reasonCode: input.code, reasonText: input.reason.trim(), approvedBy: userIdOf(ctx), approvedAt: ctx.now, appealUntil });
      await moveState(tx, ctx, grantDecisionMachine, { id: decision.id, transition: 'refuse', reason: input.reason.trim(), reasonCode: input.code, applicationId: head.id, firmId: head.firmId });
      await tellGrant(tx, ctx, head, 'grant_refused', ['firm', 'officers', 'consultant'], { page: 'agreement' }, { reason: input.reason.trim(), dueOn: appealUntil });
      return { appealUntil };
    },
    { operation: 'grants.refuse', content: input },
  );
}

/** A senior officer sends a recommendation back to the officer with a reason. */
export async function returnGrant(ctx: Context, input: { applicationId: string; reason: string }): Promise<null> {
  return withActor(
    ctx,
    async (tx) => {
      const { head, decision, settings, rules } = await getGrantCase(tx, ctx, input.applicationId);
      assertAllowed(canMoveGrantDecision(ctx.actor, { ...subjectOf(head), state: decision.state, recommendedBy: decision.proposedBy }, 'send_back'));
      await moveState(tx, ctx, grantDecisionMachine, { id: decision.id, transition: 'send_back', reason: input.reason.trim(), applicationId: head.id, firmId: head.firmId });
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), settings.promises.grantDecision, rules.holidays).dueOn;
      await tellGrant(tx, ctx, head, 'grant_returned', ['officers'], { page: 'agreement' }, { reason: input.reason.trim(), dueOn });
      return null;
    },
    { operation: 'grants.send_back', content: input },
  );
}

/** A senior officer puts a grant on the list of those who wait until money of the year is free. Returns the place. */
export async function reserveGrant(ctx: Context, input: { applicationId: string }): Promise<{ reserveNumber: number }> {
  return withActor(
    ctx,
    async (tx: ActorTx) => {
      const { head, decision } = await getGrantCase(tx, ctx, input.applicationId);
      assertAllowed(canMoveGrantDecision(ctx.actor, { ...subjectOf(head), state: decision.state, recommendedBy: decision.proposedBy }, 'put_on_reserve'));
      const reserveNumber = await nextGrantReserveNumber(tx, head.programmeYearId);
      await moveState(tx, ctx, grantDecisionMachine, { id: decision.id, transition: 'put_on_reserve', applicationId: head.id, firmId: head.firmId, payload: { reserveNumber } });
      await patchGrantDecision(tx, decision.id, { reserveNumber });
      await tellGrant(tx, ctx, head, 'grant_reserved', ['firm', 'officers'], { page: 'agreement' }, { count: reserveNumber });
      return { reserveNumber };
    },
    { operation: 'grants.put_on_reserve', content: input },
  );
}
