import type { VerificationState } from '#app/domain/outcomes/verification-machine.ts';
import type { Text } from '#app/domain/workflow/machine.ts';

/** The verification of one KPI card, with what was agreed on the card. */
export interface Verification {
  readonly id: string;
  readonly applicationId: string;
  readonly cardId: string;
  readonly code: string;
  readonly name: Text;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly decimals: number;
  readonly factor: number;
  readonly baseline: number | null;
  readonly target: number | null;
  readonly state: VerificationState;
  readonly version: number;
  readonly since: Date;
  readonly opensOn: string | null;
  readonly dueOn: string | null;
  readonly statedValue: number | null;
  readonly verifiedValue: number | null;
  readonly grade: 'A' | 'B' | 'C' | null;
  readonly questions: readonly string[];
  readonly answers: readonly string[];
  readonly adjustmentFormula: string | null;
  readonly adjustmentReason: string | null;
  readonly disputeText: string | null;
  readonly reviewedBy: string | null;
  readonly reviewerName: string | null;
  readonly reviewedAt: Date | null;
}
