import type { Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { recoveryMachine } from '#app/domain/grants/recovery-machine.ts';
import { canMoveRecovery } from '#app/domain/grants/settlement-policy.ts';
import { clawbackLines, clawbackReceiptLines, drawFrom, type LedgerLine, newClaimLines } from '#app/domain/grants/ledger.ts';
import type { Recovery } from '#app/domain/grants/settlement-record.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { postTransfer } from '#app/services/grants/post-transfer.ts';
import { getRecovery } from '#app/services/grants/recovery-open.ts';
import { fundsOf } from '#app/services/grants/settlement-postings.ts';
import { agreementOf, openOutcomeCase, tellCase, type OpenOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { takeBudget } from '#db/queries/grants.ts';
import { listFirmBalances } from '#db/queries/ledger.ts';
import { patchRecovery } from '#db/queries/recoveries.ts';
import { addReturned, listFirmPools, sumFirmBalances } from '#db/queries/settlement-ledger.ts';
import { findSettlement, patchSettlement } from '#db/queries/settlements.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/** Principal leaves what the firm holds, then what was accepted before; interest and surcharge are new claims. All of it is due in `clawback`. */
async function demandLines(tx: ActorTx, open: OpenOutcomeCase, recovery: Recovery): Promise<{ lines: LedgerLine[]; fromPaidWon: number }> {
  const { firmId, programmeYearId } = fundsOf(open);
  const principal = recovery.amountWon ?? 0;
  const { parts, missingWon } = drawFrom(await listFirmBalances(tx, { kind: 'firm_paid', programmeYearId, firmId }), principal);
  const lines = parts.flatMap(({ stock, amountWon }) => {
    const pool = { programmeYearId, organisationId: stock.organisationId };
    return clawbackLines(pool, firmId, amountWon);
  });
  const [first = null] = await listFirmPools(tx, { programmeYearId, firmId });
  const pool = { programmeYearId, organisationId: first };
  const rest = missingWon + recovery.interestWon + recovery.surchargeWon;
  if (rest > 0) lines.push(...newClaimLines(pool, firmId, rest));
  return { lines, fromPaidWon: principal - missingWon };
}

/** Sends the demand for a decided recovery and books it as owed. Finance only. Throws AppError incomplete without an amount, not_your_turn, not_allowed. */
export async function demandRecovery(ctx: Context, input: { applicationId: string }): Promise<{ totalWon: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const open = await openOutcomeCase(tx, ctx, input.applicationId);
      const { head, rules, subject } = open;
      const recovery = await getRecovery(tx, head.id);
      assertAllowed(canMoveRecovery(ctx.actor, { ...subject, state: recovery.state }, 'demand'));
      const totalWon = (recovery.amountWon ?? 0) + recovery.interestWon + recovery.surchargeWon;
      if (totalWon <= 0) throw new AppError('incomplete');
      const { lines, fromPaidWon } = await demandLines(tx, open, recovery);
      await postTransfer(tx, ctx, { kind: 'clawback', key: `recovery:${recovery.id}:demand`, programmeYearId: head.programmeYearId, agreementId: agreementOf(head).id, memo: 'demand', lines });
      const today = toSeoulDate(ctx.now);
      const dueOn = deadlineAfterDays(today, rules.settings.settlementDueDays, rules.holidays).dueOn;
      await moveState(tx, ctx, recoveryMachine, { id: recovery.id, transition: 'demand', applicationId: head.id, firmId: head.firmId, payload: { totalWon, fromPaidWon, dueOn } });
      await patchRecovery(tx, recovery.id, { demanded_on: today, due_on: dueOn });
      await tellCase(tx, ctx, head, { kind: 'recovery_demanded', to: ['firm', 'officers'], values: { amount: totalWon, dueOn }, paths: { firm: paths.firmSettlement(), officer: paths.officerSettlement(head.id) }, subjectType: 'recovery', subjectId: recovery.id });
      return { totalWon };
    },
    { operation: 'grants.demand-recovery', content: input },
  );
}

