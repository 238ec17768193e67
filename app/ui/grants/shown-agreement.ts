import type { BudgetCategory } from '#app/domain/grants/budget.ts';
import type { TrancheGate, TrancheKind } from '#app/domain/grants/tranche-plan.ts';
import type { TrancheState } from '#app/domain/grants/tranche-states.ts';
import type { Side, Text } from '#app/domain/workflow/machine.ts';
import type { ShownChangeBrief } from '#app/ui/grants/shown-change.ts';
import type { ShownAgreementVersion } from '#app/ui/grants/version-list.tsx';

export interface ShownName {
  readonly name: string;
  readonly duty: string;
}

export interface ShownCondition {
  readonly text: string;
  readonly owner: 'firm' | 'consultant' | 'officer';
  readonly dueOn: string;
  readonly metAt?: string | null;
  readonly metBy?: string | null;
}

export interface ShownQuestion {
  readonly question: string;
  readonly askedAt: string;
  readonly askedBy: string;
  readonly answer?: string | null;
  readonly answeredAt?: string | null;
  readonly answeredBy?: string | null;
}

export interface ShownDecision {
  readonly state: string;
  readonly label: Text;
  readonly publicLabel: Text;
  readonly requestedWon: number;
  readonly recommendedWon: number | null;
  readonly amountWon: number | null;
  readonly duplicateSupport: { readonly result?: 'clean' | 'explained'; readonly note?: string };
  readonly questions: readonly ShownQuestion[];
  readonly conditions: readonly ShownCondition[];
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
  readonly reserveNumber: number | null;
  readonly proposerName: string | null;
  readonly proposedAt: Date | null;
  readonly approverName: string | null;
  readonly approvedAt: Date | null;
  readonly appealUntil: string | null;
}

export interface ShownAgreement {
  readonly state: string;
  readonly label: Text;
  readonly publicLabel: Text;
  readonly side: Side;
  readonly number: string | null;
  readonly amountWon: number;
  readonly ownShareWon: number;
  readonly paidWon: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly conditions: readonly ShownCondition[];
  readonly offerEndsOn: string | null;
  readonly endReason: string | null;
}

export interface ShownVersion {
  readonly id: string;
  readonly number: number;
  readonly documentHash: string | null;
  readonly documentBytes: number | null;
  readonly hash: string;
  readonly createdAt: Date;
}

export interface ShownBudgetLine {
  readonly category: BudgetCategory;
  readonly title: string;
  readonly basis: string;
  readonly proof: string;
  readonly amountWon: number;
  readonly ownShareWon: number;
  readonly planTaskId: string | null;
}

export interface ShownTranche {
  readonly id: string;
  readonly number: number;
  readonly kind: TrancheKind;
  readonly state: TrancheState;
  readonly plannedWon: number;
  readonly requestedWon: number | null;
  readonly verifiedWon: number | null;
  readonly paidWon: number | null;
  readonly paidAt: Date | null;
}

export interface ShownBank {
  readonly id: string;
  readonly bankName: string;
  readonly holder: string;
  readonly lastDigits: string;
  readonly status: 'proposed' | 'entered' | 'verified' | 'refused' | 'replaced';
  readonly enteredByName: string | null;
  readonly enteredAt: Date;
  readonly verifiedByName: string | null;
  readonly verifiedAt: Date | null;
  readonly usableFrom: Date | null;
  readonly holderMatches: boolean;
  readonly sharedWithFirms: number;
  readonly mayVerify: boolean;
}

/** The money side of a case as the pages of officer and firm show it. */
export interface ShownGrant {
  readonly applicationId: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly organisationName: string | null;
  readonly yearLabel: Text;
  readonly can: Readonly<Record<string, boolean>>;
  /** Grants of the case can be neither approved nor paid now. */
  readonly isPayHeld: boolean;
  readonly told: Readonly<Record<string, readonly ShownName[]>>;
  readonly decision: ShownDecision | null;
  readonly clock: { readonly used: number; readonly promise: number | null } | null;
  readonly funds: { readonly budgetWon: number; readonly freeWon: number; readonly poolWon: number; readonly others: readonly { readonly applicationId: string; readonly receiptNumber: string | null; readonly yearLabel: Text; readonly amountWon: number | null }[] } | null;
  readonly limits: { readonly minWon: number; readonly maxWon: number; readonly secondReviewAboveWon: number; readonly advanceCapPercent: number };
  readonly planState: string | null;
  readonly agreement: ShownAgreement | null;
  readonly missing: readonly string[];
  readonly version: ShownVersion | null;
  readonly tranchePlan: readonly { readonly sequence: number; readonly kind: TrancheKind; readonly gate: TrancheGate; readonly amountWon: number }[];
  readonly budget: readonly ShownBudgetLine[];
  readonly signatures: readonly { readonly party: 'firm' | 'officer' | 'parent'; readonly signerName: string; readonly signedAt: Date }[];
  readonly tranches: readonly ShownTranche[];
  readonly versions: readonly ShownAgreementVersion[];
  readonly changes: readonly ShownChangeBrief[];
  readonly draft: { readonly startsOn: string; readonly endsOn: string; readonly earliestOn: string; readonly latestOn: string; readonly lines: readonly ShownBudgetLine[]; readonly tranches: readonly { readonly sequence: number; readonly kind: TrancheKind; readonly amountWon: number }[] } | null;
  readonly bank: ShownBank | null;
}
