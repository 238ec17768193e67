import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { reversalLines } from '#app/domain/grants/ledger.ts';
import { canMovePayment } from '#app/domain/grants/payment-policy.ts';
import { isReversible } from '#app/domain/grants/reversal.ts';
import { trancheMachine } from '#app/domain/grants/tranche-machine.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { takeAgreed } from '#db/queries/agreements.ts';
import { findPaymentOfTranche, insertLedgerLines, insertLedgerTransfer, listLinesOfTransfer } from '#db/queries/ledger.ts';
import { findSettlement } from '#db/queries/settlements.ts';
import { patchTranche, type TrancheRemark } from '#db/queries/tranches.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { takePayment, type PaymentCase } from './payment-case.ts';
import { tellGrant } from './tell-grant.ts';

/**
 * Takes a wrong payment back in the books, by two people: the first states the reason (result `waiting`), a second of the
 * other office (finance or senior officer) confirms it. The reversing entry mirrors the payment; nothing is edited. Throws
 * four_eyes, not_your_turn, and conflict when the money is no longer where the payment put it: then the recovery is the way.
 */
export async function reversePayment(ctx: Context, input: { trancheId: string; reason: string }): Promise<{ result: 'waiting' | 'reversed' }> {
  const reason = input.reason.trim();
  if (reason.length < 2) throw new AppError('invalid_input', { fields: { reason: ['errors.reason_required'] } });
  return withActor(
    ctx,
    async (tx) => {
      const { tranche, head, agreement, payment } = await takePayment(tx, ctx, input.trancheId);
      assertAllowed(canMovePayment(ctx.actor, payment, 'reverse'));
      if (!(await canStillReverse(tx, { tranche, head, agreement }))) throw new AppError('conflict', { fields: { '': ['errors.conflict.payment_spent'] } });
      const first = openReversal(tranche.queries);
      if (!first) {
        await patchTranche(tx, tranche.id, { queries: [...tranche.queries, { kind: 'reversal', text: reason, by: userIdOf(ctx), byName: `${ctx.actor.name}|${ctx.actor.duty}`, at: ctx.now.toISOString() }] });
        await recordEvent(tx, ctx, { machine: 'tranche', subjectType: 'tranche', subjectId: tranche.id, applicationId: head.id, firmId: head.firmId, action: 'propose_reversal', reason });
        return { result: 'waiting' as const };
      }
      if (first.by === userIdOf(ctx) || first.byName.endsWith(`|${ctx.actor.duty}`)) throw new AppError('four_eyes');
      const amountWon = tranche.paidWon ?? 0;
      await moveState(tx, ctx, trancheMachine, { id: tranche.id, transition: 'reverse', reason, applicationId: head.id, firmId: head.firmId, payload: { amountWon, proposedBy: first.by } });
      await reverseTransfer(tx, ctx, { trancheId: tranche.id, programmeYearId: head.programmeYearId, agreementId: agreement.id });
      if (!(await takeAgreed(tx, agreement.id, -amountWon))) throw new AppError('limit_exceeded');
      await tellGrant(tx, ctx, head, 'payment_reversed', ['firm', 'officers', 'finance'], { page: 'payment', trancheId: tranche.id }, { amount: amountWon, reason });
      return { result: 'reversed' as const };
    },
    { operation: 'payments.reverse', content: input },
  );
}

/** Whether the money of a payment is still where the payment put it, so that taking it back leaves no account short. */
export async function canStillReverse(tx: ActorTx, { tranche, head, agreement }: Pick<PaymentCase, 'tranche' | 'head' | 'agreement'>): Promise<boolean> {
  const paymentId = await findPaymentOfTranche(tx, tranche.id);
  const lines = paymentId ? await listLinesOfTransfer(tx, paymentId) : [];
  return isReversible({
    settlement: (await findSettlement(tx, head.id))?.state ?? null,
    amountWon: tranche.paidWon ?? 0,
    paidWon: agreement.paidWon,
    returnedWon: agreement.returnedWon,
    lines: lines.map((line) => ({ bookedWon: line.amountWon, balanceWon: line.balanceWon })),
  });
}

/** The first half of a reversal, when somebody has proposed one. */
export function openReversal(remarks: readonly TrancheRemark[]): TrancheRemark | null {
  return remarks.find((remark) => remark.kind === 'reversal') ?? null;
}

async function reverseTransfer(tx: ActorTx, ctx: Context, given: { trancheId: string; programmeYearId: string; agreementId: string }): Promise<void> {
  const paymentId = await findPaymentOfTranche(tx, given.trancheId);
  if (!paymentId) throw new AppError('not_found');
  const lines = await listLinesOfTransfer(tx, paymentId);
  const id = uuidv7(ctx.now);
  const posted = await insertLedgerTransfer(tx, {
    id,
    kind: 'reversal',
    programmeYearId: given.programmeYearId,
    agreementId: given.agreementId,
    trancheId: given.trancheId,
    reversesId: paymentId,
    idempotencyKey: `reversal:${paymentId}`,
    memo: null,
    recordedBy: ctx.actor.userId,
    recordedAt: ctx.now,
  });
  if (posted) await insertLedgerLines(tx, id, reversalLines(lines.map(({ accountId, amountWon }) => ({ accountId, amountWon }))));
}

/** Finance records that the firm has sent wrongly paid money back. */
export async function recoverPayment(ctx: Context, input: { trancheId: string }): Promise<null> {
  return withActor(
    ctx,
    async (tx) => {
      const { tranche, head, payment } = await takePayment(tx, ctx, input.trancheId);
      if (tranche.state !== 'reversed') throw new AppError('transition_not_allowed');
      assertAllowed(canMovePayment(ctx.actor, payment, 'recover'));
      await moveState(tx, ctx, trancheMachine, { id: tranche.id, transition: 'recover', applicationId: head.id, firmId: head.firmId });
      return null;
    },
    { operation: 'payments.recover', content: input },
  );
}
