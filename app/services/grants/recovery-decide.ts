import type { Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { computeClawback, type ClawbackResult } from '#app/domain/grants/clawback.ts';
import { recoveryMachine } from '#app/domain/grants/recovery-machine.ts';
import { canMoveRecovery } from '#app/domain/grants/settlement-policy.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { getRecovery } from '#app/services/grants/recovery-open.ts';
import { agreementOf, openOutcomeCase, tellCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchRecovery } from '#db/queries/recoveries.ts';
import { findFirstPaymentDay } from '#db/queries/settlements.ts';
import { withActor } from '#db/transaction.ts';

/** Principal, simple interest by day from the first payment, and surcharge in won, as the notice shows it. */
export function calculateRecovery(input: { principalWon: number; paidOn: string; untilOn: string; percent: number } & ({ surchargeTimes: number } | { surchargeWon: number })): ClawbackResult {
  const { untilOn, percent, ...given } = input;
  return computeClawback({ ...given, decidedOn: untilOn, rates: [{ fromOn: input.paidOn, percent }] });
}

/**
 * Sends the prior notice with the intended amount and its calculation; the firm has the days of the settings to answer.
 * Throws AppError invalid_input above what was paid, incomplete when nothing was paid, reason_required, not_your_turn.
 */
export async function givePriorNotice(ctx: Context, input: { applicationId: string; principalWon: number; surchargeTimes: number; reason: string }): Promise<{ totalWon: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const { head, rules, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const recovery = await getRecovery(tx, head.id);
      assertAllowed(canMoveRecovery(ctx.actor, { ...subject, state: recovery.state }, 'give_prior_notice'));
      const agreement = agreementOf(head);
      const paidOn = await findFirstPaymentDay(tx, agreement.id);
      if (!paidOn) throw new AppError('incomplete');
      if (input.principalWon <= 0 || input.principalWon > agreement.paidWon - agreement.returnedWon) throw new AppError('invalid_input', { fields: { principalWon: ['settlements.recovery.above_paid'] } });
      const today = toSeoulDate(ctx.now);
      const percent = rules.settings.clawbackInterestPercent;
      const result = calculateRecovery({ principalWon: input.principalWon, paidOn, untilOn: today, percent, surchargeTimes: input.surchargeTimes });
      await moveState(tx, ctx, recoveryMachine, { id: recovery.id, transition: 'give_prior_notice', reason: input.reason, applicationId: head.id, firmId: head.firmId, payload: { ...result, paidOn, percent } });
      const dueOn = deadlineAfterDays(today, rules.settings.opinionDays, rules.holidays).dueOn;
      await patchRecovery(tx, recovery.id, {
        amount_won: result.principalWon, interest_won: result.interestWon, surcharge_won: result.surchargeWon, calculation: { ...result, paidOn, untilOn: today, percent }, notice_sent_at: ctx.now, opinion_due_on: dueOn,
      });
      await tellCase(tx, ctx, head, { kind: 'recovery_notice', to: ['firm'], values: { amount: result.totalWon, dueOn, reason: input.reason.trim() }, paths: { firm: paths.firmSettlement() }, subjectType: 'recovery', subjectId: recovery.id });
      return { totalWon: result.totalWon };
    },
    { operation: 'grants.prior-notice', content: input },
  );
}

/** Gives the firm's opinion on the prior notice. Throws AppError not_your_turn, transition_not_allowed. */
export async function giveRecoveryOpinion(ctx: Context, input: { applicationId: string; opinion: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const recovery = await getRecovery(tx, head.id);
      assertAllowed(canMoveRecovery(ctx.actor, { ...subject, state: recovery.state }, 'give_opinion'));
      await moveState(tx, ctx, recoveryMachine, { id: recovery.id, transition: 'give_opinion', applicationId: head.id, firmId: head.firmId });
      await patchRecovery(tx, recovery.id, { opinion: input.opinion.trim() });
      await tellCase(tx, ctx, head, { kind: 'recovery_opinion', to: ['senior_officers'], paths: { officer: paths.officerSettlement(head.id) }, subjectType: 'recovery', subjectId: recovery.id });
    },
    { operation: 'grants.recovery-opinion', content: input },
  );
}

