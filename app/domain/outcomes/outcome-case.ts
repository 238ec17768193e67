import type { AgreementState } from '#app/domain/grants/agreement-machine.ts';
import type { Text } from '#app/domain/workflow/machine.ts';

/** The agreement a case is carried out under. Amounts in won. */
export interface CaseAgreement {
  readonly id: string;
  readonly state: AgreementState;
  readonly grantDecisionId: string;
  readonly number: string | null;
  readonly amountWon: number;
  readonly ownShareWon: number;
  readonly paidWon: number;
  readonly returnedWon: number;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** What every use-case from the interim check to the settlement has to know of a case. */
export interface OutcomeCase {
  readonly id: string;
  readonly firmId: string;
  readonly firmName: string;
  readonly businessNumber: string;
  readonly organisationId: string | null;
  readonly receiptNumber: string | null;
  readonly assignedOfficerId: string | null;
  readonly programmeYearId: string;
  readonly yearLabel: Text;
  /** Consultants with a live assignment. */
  readonly consultantIds: readonly string[];
  /** Those of them who work on the case: active or handing over. */
  readonly workingConsultantIds: readonly string[];
  /** Accounts of everybody who ever advised the firm in this case. */
  readonly advisorUserIds: readonly string[];
  readonly agreement: CaseAgreement | null;
}

export interface CaseTask {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly progressPercent: number;
  readonly outcome: string | null;
  readonly dropReason: string | null;
}

export interface CaseBudgetLine {
  readonly id: string;
  readonly category: string;
  readonly title: string;
  readonly amountWon: number;
  readonly ownShareWon: number;
}
