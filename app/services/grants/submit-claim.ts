import type { Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { canMovePayment } from '#app/domain/grants/payment-policy.ts';
import { isPaymentClosed } from '#app/domain/grants/payment-rules.ts';
import { trancheMachine } from '#app/domain/grants/tranche-machine.ts';
import { userIdOf } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { listBudgetLines } from '#db/queries/agreement-parts.ts';
import { listClaimLines, listUsedProofs, sumClaimedByBudgetLine } from '#db/queries/claim-lines.ts';
import { findTranche, listTranches, patchTranche } from '#db/queries/tranches.ts';
import { lockAggregate } from '#db/queries/workflow.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { checkClaimLines } from './claim-rules.ts';
import { assertPaymentAllowed, takePayment, type PaymentCase } from './payment-case.ts';
import { tellGrant } from './tell-grant.ts';

const NOT_COUNTED: readonly string[] = ['planned', 'claim_open', 'cancelled', 'reversed', 'recovered'];

/** The sum of a saved payment request and what is wrong with it as a whole, by field name. */
export async function checkSavedClaim(tx: ActorTx, ctx: Context, { tranche, agreement }: Pick<PaymentCase, 'tranche' | 'agreement'>): Promise<{ claimWon: number; fields: Record<string, string[]> }> {
  const lines = await listClaimLines(tx, tranche.id);
  const budget = agreement.currentVersionId ? await listBudgetLines(tx, agreement.currentVersionId) : [];
  const claimed = await sumClaimedByBudgetLine(tx, agreement.id, tranche.id);
  const others = (await listTranches(tx, agreement.id)).filter((other) => other.id !== tranche.id && other.kind === 'advance' && !NOT_COUNTED.includes(other.state));
  const fields = checkClaimLines(
    lines.map((line) => ({ id: line.id, budgetLineId: line.budgetLineId, amountWon: line.amountWon, proofOn: line.proofOn, invoiceNumber: line.invoiceNumber, supplierNumber: line.supplierNumber, purposes: line.files.map((file) => file.purpose) })),
    {
      kind: tranche.kind,
      plannedWon: tranche.plannedWon,
      grantWon: agreement.amountWon,
      advanceCapPercent: agreement.advanceCapPercent,
      alreadyAdvancedWon: others.reduce((sum, other) => sum + (other.verifiedWon ?? other.requestedWon ?? 0), 0),
      startsOn: agreement.startsOn,
      endsOn: agreement.endsOn,
      today: toSeoulDate(ctx.now),
      budget: new Map(budget.map((line) => [line.id, { amountWon: line.amountWon, claimedWon: claimed.get(line.id) ?? 0 }])),
      usedProofs: await listUsedProofs(tx, tranche.firmId, tranche.id),
    },
  );
  return { claimWon: lines.reduce((sum, line) => sum + line.amountWon, 0), fields };
}

/**
 * The representative signs and submits a saved payment request, or answers the officer's queries with it. Throws
 * window_closed after the yearly cut-off, invalid_input with every rule that fails (advance cap with its number), held.
 */
export async function submitClaim(ctx: Context, input: { trancheId: string; answer: string }): Promise<{ requestedWon: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const waiting = await findTranche(tx, input.trancheId);
      if (waiting) await lockAggregate(tx, 'agreement', waiting.agreementId);
      const opened = await takePayment(tx, ctx, input.trancheId);
      const { tranche, head, settings, rules, payment, agreement } = opened;
      const transition = tranche.state === 'queried' ? 'answer' : 'claim';
      assertPaymentAllowed(canMovePayment(ctx.actor, payment, transition), 'claim');
      if (agreement.state !== 'in_force') throw new AppError('held');
      if (transition === 'claim' && isPaymentClosed(ctx.now, settings)) throw new AppError('window_closed', { fields: { '': ['answers.claim.cutoff_passed'] } });
      const answer = input.answer.trim();
      if (transition === 'answer' && answer.length < 2) throw new AppError('invalid_input', { fields: { answer: ['errors.field.required'] } });
      const { claimWon, fields } = await checkSavedClaim(tx, ctx, opened);
      if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields: toForm(fields) });
      await patchTranche(tx, tranche.id, { requestedWon: claimWon, requestedBy: userIdOf(ctx), requestedAt: ctx.now, ...(transition === 'claim' ? { signedBy: userIdOf(ctx) } : {}), note: answer || tranche.note });
      await moveState(tx, ctx, trancheMachine, { id: tranche.id, transition, reason: answer, applicationId: head.id, firmId: head.firmId, payload: { requestedWon: claimWon } });
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), settings.promises.claimCheck, rules.holidays).dueOn;
      await tellGrant(tx, ctx, head, transition === 'claim' ? 'advance_requested' : 'tranche_answered', ['officers'], { page: 'payment', trancheId: tranche.id }, { amount: claimWon, dueOn });
      return { requestedWon: claimWon };
    },
    { operation: 'payments.submit', content: input },
  );
}

/** The signing form shows no lines, so every message stands at its head; each once. */
function toForm(fields: Record<string, string[]>): Record<string, string[]> {
  return { '': [...new Set(Object.values(fields).flat())] };
}
