import type { Context } from '#app/domain/accounts/context.ts';
import { canMovePayment, canPreparePayment, canViewPayment } from '#app/domain/grants/payment-policy.ts';
import { isPaymentClosed, paymentCutoffAt } from '#app/domain/grants/payment-rules.ts';
import { trancheMachine } from '#app/domain/grants/tranche-machine.ts';
import { maxAdvance } from '#app/domain/grants/advance.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { getState } from '#app/domain/workflow/machine.ts';
import { canPayAfter } from '#app/domain/workflow/separation.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { clockUntil } from '#app/services/applications/case-clock.ts';
import { listBudgetLines } from '#db/queries/agreement-parts.ts';
import { findAgreement } from '#db/queries/agreements.ts';
import { findBankAccount, findNewestBankAccount } from '#db/queries/bank-accounts.ts';
import { listClaimLines, sumClaimedByBudgetLine } from '#db/queries/claim-lines.ts';
import { listMoves } from '#db/queries/tranche-moves.ts';
import { findPaymentBatch } from '#db/queries/payment-list.ts';
import { listFirmBalances } from '#db/queries/ledger.ts';
import { listTranches } from '#db/queries/tranches.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { readPayment, type PaymentCase } from './payment-case.ts';
import { canStillReverse, openReversal } from './reverse-payment.ts';
import { checkSavedClaim } from './submit-claim.ts';
import { listTold, type Told } from './tell-grant.ts';
import { findOwnGrantCase } from './get-agreement-view.ts';
import { openGrantCase } from './grant-case.ts';

const TOLD_BY: Readonly<Record<string, readonly Told[]>> = {
  claim: ['officers'],
  answer: ['officers'],
  query: ['firm'],
  recommend: ['seniors'],
  approve: ['finance', 'firm', 'officers'],
  confirm_paid: ['firm', 'officers', 'consultant'],
  fail: ['finance', 'firm', 'officers'],
};

const STEPS = ['claim', 'answer', 'query', 'verify', 'recommend', 'approve', 'order_payment', 'resend', 'send_to_bank', 'confirm_paid', 'fail', 'reconcile', 'reverse', 'recover'] as const;

export type PaymentView = Awaited<ReturnType<typeof getPaymentView>>;

/** Everything the payment pages of officer and firm show: lines with proofs, hands, record, what the reader may do and who is told. */
export async function getPaymentView(ctx: Context, trancheId: string) {
  return withActor(ctx, async (tx) => {
    const opened = await readPayment(tx, ctx, trancheId);
    const { tranche, head, agreement, payment, settings, rules } = opened;
    assertAllowed(canViewPayment(ctx.actor, payment));
    const isFirm = ctx.actor.role === 'firm';
    const spec = getState(trancheMachine, tranche.state);
    const budget = agreement.currentVersionId ? await listBudgetLines(tx, agreement.currentVersionId) : [];
    const claimed = await sumClaimedByBudgetLine(tx, agreement.id, tranche.id);
    const can = abilities(ctx, opened);
    if (can['reverse'] && !(await canStillReverse(tx, opened))) Object.assign(can, { reverse: false, spent: true });
    const saved = can['prepare'] ? await checkSavedClaim(tx, ctx, opened) : null;
    const batch = !isFirm && tranche.batchId ? await findPaymentBatch(tx, tranche.batchId) : null;
    const reversal = openReversal(tranche.queries);
    return {
      id: tranche.id,
      applicationId: head.id,
      firmName: head.firmName,
      receiptNumber: head.receiptNumber,
      agreementNumber: agreement.number,
      agreementAmountWon: agreement.amountWon,
      agreementPaidWon: agreement.paidWon,
      startsOn: agreement.startsOn,
      endsOn: agreement.endsOn,
      number: tranche.number,
      kind: tranche.kind,
      state: tranche.state,
      label: spec.label,
      publicLabel: spec.publicLabel,
      side: spec.side,
      clock: spec.promiseDays ? clockUntil({ since: tranche.since, dueOn: null }, tranche.state === 'submitted' ? 'claimCheck' : tranche.state === 'level2' ? 'approvedToPaid' : 'correctionAnswer', ctx.now, rules) : null,
      plannedWon: tranche.plannedWon,
      requestedWon: tranche.requestedWon,
      verifiedWon: tranche.verifiedWon,
      paidWon: tranche.paidWon,
      paidOn: tranche.paidAt ? toSeoulDate(tranche.paidAt) : null,
      bankReference: tranche.bankReference,
      failReason: tranche.failReason,
      note: tranche.note,
      queries: tranche.queries.filter((remark) => remark.kind === 'query').map(({ text, byName, at }) => ({ text, byName, at: new Date(at) })),
      hands: isFirm ? null : { requester: tranche.requesterName, requestedAt: tranche.requestedAt, verifier: tranche.verifierName, verifiedAt: tranche.verifiedAt, approver: tranche.approverName, approvedAt: tranche.approvedAt, payer: tranche.payerName, paidAt: tranche.paidAt },
      reversal: !isFirm && reversal ? { text: reversal.text, byName: reversal.byName.split('|')[0] ?? '' } : null,
      batch: batch ? { id: batch.id, number: batch.number, hash: batch.contentHash, rows: batch.rowCount, totalWon: batch.totalWon } : null,
      maxAdvanceWon: maxAdvance(agreement.amountWon, agreement.advanceCapPercent),
      cap: agreement.advanceCapPercent,
      closed: isPaymentClosed(ctx.now, settings),
      closesAt: paymentCutoffAt(Number(toSeoulDate(ctx.now).slice(0, 4)), settings),
      holds: payment.holds ?? [],
      can,
      told: await toldBy(tx, ctx, opened, can),
      problems: saved ? [...new Set(Object.values(saved.fields).flat())] : [],
      lines: await listClaimLines(tx, tranche.id),
      budget: budget.map((line) => ({ id: line.id, category: line.category, title: line.title, amountWon: line.amountWon, claimedWon: claimed.get(line.id) ?? 0 })),
      bank: await bankOf(tx, tranche.firmId, tranche.bankAccountId),
      moves: await listMoves(tx, tranche.id, isFirm),
    };
  });
}