export interface RecoveryDecision {
  readonly applicationId: string;
  readonly decision: 'decide_recover' | 'decide_warn' | 'dismiss';
  readonly reason: string;
  readonly lawBasis: string;
}

/**
 * Decides a recovery, by a senior officer who did not investigate, after the firm answered or its days are over. A dismissal needs a reason only.
 * Throws AppError four_eyes, window_closed before the firm was heard, invalid_input without a legal basis, reason_required.
 */
export async function decideRecovery(ctx: Context, input: RecoveryDecision): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, rules, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const recovery = await getRecovery(tx, head.id);
      assertAllowed(canMoveRecovery(ctx.actor, { ...subject, state: recovery.state, investigatedBy: recovery.investigatedBy }, input.decision));
      const today = toSeoulDate(ctx.now);
      const ids = { id: recovery.id, applicationId: head.id, firmId: head.firmId };
      if (input.decision === 'dismiss') {
        await moveState(tx, ctx, recoveryMachine, { ...ids, transition: 'dismiss', reason: input.reason });
        await patchRecovery(tx, recovery.id, { decided_at: ctx.now, closed_at: ctx.now, ...(ctx.actor.userId === recovery.investigatedBy ? {} : { decided_by: userIdOf(ctx) }) });
        await tellCase(tx, ctx, head, { kind: 'recovery_dismissed', to: ['firm', 'officers', 'finance'], values: { reason: input.reason.trim() }, paths: { firm: paths.firmSettlement(), officer: paths.officerSettlement(head.id) }, subjectType: 'recovery', subjectId: recovery.id });
        return;
      }
      if (recovery.state === 'prior_notice' && recovery.opinionDueOn && today <= recovery.opinionDueOn) throw new AppError('window_closed', { fields: { decision: ['settlements.recovery.hearing_open'] } });
      if (input.decision === 'decide_recover' && (!input.lawBasis.trim() || recovery.amountWon === null)) throw new AppError('invalid_input', { fields: { lawBasis: ['errors.field.required'] } });
      const paidOn = recovery.calculation?.paidOn ?? today;
      const percent = rules.settings.clawbackInterestPercent;
      const principalWon = recovery.amountWon ?? 0;
      const result = calculateRecovery({ principalWon, paidOn, untilOn: today, percent, surchargeWon: recovery.surchargeWon });
      const appealUntil = deadlineAfterDays(today, rules.settings.appealDays, rules.holidays).dueOn;
      await moveState(tx, ctx, recoveryMachine, { ...ids, transition: input.decision, reason: input.reason, payload: { ...result, lawBasis: input.lawBasis.trim(), appealUntil } });
      await patchRecovery(tx, recovery.id, {
        decided_by: userIdOf(ctx), decided_at: ctx.now, appeal_until: appealUntil, law_basis: input.lawBasis.trim() || null,
        ...(input.decision === 'decide_recover' ? { interest_won: result.interestWon, surcharge_won: result.surchargeWon, calculation: { ...result, paidOn, untilOn: today, percent } } : {}),
      });
      await tellCase(tx, ctx, head, {
        kind: input.decision === 'decide_recover' ? 'recovery_decided' : 'recovery_warned', to: input.decision === 'decide_recover' ? ['firm', 'officers', 'finance'] : ['firm', 'officers'],
        values: { amount: result.totalWon, dueOn: appealUntil, reason: input.reason.trim() }, paths: { firm: paths.firmSettlement(), officer: paths.officerSettlement(head.id) }, subjectType: 'recovery', subjectId: recovery.id,
      });
    },
    { operation: 'grants.decide-recovery', content: input },
  );
}
