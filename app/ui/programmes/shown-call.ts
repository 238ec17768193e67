import type { CallPhase } from '#app/domain/programmes/call-window.ts';
import type { MessageId } from '#app/i18n/message-ids.ts';
import type { StateKind } from '#app/ui/kit/state.tsx';

/** One promised wait with what it really took, in working days. */
export interface ShownStep {
  readonly step: string;
  readonly side: 'officer' | 'firm' | 'consultant' | 'finance';
  readonly promiseDays: number;
  readonly medianDays: number | null;
  readonly keptPercent: number | null;
  readonly n: number;
}

/** Headline figures of a finished year. */
export interface ShownOutcome {
  readonly yearNumber: number;
  readonly participants: number;
  readonly surveyed: number;
  readonly improvementPercent: number;
  readonly financialEffectWon: number | null;
  readonly newJobs: number | null;
}

/** The call as the public page draws it. */
export interface ShownCall {
  readonly number: number;
  readonly label: { readonly ko: string; readonly en: string };
  readonly phase: CallPhase;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly selectionClosesOn: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly today: string;
  readonly callDays: { readonly total: number; readonly used: number; readonly left: number };
  readonly grantMinWon: number;
  readonly grantMaxWon: number;
  readonly ownShareMinPercent: number;
  readonly advanceCapPercent: number;
  readonly quota: number;
  readonly unaffiliatedSharePercent: number;
  readonly manDays: { readonly total: number; readonly diagnosis: number; readonly coaching: number; readonly closing: number };
  readonly steps: readonly ShownStep[];
  readonly outcome: ShownOutcome | null;
}

/** Word and mark of each phase of a call. */
export const CALL_STATE: Readonly<Record<CallPhase, { kind: StateKind; word: MessageId }>> = {
  before: { kind: 'todo', word: 'programmes.phase.before' },
  open: { kind: 'doing', word: 'programmes.phase.open' },
  grace: { kind: 'warn', word: 'programmes.phase.grace' },
  closed: { kind: 'locked', word: 'programmes.phase.closed' },
};
