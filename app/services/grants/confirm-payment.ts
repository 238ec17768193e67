import type { Context } from '#app/domain/accounts/context.ts';
import { fromSeoul, toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { drawFrom, paymentLines } from '#app/domain/grants/ledger.ts';
import { canMovePayment } from '#app/domain/grants/payment-policy.ts';
import { trancheMachine } from '#app/domain/grants/tranche-machine.ts';
import { canPayAfter } from '#app/domain/workflow/separation.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { takeAgreed } from '#db/queries/agreements.ts';
import { listFirmBalances } from '#db/queries/ledger.ts';
import { patchTranche } from '#db/queries/tranches.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { amountOf } from './approve-payment.ts';
import { takePayment, type PaymentCase } from './payment-case.ts';
import { postTransfer } from './post-transfer.ts';
import { tellGrant } from './tell-grant.ts';

export interface ConfirmInput {
  readonly trancheId: string;
  /** Reference of the bank, unique over all payments. */
  readonly bankReference: string;
  /** Day on which the bank paid. */
  readonly paidOn: string;
}

/**
 * Finance records that the bank paid: the state, the counter of the agreement and the ledger in one transaction; a payment
 * exists once per tranche whatever is repeated. Throws invalid_input for a reference that was used or a wrong date,
 * four_eyes, transition_not_allowed, limit_exceeded.
 */
export async function confirmPayment(ctx: Context, input: ConfirmInput): Promise<{ transferId: string; amountWon: number }> {
  const bankReference = input.bankReference.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const today = toSeoulDate(ctx.now);
  const fields: Record<string, string[]> = {};
  if (!/^[0-9A-Z-]{4,40}$/.test(bankReference)) fields['bankReference'] = ['grants.pay.reference_invalid'];
  if (!/^\d{4}-\d{2}-\d{2}$/.test(input.paidOn) || input.paidOn > today) fields['paidOn'] = ['grants.pay.date_future'];
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
  try {
    return await withActor(
      ctx,
      async (tx) => {
        const opened = await takePayment(tx, ctx, input.trancheId);
        const { tranche, head, agreement, payment } = opened;
        assertAllowed(canMovePayment(ctx.actor, payment, 'confirm_paid'));
        assertAllowed(canPayAfter(ctx.actor.userId, payment));
        if (tranche.approvedAt && input.paidOn < toSeoulDate(tranche.approvedAt)) throw new AppError('invalid_input', { fields: { paidOn: ['grants.pay.date_before_approval'] } });
        const amountWon = amountOf(opened);
        await patchTranche(tx, tranche.id, { paidWon: amountWon, paidBy: userIdOf(ctx), paidAt: input.paidOn === today ? ctx.now : fromSeoul(input.paidOn, '12:00'), bankReference });
        await moveState(tx, ctx, trancheMachine, { id: tranche.id, transition: 'confirm_paid', applicationId: head.id, firmId: head.firmId, payload: { amountWon, bankReference, paidOn: input.paidOn } });
        if (!(await takeAgreed(tx, agreement.id, amountWon))) throw new AppError('limit_exceeded');
        const transferId = await postPayment(tx, ctx, opened, amountWon);
        await tellGrant(tx, ctx, head, 'tranche_paid', ['firm', 'officers', 'consultant'], { page: 'payment', trancheId: tranche.id }, { amount: amountWon });
        return { transferId, amountWon };
      },
      { operation: 'payments.confirm', content: input },
    );
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'tranche_bank_reference_key') throw new AppError('invalid_input', { fields: { bankReference: ['grants.pay.reference_used'] } });
    throw error;
  }
}

/** Books a payment: from what is committed to the firm to what is paid, keeping whose money it is. */
async function postPayment(tx: ActorTx, ctx: Context, { head, tranche, agreement }: PaymentCase, amountWon: number): Promise<string> {
  const stocks = await listFirmBalances(tx, { kind: 'firm_grant', programmeYearId: head.programmeYearId, firmId: head.firmId });
  const { parts, missingWon } = drawFrom(stocks, amountWon);
  if (missingWon > 0) throw new AppError('budget_exceeded');
  const { transferId } = await postTransfer(tx, ctx, {
    kind: 'payment',
    key: `payment:${tranche.id}`,
    programmeYearId: head.programmeYearId,
    agreementId: agreement.id,
    trancheId: tranche.id,
    lines: parts.flatMap(({ stock, amountWon: part }) => {
      const pool = { programmeYearId: head.programmeYearId, organisationId: stock.organisationId };
      return paymentLines(pool, head.firmId, part);
    }),
  });
  return transferId;
}

/** Finance has found the payment in the bank statement. */
export async function reconcilePayment(ctx: Context, input: { trancheId: string }): Promise<null> {
  return withActor(
    ctx,
    async (tx) => {
      const { tranche, head, payment } = await takePayment(tx, ctx, input.trancheId);
      assertAllowed(canMovePayment(ctx.actor, payment, 'reconcile'));
      if (tranche.paidWon !== tranche.verifiedWon) throw new AppError('limit_exceeded');
      await moveState(tx, ctx, trancheMachine, { id: tranche.id, transition: 'reconcile', applicationId: head.id, firmId: head.firmId });
      return null;
    },
    { operation: 'payments.reconcile', content: input },
  );
}

/** The bank refused the payment: nothing was booked, so there is nothing to reverse. */
export async function failPayment(ctx: Context, input: { trancheId: string; reason: string }): Promise<null> {
  return withActor(
    ctx,
    async (tx) => {
      const { tranche, head, payment } = await takePayment(tx, ctx, input.trancheId);
      assertAllowed(canMovePayment(ctx.actor, payment, 'fail'));
      await moveState(tx, ctx, trancheMachine, { id: tranche.id, transition: 'fail', reason: input.reason.trim(), applicationId: head.id, firmId: head.firmId });
      await patchTranche(tx, tranche.id, { failReason: input.reason.trim() });
      await tellGrant(tx, ctx, head, 'payment_failed', ['finance', 'firm', 'officers'], { page: 'payment', trancheId: tranche.id }, { amount: tranche.verifiedWon ?? 0, reason: input.reason.trim() });
      return null;
    },
    { operation: 'payments.fail', content: input },
  );
}
