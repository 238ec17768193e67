import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { acceptedUseLines, drawFrom, type LedgerLine, type PoolKey } from '#app/domain/grants/ledger.ts';
import { settlementMachine } from '#app/domain/grants/settlement-machine.ts';
import { trancheMachine } from '#app/domain/grants/tranche-machine.ts';
import type { Settlement } from '#app/domain/grants/settlement-record.ts';
import { paths } from '#app/http/paths.ts';
import { releaseFunds } from '#app/services/grants/commit-funds.ts';
import { postTransfer } from '#app/services/grants/post-transfer.ts';
import { agreementOf, tellCase, type OpenOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { listUnsentTranches } from '#db/queries/agreement-end.ts';
import { findRecovery, insertRecovery } from '#db/queries/recoveries.ts';
import { listFirmBalances } from '#db/queries/ledger.ts';
import { sumFirmBalances, sumSettled } from '#db/queries/settlement-ledger.ts';
import { findSettlement, insertFinalTranche, listAgreementTranches, setPlannedAmount } from '#db/queries/settlements.ts';
import type { ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

/** The firm and the year of a case, as the ledger names its accounts. */
export function fundsOf({ head }: Pick<OpenOutcomeCase, 'head'>) {
  return { applicationId: head.id, firmId: head.firmId, programmeYearId: head.programmeYearId, decisionId: agreementOf(head).grantDecisionId };
}

/** Lines that take paid money from the firm, contributor by contributor, posted by the rule given. Throws AppError conflict when the firm holds less. */
export async function linesFromPaid(tx: ActorTx, open: Pick<OpenOutcomeCase, 'head'>, amountWon: number, post: (pool: PoolKey, firmId: string, amountWon: number) => LedgerLine[]): Promise<LedgerLine[]> {
  const { firmId, programmeYearId } = fundsOf(open);
  const { parts, missingWon } = drawFrom(await listFirmBalances(tx, { kind: 'firm_paid', programmeYearId, firmId }), amountWon);
  if (missingWon > 0) throw new AppError('conflict', { fields: { '': ['errors.conflict.ledger_short'] } });
  return parts.flatMap(({ stock, amountWon: part }) => {
    const pool = { programmeYearId, organisationId: stock.organisationId };
    return post(pool, firmId, part);
  });
}

/** Books accepted use of paid money up to the accepted grant: it leaves `firm_paid` for good. */
export async function bookSettled(tx: ActorTx, ctx: Context, open: OpenOutcomeCase, settlement: Settlement): Promise<void> {
  const agreement = agreementOf(open.head);
  const target = Math.min(settlement.allowedWon ?? 0, agreement.paidWon - agreement.returnedWon);
  const won = target - (await sumSettled(tx, agreement.id));
  if (won <= 0) return;
  await postTransfer(tx, ctx, {
    kind: 'settlement', key: `settlement:${settlement.id}:settled:${target}`, programmeYearId: open.head.programmeYearId, agreementId: agreement.id, memo: 'settled',
    lines: await linesFromPaid(tx, open, won, acceptedUseLines),
  });
}

/**
 * What follows a final result: accepted money is booked, the commitment that is not needed goes back to the programme year, payments that
 * are not needed are cancelled, and the firm owes the rest (refund_due), is paid the rest (final_payment_due) or nothing is open.
 */
export async function bookFinalResult(tx: ActorTx, ctx: Context, open: OpenOutcomeCase): Promise<void> {
  const { head, rules } = open;
  const settlement = await findSettlement(tx, head.id);
  const result = settlement?.statement;
  if (!settlement || !result || settlement.state !== 'final') throw new AppError('transition_not_allowed');
  await bookSettled(tx, ctx, open, settlement);
  const committed = await sumFirmBalances(tx, { ...fundsOf(open), kinds: ['firm_grant'] });
  if (committed > result.finalPaymentDueWon) {
    await releaseFunds(tx, ctx, fundsOf(open), { key: `settlement:${settlement.id}:release:${settlement.version}`, amountWon: committed - result.finalPaymentDueWon, agreementId: agreementOf(head).id, memo: 'settlement' });
  }
  await arrangeFinalTranche(tx, ctx, open, result.finalPaymentDueWon);
  const dueOn = deadlineAfterDays(toSeoulDate(ctx.now), rules.settings.settlementDueDays, rules.holidays).dueOn;
  const move = { id: settlement.id, applicationId: head.id, firmId: head.firmId };
  if (result.refundDueWon > 0) {
    await moveState(tx, asSystem(ctx), settlementMachine, { ...move, transition: 'demand_refund', payload: { refundWon: result.refundDueWon, dueOn } });
    await demandRefund(tx, ctx, open, settlement, result.refundDueWon, dueOn);
  } else if (result.finalPaymentDueWon > 0) {
    await moveState(tx, asSystem(ctx), settlementMachine, { ...move, transition: 'open_final_payment', payload: { finalPaymentWon: result.finalPaymentDueWon } });
  }
  await tellCase(tx, ctx, head, {
    kind: 'settlement_final', to: ['firm', 'officers', 'finance'], values: { amount: settlement.allowedWon ?? 0, dueOn }, paths: { firm: paths.firmSettlement(), officer: paths.officerSettlement(head.id) },
    subjectType: 'settlement', subjectId: settlement.id,
  });
}

/** The claim for unspent money, without fault and surcharge; where a recovery is under way it takes its place. */
async function demandRefund(tx: ActorTx, ctx: Context, { head }: OpenOutcomeCase, settlement: Settlement, won: number, dueOn: string): Promise<void> {
  const running = await findRecovery(tx, head.id);
  if (running && !['paid', 'dismissed', 'decided_warn'].includes(running.state)) return;
  const id = uuidv7(ctx.now);
  await insertRecovery(tx, {
    id, applicationId: head.id, firmId: head.firmId, agreementId: agreementOf(head).id, settlementId: settlement.id, state: 'demanded', source: 'settlement', facts: 'settlement_refund',
    amountWon: won - settlement.interestWon, interestWon: settlement.interestWon, demandedOn: toSeoulDate(ctx.now), dueOn, at: ctx.now,
  });
  await recordEvent(tx, asSystem(ctx), { machine: 'recovery', subjectType: 'recovery', subjectId: id, applicationId: head.id, firmId: head.firmId, action: 'demand_refund', to: 'demanded', payload: { amountWon: won, dueOn } });
  await tellCase(tx, ctx, head, { kind: 'settlement_refund', to: ['firm', 'finance'], values: { amount: won, dueOn }, paths: { firm: paths.firmSettlement(), officer: paths.officerSettlement(head.id) }, subjectType: 'recovery', subjectId: id });
}

async function arrangeFinalTranche(tx: ActorTx, ctx: Context, { head }: OpenOutcomeCase, dueWon: number): Promise<void> {
  const agreement = agreementOf(head);
  const unsent = await listUnsentTranches(tx, agreement.id);
  let keep = dueWon > 0 ? (unsent.filter((tranche) => tranche.state === 'planned').at(-1)?.id ?? unsent.filter((tranche) => tranche.state === 'claim_open').at(-1)?.id ?? null) : null;
  for (const tranche of unsent) {
    if (tranche.id === keep) continue;
    await moveState(tx, asSystem(ctx), trancheMachine, { id: tranche.id, transition: 'cancel', reason: 'settlement', applicationId: head.id, firmId: head.firmId });
  }
  if (dueWon <= 0) return;
  if (keep) {
    await setPlannedAmount(tx, keep, dueWon);
  } else {
    keep = uuidv7(ctx.now);
    const number = Math.max(0, ...(await listAgreementTranches(tx, agreement.id)).map((tranche) => tranche.number)) + 1;
    await insertFinalTranche(tx, { id: keep, agreementId: agreement.id, applicationId: head.id, firmId: head.firmId, number, plannedWon: dueWon, at: ctx.now });
    await recordEvent(tx, asSystem(ctx), { machine: 'tranche', subjectType: 'tranche', subjectId: keep, applicationId: head.id, firmId: head.firmId, action: 'plan', to: 'planned', payload: { plannedWon: dueWon } });
  }
  const state = (await listAgreementTranches(tx, agreement.id)).find((tranche) => tranche.id === keep)?.state;
  if (state === 'planned') await moveState(tx, asSystem(ctx), trancheMachine, { id: keep, transition: 'open_claim', applicationId: head.id, firmId: head.firmId, payload: { gate: 'settlement_final' } });
}
