import type { Duty } from '#app/domain/accounts/actor.ts';
import type { AnsweredSection, AnswerView } from '#app/domain/applications/answer-view.ts';
import type { ApplicationState } from '#app/domain/applications/application-states.ts';
import type { ChangeKind } from '#app/domain/grants/change-kinds.ts';
import type { CaseStage } from '#app/domain/workflow/case-stage.ts';
import type { Side, Text } from '#app/domain/workflow/machine.ts';
import type { ShownClock } from '#app/ui/cases/case-state.tsx';

/** The head of a case as pages show it. */
export interface ShownHead {
  readonly id: string;
  readonly firmName: string;
  readonly businessNumber: string;
  readonly receiptNumber: string | null;
  readonly state: ApplicationState;
  readonly regionName: Text | null;
  readonly ksicCode: string | null;
  readonly ksicName: Text | null;
  readonly employees: number | null;
  readonly requestedWon: number | null;
  readonly isAffiliated: boolean | null;
  readonly dueOn: string | null;
  readonly totalScore: number | null;
  readonly rankNumber: number | null;
  readonly reserveNumber: number | null;
  readonly reserveUntil: string | null;
  readonly reserveCalledAt: Date | null;
  readonly reserveCallUntil: string | null;
  readonly reserveAcceptedAt: Date | null;
  readonly officerName: string | null;
  readonly organisationName: string | null;
  readonly correctionRounds: number;
}

export interface ShownCheck {
  readonly code: string;
  readonly label: Text;
  readonly guide: Text;
  readonly outcome: 'pass' | 'fail' | 'not_applicable' | 'open';
  readonly evidence: string | null;
  readonly checkerName: string | null;
  readonly checkedAt: Date | null;
  readonly facts: readonly { readonly label: Text; readonly view: AnswerView }[];
}

export interface ShownDiff {
  readonly round: number;
  readonly beforeAt: Date;
  readonly afterAt: Date;
  readonly changes: readonly { readonly questionId: string; readonly label: Text; readonly before: AnswerView; readonly after: AnswerView; readonly isLong: boolean; readonly remark: string | null }[];
  readonly untouched: readonly { readonly label: Text; readonly remark: string }[];
}

export interface ShownTask {
  readonly id: string;
  readonly evaluatorName: string | null;
  readonly declaration: 'none' | 'conflict' | null;
  readonly dueOn: string | null;
  readonly releasedAt: Date | null;
  readonly total: number | null;
  readonly points: Readonly<Record<string, number>>;
  readonly bonusIds: readonly string[];
  readonly comment: string | null;
  readonly submittedAt: Date | null;
}

export interface ShownEvaluation {
  readonly tasks: readonly ShownTask[];
  readonly items: readonly { readonly id: string; readonly label: Text; readonly maxPoints: number }[];
  readonly bonuses: readonly { readonly id: string; readonly label: Text; readonly points: number }[];
  readonly combined: { readonly total: number | null; readonly mean: number | null; readonly spread: number; readonly assessors: number; readonly needsThird: boolean; readonly passed: boolean } | null;
  readonly passMark: number;
  readonly spreadMax: number;
  readonly minimum: number;
  readonly choices: readonly { readonly userId: string; readonly name: string; readonly openCount: number; readonly advisesFirm: boolean; readonly declaredConflict: boolean }[];
  readonly dueOn: string;
}

export interface ShownTold {
  readonly people: readonly { readonly name: string; readonly duty: Duty }[];
  readonly letter: { readonly subject: string; readonly paragraphs: readonly string[] } | null;
}

export interface ShownEvent {
  readonly id: string;
  readonly machine: string | null;
  readonly action: string;
  readonly toState: string | null;
  readonly actorName: string | null;
  readonly actorDuty: string;
  readonly reasonText: string | null;
  readonly effectiveAt: Date;
}

export interface ShownProposal {
  readonly actorName: string | null;
  readonly at: Date;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
  readonly isMine: boolean;
  readonly payload: Readonly<Record<string, unknown>>;
}

type Part = { readonly state: string; readonly since: Date } | null;

/** Everything the case page shows. */
export interface ShownCase {
  readonly head: ShownHead;
  readonly stage: CaseStage;
  readonly today: string;
  readonly clock: ShownClock | null;
  readonly sides: readonly { readonly side: Side; readonly used: number; readonly promise: number; readonly running: boolean }[];
  readonly answers: { readonly sections: readonly AnsweredSection[]; readonly diff: ShownDiff | null; readonly versionCount: number; readonly submittedAt: Date | null };
  readonly documents: readonly ShownDocument[];
  readonly checklist: { readonly reading: { readonly open: readonly string[]; readonly failed: readonly string[]; readonly done: number; readonly mayPass: boolean }; readonly items: readonly ShownCheck[] };
  readonly corrections: readonly {
    readonly id: string;
    readonly round: number;
    readonly fields: readonly { readonly questionId: string; readonly reason: string }[];
    readonly reason: string;
    readonly dueOn: string;
    readonly requestedAt: Date;
    readonly requesterName: string | null;
    readonly answeredAt: Date | null;
    readonly answererName: string | null;
    readonly answerNote: string | null;
  }[];
  readonly questionLabels: Readonly<Record<string, Text>>;
  readonly roundsLeft: number;
  readonly evaluation: ShownEvaluation;
  readonly appeals: readonly { readonly id: string; readonly state: string; readonly filedAt: Date }[];
  readonly decisions: readonly { readonly id: string; readonly kind: string; readonly reasonCode: string | null; readonly reasonText: string | null; readonly feedback: string | null; readonly proposerName: string | null; readonly deciderName: string | null; readonly decidedAt: Date; readonly appealUntil: string | null }[];
  readonly proposal: ShownProposal | null;
  readonly places: { readonly quota: number; readonly admitted: number } | null;
  readonly assignments: readonly { readonly id: string; readonly consultantName: string; readonly state: string; readonly dueOn: string | null; readonly declineText: string | null; readonly manDaysHalf: number; readonly usedDaysHalf: number; readonly stateSince: Date }[];
  readonly parts: {
    readonly diagnosis: Part;
    readonly plan: Part;
    readonly grantDecision: Part;
    readonly agreement: Part;
    readonly interimCheck: Part;
    readonly tranches: readonly { readonly id: string; readonly state: string; readonly since: Date }[];
    readonly openChanges: readonly { readonly id: string; readonly state: string; readonly kind: ChangeKind }[];
    readonly completion: Part;
    readonly verification: Part;
    readonly settlement: Part;
    readonly holds: readonly string[];
    readonly appealOpen: boolean;
  };
  readonly notes: readonly { readonly id: string; readonly text: string; readonly authorName: string | null; readonly createdAt: Date }[];
  readonly events: readonly ShownEvent[];
  readonly actions: readonly string[];
  readonly isMuted: boolean | null;
  readonly told: Readonly<Record<string, ShownTold | undefined>>;
}

export interface ShownDocument {
  readonly id: string;
  readonly requirement: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly status: string;
  readonly expiresOn: string | null;
  readonly uploadedAt: Date;
}