/**
 * Records money that came in for a demand; with the last won the recovery is paid, and the grant's part counts as returned.
 * Throws AppError invalid_input above what is owed, not_allowed, transition_not_allowed, conflict for a settlement refund (recorded with the settlement).
 */
export async function recordRecoveryPayment(ctx: Context, input: { applicationId: string; amountWon: number; receivedOn: string; reference: string }): Promise<{ restWon: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const open = await openOutcomeCase(tx, ctx, input.applicationId);
      const { head, subject } = open;
      const recovery = await getRecovery(tx, head.id);
      assertAllowed(canMoveRecovery(ctx.actor, { ...subject, state: recovery.state }, 'record_paid'));
      if (recovery.settlementId) throw new AppError('conflict', { fields: { '': ['errors.conflict.settlement_settles'] } });
      const owed = (recovery.amountWon ?? 0) + recovery.interestWon + recovery.surchargeWon - recovery.paidWon;
      if (input.amountWon <= 0 || input.amountWon > owed) throw new AppError('invalid_input', { fields: { amountWon: ['settlements.refund.above_owed'] } });
      if (input.receivedOn > toSeoulDate(ctx.now)) throw new AppError('invalid_input', { fields: { receivedOn: ['settlements.refund.future'] } });
      const { firmId, programmeYearId } = fundsOf(open);
      const { parts, missingWon } = drawFrom(await listFirmBalances(tx, { kind: 'clawback', programmeYearId, firmId }), input.amountWon);
      if (missingWon > 0) throw new AppError('conflict', { fields: { '': ['errors.conflict.ledger_short'] } });
      await postTransfer(tx, ctx, {
        kind: 'clawback', key: `recovery:${recovery.id}:paid:${recovery.paidWon}`, programmeYearId, agreementId: agreementOf(head).id, memo: input.reference.trim(),
        lines: parts.flatMap(({ stock, amountWon }) => {
          const pool = { programmeYearId, organisationId: stock.organisationId };
          return clawbackReceiptLines(pool, firmId, amountWon);
        }),
      });
      const paidWon = recovery.paidWon + input.amountWon;
      const restWon = owed - input.amountWon;
      await patchRecovery(tx, recovery.id, { paid_won: paidWon, ...(restWon === 0 ? { closed_at: ctx.now } : {}) });
      if (restWon === 0) await finishRecovery(tx, ctx, open, recovery);
      await tellCase(tx, ctx, head, { kind: restWon === 0 ? 'recovery_paid' : 'refund_received', to: ['firm', 'officers'], values: { amount: input.amountWon }, paths: { firm: paths.firmSettlement(), officer: paths.officerSettlement(head.id) }, subjectType: 'recovery', subjectId: recovery.id });
      return { restWon };
    },
    { operation: 'grants.record-recovery-payment', content: input },
  );
}

async function finishRecovery(tx: ActorTx, ctx: Context, open: OpenOutcomeCase, recovery: Recovery): Promise<void> {
  const { head } = open;
  const principal = recovery.amountWon ?? 0;
  await moveState(tx, ctx, recoveryMachine, { id: recovery.id, transition: 'record_paid', applicationId: head.id, firmId: head.firmId, payload: { paidWon: principal + recovery.interestWon + recovery.surchargeWon } });
  if (principal > 0) {
    if (!(await addReturned(tx, agreementOf(head).id, principal))) throw new AppError('limit_exceeded');
    if (!(await takeBudget(tx, head.programmeYearId, -principal))) throw new AppError('conflict');
  }
  const settlement = await findSettlement(tx, head.id);
  const held = await sumFirmBalances(tx, { ...fundsOf(open), kinds: ['firm_paid'] });
  // The recovery took the unspent money with it; what the settlement still asked for has come in under another name.
  if (settlement?.state === 'refund_due' && held === 0) await patchSettlement(tx, settlement.id, { refunded_won: settlement.refundWon });
}
