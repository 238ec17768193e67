import type { VisitState } from '#app/domain/visits/visit-machine.ts';
import type { StateKind } from '#app/ui/kit/state.tsx';

interface Pair {
  readonly ko: string;
  readonly en: string;
}

/** A visit in a list. */
export interface ShownVisitLine {
  readonly id: string;
  readonly state: VisitState;
  readonly number: number | null;
  readonly applicationId: string;
  readonly firmName: string | null;
  readonly consultantName: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly visitOn: string;
  readonly placeKind: string;
  readonly manDaysHalf: number;
  readonly kind: string;
  readonly purpose: string;
  readonly confirmDueOn: string | null;
}

/** Days of one assignment. */
export interface ShownAccount {
  readonly assignment: { readonly id: string; readonly firmName: string | null; readonly consultantName: string | null; readonly state: string };
  readonly agreed: number;
  readonly used: number;
  readonly planned: number;
  readonly confirmed: number;
  readonly left: number;
  readonly kinds: readonly { readonly kind: string; readonly agreed: number; readonly used: number; readonly left: number; readonly over: boolean }[];
}

/** Content of a log before a change. */
export interface ShownRevision {
  readonly number: number;
  readonly reason: string | null;
  readonly byName: string | null;
  readonly at: Date;
  readonly content: {
    readonly visitOn: string;
    readonly startsAt: string;
    readonly endsAt: string;
    readonly manDaysHalf: number;
    readonly purpose: string;
    readonly attendees: readonly { readonly name: string; readonly duty: string | null }[];
    readonly findings: string | null;
    readonly promises: readonly string[];
    readonly nextSteps: string | null;
  };
}

/** What is open before the log of a planned visit. */
export interface ShownPlan {
  readonly can: { readonly agree: boolean; readonly move: boolean; readonly cancel: boolean; readonly checkIn: boolean; readonly log: boolean; readonly noShow: boolean };
  readonly overdue: 'unanswered' | 'not_logged' | null;
  readonly lateNow: boolean;
}

/** A visit with everything its page says. */
export interface ShownVisitRecord {
  readonly visit: ShownVisitLine & {
    readonly version: number;
    readonly placeText: string | null;
    readonly attendees: readonly { readonly name: string; readonly duty: string | null }[];
    readonly ceoPresent: boolean | null;
    readonly findings: string | null;
    readonly promises: readonly string[];
    readonly nextSteps: string | null;
    readonly nextVisitOn: string | null;
    readonly loggedAt: Date | null;
    readonly createdAt: Date;
    readonly loggedByName: string | null;
    readonly lateReason: string | null;
    readonly firmConfirmedAt: Date | null;
    readonly firmConfirmedByName: string | null;
    readonly confirmMethod: string | null;
    readonly disputeItems: readonly string[];
    readonly acceptedAt: Date | null;
    readonly proposedSide: 'firm' | 'consultant' | null;
    readonly proposedByName: string | null;
    readonly checkedInAt: Date | null;
    readonly cancelCode: string | null;
    readonly cancelText: string | null;
    readonly isLateCancel: boolean;
    readonly absentSide: 'firm' | 'consultant' | null;
    /** What the side that came wrote about the absence of the other. */
    readonly absentNote: string | null;
    readonly absentReportedAt: Date | null;
  };
  readonly plan: ShownPlan | null;
  readonly journeys: readonly { readonly firmName: string; readonly side: 'before' | 'after'; readonly minutes: number }[];
  readonly stateLabel: Pair;
  readonly publicLabel: Pair;
  readonly tasks: readonly { readonly planTaskId: string; readonly title: string | null; readonly progressPercent: number | null }[];
  readonly photos: readonly { readonly documentId: string; readonly fileName: string | null; readonly bytes: number | null; readonly caption: string | null }[];
  readonly answers: readonly { readonly outcome: 'confirmed' | 'disputed' | 'silent'; readonly name: string | null; readonly note: string | null; readonly satisfaction: number | null; readonly at: Date }[];
  readonly revisions: readonly ShownRevision[];
  readonly ruler: { readonly used: number; readonly promised: number } | null;
  readonly can: { readonly confirm: boolean; readonly dispute: boolean; readonly amend: boolean; readonly uphold: boolean; readonly accept: boolean };
}

/** The sign of a state in lists. */
export const VISIT_SIGNS: Readonly<Record<VisitState, StateKind>> = {
  planned: 'waiting',
  confirmed: 'todo',
  checked_in: 'doing',
  logged: 'waiting',
  late_logged: 'warn',
  firm_confirmed: 'ok',
  not_disputed: 'ok',
  disputed: 'returned',
  accepted: 'ok',
  fee_claimed: 'waiting',
  fee_paid: 'ok',
  cancelled: 'excluded',
  no_show: 'excluded',
  void: 'excluded',
};

/** Half days as days: 1.5. */
export function daysOf(half: number): number {
  return half / 2;
}
