import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import type { Membership } from '#app/domain/firms/membership-record.ts';
import type { Recovery, Settlement, SettlementLineRow } from '#app/domain/grants/settlement-record.ts';
import { canShortenMembership } from '#app/domain/firms/membership-policy.ts';
import { canMoveRecovery, canMoveSettlement, canPrepareSettlement, canReviewSettlement, canViewSettlement } from '#app/domain/grants/settlement-policy.ts';
import type { SettlementResult } from '#app/domain/grants/settlement.ts';
import type { CaseBudgetLine, OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { fundsOf } from '#app/services/grants/settlement-postings.ts';
import { computeSettlement } from '#app/services/grants/review-settlement.ts';
import { unspentWon } from '#app/services/grants/submit-settlement.ts';
import { openFirmCase, openOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { findMembership } from '#db/queries/memberships.ts';
import { listCaseBudget } from '#db/queries/outcome-case.ts';
import { findRecovery } from '#db/queries/recoveries.ts';
import { sumFirmBalances } from '#db/queries/settlement-ledger.ts';
import { findFirstPaymentDay, findSettlement, listAgreementTranches, listClaimedLines, listSettlementLines, type SettlementTranche } from '#db/queries/settlements.ts';
import { withActor } from '#db/transaction.ts';

const MOVES = ['submit', 'hand_over', 'query', 'answer', 'draft_result', 'object', 'decide_objection', 'accept_result', 'finalise', 'close'] as const;
const RECOVERY_MOVES = ['suspect', 'investigate', 'give_prior_notice', 'give_opinion', 'decide_recover', 'decide_warn', 'dismiss', 'demand', 'record_paid'] as const;

export type SettlementStep = (typeof MOVES)[number] | 'prepare' | 'review' | 'refund' | 'match';
export type RecoveryStep = (typeof RECOVERY_MOVES)[number];

export interface SettlementPage {
  readonly head: OutcomeCase;
  readonly settlement: Settlement | null;
  readonly lines: readonly SettlementLineRow[];
  readonly budget: readonly CaseBudgetLine[];
  readonly tranches: readonly SettlementTranche[];
  /** Lines of payment requests that can be brought in. */
  readonly claimable: number;
  readonly unspentWon: number;
  /** What the verdicts so far would give; null before every line has one. */
  readonly preview: SettlementResult | null;
  readonly objectionOpen: boolean;
  /** Ledger of the firm: committed, with the firm, demanded; null for readers without the ledger. */
  readonly ledgerWon: number | null;
  readonly steps: readonly SettlementStep[];
  readonly recovery: Recovery | null;
  readonly recoverySteps: readonly RecoveryStep[];
  readonly firstPaidOn: string | null;
  readonly interestPercent: number;
  readonly membership: Membership | null;
  readonly canStartMembership: boolean;
  readonly canShortenMembership: boolean;
}

/** The settlement of a case with its recovery, or of the firm's own case without an id. Throws AppError not_found, not_allowed. */
export async function getSettlementPage(ctx: Context, applicationId?: string): Promise<SettlementPage> {
  return withActor(ctx, async (tx) => {
    const open = applicationId ? await openOutcomeCase(tx, ctx, applicationId) : await openFirmCase(tx, ctx);
    const { head, rules, subject } = open;
    // Asked before anything is read: some readers have no right to the table at all.
    assertAllowed(canViewSettlement(ctx.actor, { ...subject, state: null }));
    const settlement = await findSettlement(tx, head.id);
    const full = { ...subject, state: settlement?.state ?? null, draftedBy: settlement?.reviewedBy ?? null };
    const { agreement } = head;
    const lines = settlement ? await listSettlementLines(tx, settlement.id) : [];
    const isFirm = ctx.actor.role === 'firm';
    const steps: SettlementStep[] = MOVES.filter((name) => canMoveSettlement(ctx.actor, full, name).allowed);
    if (settlement?.state === 'opened' && canPrepareSettlement(ctx.actor, full).allowed) steps.push('prepare');
    if (canReviewSettlement(ctx.actor, full).allowed) steps.push('review');
    if (settlement?.state === 'submitted' && ctx.actor.duty === 'officer') steps.push('match');
    const recovery = await findRecovery(tx, head.id);
    const recoverySubject = { ...subject, state: recovery?.state ?? null, investigatedBy: recovery?.investigatedBy ?? null };
    const ended = recovery === null || ['paid', 'dismissed', 'decided_warn'].includes(recovery.state);
    const light = recovery !== null && recovery.settlementId !== null;
    if (settlement?.state === 'refund_due' && ctx.actor.duty === 'finance_officer' && (light || ended)) steps.push('refund');
    const membership = await findMembership(tx, head.id);
    return {
      head,
      settlement,
      lines,
      budget: agreement ? await listCaseBudget(tx, agreement.id) : [],
      tranches: agreement ? await listAgreementTranches(tx, agreement.id) : [],
      claimable: agreement && settlement?.state === 'opened' && isFirm ? (await listClaimedLines(tx, agreement.id, settlement.id)).length : 0,
      unspentWon: agreement ? unspentWon(agreement.paidWon, lines) : 0,
      preview: agreement && settlement && lines.length > 0 && lines.every((line) => line.allowedWon !== null) && !isFirm ? computeSettlement(lines, agreement, settlement.interestWon) : null,
      objectionOpen: settlement?.objectionUntil ? toSeoulDate(ctx.now) <= settlement.objectionUntil : false,
      ledgerWon: agreement && (isFirm || (ctx.actor.role === 'officer' && ctx.actor.duty !== 'partner_officer') || ctx.actor.role === 'auditor') ? await sumFirmBalances(tx, { ...fundsOf(open), kinds: ['firm_grant', 'firm_paid', 'clawback'] }) : null,
      steps,
      recovery,
      recoverySteps: RECOVERY_MOVES.filter((name) => (name === 'suspect' ? ended && canMoveRecovery(ctx.actor, { ...recoverySubject, state: null }, name).allowed : !light && canMoveRecovery(ctx.actor, recoverySubject, name).allowed)),
      firstPaidOn: agreement ? await findFirstPaymentDay(tx, agreement.id) : null,
      interestPercent: rules.settings.clawbackInterestPercent,
      membership,
      canShortenMembership: membership !== null && canShortenMembership(ctx.actor, { ...subject, state: membership.state }).allowed,
      canStartMembership: membership?.state === 'eligible' && ctx.actor.duty === 'representative',
    };
  });
}
