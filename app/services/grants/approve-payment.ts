import type { Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { canMovePayment } from '#app/domain/grants/payment-policy.ts';
import { trancheMachine } from '#app/domain/grants/tranche-machine.ts';
import { userIdOf } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { listFirmBalances } from '#db/queries/ledger.ts';
import { patchTranche } from '#db/queries/tranches.ts';
import { withActor } from '#db/transaction.ts';
import { assertPaymentAllowed, takePayment, type PaymentCase } from './payment-case.ts';
import { tellGrant } from './tell-grant.ts';

/**
 * A senior officer who did not verify it approves a payment. The amount must be within the agreement and reserved in the
 * ledger, the firm's number open. Throws four_eyes, held, limit_exceeded, budget_exceeded.
 */
export async function approvePayment(ctx: Context, input: { trancheId: string }): Promise<{ amountWon: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const opened = await takePayment(tx, ctx, input.trancheId);
      const { tranche, head, settings, rules, payment } = opened;
      assertPaymentAllowed(canMovePayment(ctx.actor, payment, 'approve'), 'pay');
      const amountWon = amountOf(opened);
      const reserved = await listFirmBalances(tx, { kind: 'firm_grant', programmeYearId: head.programmeYearId, firmId: head.firmId });
      if (reserved.reduce((sum, stock) => sum + stock.balanceWon, 0) < amountWon) throw new AppError('budget_exceeded');
      await moveState(tx, ctx, trancheMachine, { id: tranche.id, transition: 'approve', applicationId: head.id, firmId: head.firmId, payload: { amountWon } });
      await patchTranche(tx, tranche.id, { approvedBy: userIdOf(ctx), approvedAt: ctx.now });
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), settings.promises.approvedToPaid, rules.holidays).dueOn;
      await patchTranche(tx, tranche.id, { dueOn });
      await tellGrant(tx, ctx, head, 'tranche_approved', ['finance', 'firm', 'officers'], { page: 'payment', trancheId: tranche.id }, { amount: amountWon, dueOn });
      return { amountWon };
    },
    { operation: 'payments.approve', content: input },
  );
}

/** The amount of a verified payment; throws when it does not fit the agreement or the agreement does not run. */
export function amountOf({ tranche, agreement }: Pick<PaymentCase, 'tranche' | 'agreement'>): number {
  const amountWon = tranche.verifiedWon ?? 0;
  if (agreement.state !== 'in_force' && !(tranche.kind === 'final' && agreement.state === 'completed')) throw new AppError('held');
  if (amountWon <= 0 || amountWon > agreement.amountWon - agreement.paidWon) throw new AppError('limit_exceeded');
  return amountWon;
}
