import type { ClawbackResult } from '#app/domain/grants/clawback.ts';
import type { RecoveryState } from '#app/domain/grants/recovery-machine.ts';
import type { SettlementState } from '#app/domain/grants/settlement-machine.ts';
import type { DisallowanceCode, SettlementResult } from '#app/domain/grants/settlement.ts';

export interface Objection {
  readonly text: string;
  readonly lines: readonly { readonly lineId: string; readonly text: string }[];
}

/** A settlement; amounts in won. `allowedWon` is the part of the grant that was accepted. */
export interface Settlement {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly agreementId: string;
  readonly state: SettlementState;
  readonly since: Date;
  readonly version: number;
  readonly dueOn: string | null;
  readonly spentWon: number | null;
  readonly allowedWon: number | null;
  readonly disallowedWon: number | null;
  readonly ownShareWon: number | null;
  readonly interestWon: number;
  readonly refundWon: number;
  readonly refundedWon: number;
  readonly statement: SettlementResult | null;
  readonly objection: Objection | null;
  readonly objectionUntil: string | null;
  readonly submittedBy: string | null;
  readonly submittedAt: Date | null;
  readonly reviewedBy: string | null;
  readonly reviewerName: string | null;
  readonly decidedBy: string | null;
  readonly deciderName: string | null;
  readonly finalAt: Date | null;
  readonly closedAt: Date | null;
  readonly certificateId: string | null;
}

/** One invoice of a settlement: whole cost without VAT in won, and the part of it the firm paid from its own money. */
export interface SettlementLineRow {
  readonly id: string;
  readonly budgetLineId: string | null;
  readonly budgetTitle: string | null;
  readonly title: string;
  readonly supplierName: string | null;
  readonly invoiceNumber: string | null;
  readonly proofOn: string | null;
  readonly amountWon: number;
  readonly ownShareWon: number;
  readonly allowedWon: number | null;
  readonly code: DisallowanceCode | null;
  readonly query: string | null;
  readonly answer: string | null;
  readonly matchScore: number | null;
  readonly files: readonly { readonly id: string; readonly name: string; readonly bytes: number }[];
}

/** How the amount was found, kept with the decision. */
export interface RecoveryCalculation extends ClawbackResult {
  readonly paidOn: string;
  readonly untilOn: string;
  readonly percent: number;
}

/** A recovery; amounts in won. */
export interface Recovery {
  readonly id: string;
  readonly settlementId: string | null;
  readonly state: RecoveryState;
  readonly version: number;
  readonly source: string;
  readonly facts: string;
  readonly lawBasis: string | null;
  readonly amountWon: number | null;
  readonly interestWon: number;
  readonly surchargeWon: number;
  readonly paidWon: number;
  readonly calculation: RecoveryCalculation | null;
  readonly noticeSentAt: Date | null;
  readonly opinionDueOn: string | null;
  readonly opinion: string | null;
  readonly dueOn: string | null;
  readonly investigatedBy: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly appealUntil: string | null;
}
