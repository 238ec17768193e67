import type { Duty } from '#app/domain/accounts/actor.ts';
import { paths } from '#app/http/paths.ts';

export interface Text {
  readonly ko: string;
  readonly en: string;
}

export type ShownPage = 'application' | 'review' | 'consultant' | 'assessment' | 'plan' | 'agreement' | 'payments' | 'visits' | 'kpis' | 'interim' | 'completion' | 'settlement' | 'changes';

/** One thing the firm does in its case. */
export interface ShownTodo {
  readonly name: string;
  readonly page: ShownPage;
  readonly status: 'now' | 'done' | 'waiting' | 'later';
}

/** The firm's home as it is drawn. */
export interface ShownHome {
  readonly firm: { readonly name: string; readonly businessNumber: string; readonly representativeName: string | null; readonly regionName: Text | null; readonly mainProduct: string | null; readonly employees: number | null; readonly state: string; readonly restrictedUntil: string | null };
  readonly application: { readonly id: string; readonly yearLabel: Text; readonly receiptNumber: string | null; readonly state: string; readonly completedPercent: number } | null;
  readonly stage: {
    readonly stage: string;
    readonly stepNumber: number | null;
    readonly label: Text;
    readonly publicLabel: Text;
    readonly side: string;
    readonly nextAction: string | null;
    readonly holds: readonly string[];
    readonly appealOpen: boolean;
  };
  readonly todos: readonly ShownTodo[];
  readonly due: { readonly on: string; readonly at: Date | null; readonly daysLeft: number } | null;
  readonly ruler: { readonly used: number; readonly promised: number; readonly stopped: boolean } | null;
  readonly sides: readonly { readonly side: string; readonly usedDays: number; readonly promisedDays: number | null }[];
  readonly timeline: readonly { readonly id: string; readonly at: Date; readonly subject: Text | null; readonly title: Text | null; readonly state: Text | null; readonly byName: string | null; readonly byDuty: string; readonly reason: string | null }[];
  readonly people: { readonly consultantName: string | null; readonly nextVisitAt: Date | null; readonly officerName: string | null };
  readonly members: readonly { readonly name: string; readonly duty: Duty }[];
  readonly joinRequests: number;
  readonly call: { readonly label: Text; readonly phase: 'before' | 'open' | 'grace' | 'closed'; readonly opensAt: Date; readonly closesAt: Date; readonly daysLeft: number } | null;
  readonly isMuted: boolean | null;
  readonly place: { readonly untilOn: string; readonly isAccepted: boolean; readonly mayAnswer: boolean } | null;
  readonly mayAppeal: boolean;
  readonly membership: { readonly state: string; readonly startsOn: string | null; readonly endsOn: string | null; readonly minutesGranted: number; readonly minutesUsed: number; readonly measuredOn: readonly string[] } | null;
  readonly canStart: boolean;
}

/** Addresses of the pages a step leads to. */
export const PAGE_OF: Readonly<Record<ShownPage, string>> = {
  application: paths.firmApplication(),
  review: paths.firmApplicationReview(),
  consultant: paths.firmConsultant(),
  assessment: paths.firmAssessment(),
  plan: paths.firmPlan(),
  agreement: paths.firmAgreement(),
  payments: paths.firmPayments(),
  visits: paths.firmVisits(),
  kpis: paths.firmKpis(),
  interim: paths.firmInterim(),
  completion: paths.firmCompletion(),
  settlement: paths.firmSettlement(),
  changes: paths.firmChanges(),
};
