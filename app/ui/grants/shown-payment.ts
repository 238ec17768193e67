import type { BudgetCategory } from '#app/domain/grants/budget.ts';
import type { TrancheKind } from '#app/domain/grants/tranche-plan.ts';
import type { TrancheState } from '#app/domain/grants/tranche-states.ts';
import type { Side, Text } from '#app/domain/workflow/machine.ts';
import type { ShownClock } from '#app/ui/cases/case-state.tsx';
import type { ShownName } from '#app/ui/grants/shown-agreement.ts';

export type ShownProofKind = 'quotation' | 'tax_invoice' | 'transfer_certificate' | 'inspection_report' | 'other';

export interface ShownClaimLine {
  readonly id: string;
  readonly budgetLineId: string | null;
  readonly budgetTitle: string | null;
  readonly budgetCategory: BudgetCategory | null;
  readonly title: string;
  readonly basis: string | null;
  readonly supplierName: string | null;
  readonly supplierNumber: string | null;
  readonly proofKind: ShownProofKind;
  readonly proofOn: string;
  readonly invoiceNumber: string | null;
  readonly amountWon: number;
  readonly allowedWon: number | null;
  readonly disallowCode: string | null;
  readonly queryText: string | null;
  readonly files: readonly { readonly documentId: string; readonly fileName: string; readonly bytes: number; readonly purpose: string }[];
}

/** One payment as the pages of officer and firm show it. */
export interface ShownPayment {
  readonly id: string;
  readonly applicationId: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly agreementNumber: string | null;
  readonly agreementAmountWon: number;
  readonly agreementPaidWon: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly number: number;
  readonly kind: TrancheKind;
  readonly state: TrancheState;
  readonly label: Text;
  readonly publicLabel: Text;
  readonly side: Side;
  readonly clock: ShownClock | null;
  readonly plannedWon: number;
  readonly requestedWon: number | null;
  readonly verifiedWon: number | null;
  readonly paidWon: number | null;
  readonly paidOn: string | null;
  readonly bankReference: string | null;
  readonly failReason: string | null;
  readonly note: string | null;
  readonly queries: readonly { readonly text: string; readonly byName: string; readonly at: Date }[];
  readonly hands: { readonly requester: string | null; readonly requestedAt: Date | null; readonly verifier: string | null; readonly verifiedAt: Date | null; readonly approver: string | null; readonly approvedAt: Date | null; readonly payer: string | null; readonly paidAt: Date | null } | null;
  readonly reversal: { readonly text: string; readonly byName: string } | null;
  readonly batch: { readonly id: string; readonly number: string; readonly hash: string; readonly rows: number; readonly totalWon: number } | null;
  readonly maxAdvanceWon: number;
  readonly cap: number;
  readonly closed: boolean;
  readonly closesAt: Date;
  readonly holds: readonly string[];
  readonly can: Readonly<Record<string, boolean>>;
  readonly told: Readonly<Record<string, readonly ShownName[]>>;
  /** Message ids (with parameters) of what stops the submission. */
  readonly problems: readonly string[];
  readonly lines: readonly ShownClaimLine[];
  readonly budget: readonly { readonly id: string; readonly category: BudgetCategory; readonly title: string; readonly amountWon: number; readonly claimedWon: number }[];
  readonly bank: { readonly bankName: string; readonly holder: string; readonly lastDigits: string; readonly status: string; readonly usableFrom: Date | null } | null;
  readonly moves: readonly { readonly id: string; readonly action: string; readonly to: string | null; readonly actorName: string | null; readonly reason: string | null; readonly at: Date }[];
}
