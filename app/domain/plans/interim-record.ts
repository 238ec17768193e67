import type { InterimCheckState } from '#app/domain/plans/interim-check-machine.ts';

/** What the firm reports half-way. Amounts in won. */
export interface InterimReport {
  readonly tasks: readonly { readonly taskId: string; readonly title: string; readonly progressPercent: number; readonly note: string }[];
  readonly text: string;
}

/** What the checker found. */
export interface InterimForm {
  readonly mode: 'site' | 'documents' | 'video';
  readonly spendPlausible: boolean;
  readonly note: string;
}

export interface InterimAction {
  readonly text: string;
  readonly dueOn: string;
  readonly proof?: string | undefined;
}

export interface InterimCheck {
  readonly id: string;
  readonly state: InterimCheckState;
  readonly version: number;
  readonly dueOn: string;
  readonly report: InterimReport | null;
  readonly progressPercent: number | null;
  readonly spentWon: number | null;
  readonly reportedBy: string | null;
  readonly reportedAt: Date | null;
  readonly form: InterimForm | null;
  readonly checkedBy: string | null;
  readonly checkerName: string | null;
  readonly checkedAt: Date | null;
  readonly actions: readonly InterimAction[];
  readonly actionsDueOn: string | null;
  readonly remedyPlan: string | null;
  readonly resultCode: string | null;
  readonly resultText: string | null;
}