function abilities(ctx: Context, { tranche, payment }: PaymentCase): Record<string, boolean> {
  const can: Record<string, boolean> = {};
  for (const name of STEPS) can[name] = canMovePayment(ctx.actor, payment, name).allowed;
  if (can['confirm_paid']) can['confirm_paid'] = canPayAfter(ctx.actor.userId, payment).allowed;
  if (can['recover']) can['recover'] = tranche.state === 'reversed';
  can['prepare'] = ctx.actor.role === 'firm' && canPreparePayment(ctx.actor, payment).allowed;
  can['four_eyes'] = (tranche.state === 'level1' && ctx.actor.duty === 'senior_officer' && !can['approve']) || (tranche.state === 'level2' && ctx.actor.duty === 'finance_officer' && !can['order_payment']);
  return can;
}

async function toldBy(tx: ActorTx, ctx: Context, { head }: PaymentCase, can: Record<string, boolean>) {
  const told: Record<string, { name: string; duty: string }[]> = {};
  for (const [name, sides] of Object.entries(TOLD_BY)) {
    if (can[name]) told[name] = (await listTold(tx, ctx, head, sides)).map((person) => ({ name: person.name, duty: person.duty }));
  }
  return told;
}

async function bankOf(tx: ActorTx, firmId: string, chosenId: string | null) {
  const account = chosenId ? await findBankAccount(tx, chosenId) : await findNewestBankAccount(tx, firmId);
  return account ? { bankName: account.bankName, holder: account.holder, lastDigits: account.lastDigits, status: account.status, usableFrom: account.usableFrom } : null;
}

/** The payments of the acting firm: its agreement, its tranches, what is committed and paid. Null before there is an agreement in force. */
export async function getFirmPayments(ctx: Context) {
  const applicationId = await findOwnGrantCase(ctx);
  if (!applicationId) return null;
  return withActor(ctx, async (tx) => {
    const { head, settings } = await openGrantCase(tx, ctx, applicationId);
    const agreement = await findAgreement(tx, { applicationId });
    if (!agreement?.inForceAt) return null;
    const tranches = await listTranches(tx, agreement.id);
    const committed = await listFirmBalances(tx, { kind: 'firm_grant', programmeYearId: head.programmeYearId, firmId: head.firmId });
    return {
      applicationId,
      number: agreement.number,
      amountWon: agreement.amountWon,
      paidWon: agreement.paidWon,
      committedWon: committed.reduce((sum, stock) => sum + stock.balanceWon, 0),
      closed: isPaymentClosed(ctx.now, settings),
      closesAt: paymentCutoffAt(Number(toSeoulDate(ctx.now).slice(0, 4)), settings),
      tranches: tranches.map(({ id, number, kind, gate, state, plannedWon, requestedWon, verifiedWon, paidWon, paidAt }) => {
        const spec = getState(trancheMachine, state);
        return { id, number, kind, gate, state, label: spec.label, publicLabel: spec.publicLabel, side: spec.side, plannedWon, requestedWon, verifiedWon, paidWon, paidAt };
      }),
    };
  });
}
