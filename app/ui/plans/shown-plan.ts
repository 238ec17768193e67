import type { RuleIssue } from '#app/domain/formats/rule-issue.ts';
import type { WindowFlag } from '#app/domain/outcomes/measurement-window.ts';
import type { KpiCardState } from '#app/domain/outcomes/kpi-card-machine.ts';
import type { PlanState } from '#app/domain/plans/plan-machine.ts';
import type { Text } from '#app/domain/workflow/machine.ts';

/** One task as pages show it; months as YYYY-MM. */
export interface ShownTask {
  readonly id: string;
  readonly areaCode: string | null;
  readonly activityCode: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly ownerName: string | null;
  readonly startMonth: string | null;
  readonly endMonth: string | null;
  readonly kpiCardId: string | null;
  readonly kpiCode: string | null;
  readonly expectedEffect: string | null;
  readonly budgetCategory: 'consulting' | 'equipment' | 'smart_factory' | 'other' | null;
  readonly amountWon: number;
  readonly ownShareWon: number;
  readonly progressPercent: number;
  readonly revision: number;
}

/** One KPI card as pages show it. */
export interface ShownCard {
  readonly id: string;
  readonly version: number;
  readonly state: KpiCardState;
  readonly stateLabel: Text;
  readonly definitionCode: string;
  readonly definition: {
    readonly name: Text;
    readonly family: string;
    readonly formula: Text;
    readonly unit: string;
    readonly better: 'lower' | 'higher';
    readonly numeratorLabel: Text | null;
    readonly denominatorLabel: Text | null;
    readonly decimals: number;
  };
  readonly scope: string | null;
  readonly source: string | null;
  readonly method: string | null;
  readonly windowMonths: number;
  readonly baselineFrom: string | null;
  readonly baselineTo: string | null;
  readonly baselineNumerator: number | null;
  readonly baselineDenominator: number | null;
  readonly baselineValue: number | null;
  readonly baselineGrade: 'A' | 'B' | 'C' | null;
  readonly targetValue: number | null;
  readonly targetOn: string | null;
  readonly frozenAt: Date | null;
  readonly hash: string | null;
  readonly firmSignedAt: Date | null;
  readonly firmSignerName: string | null;
  readonly consultantSignedAt: Date | null;
  readonly consultantSignerName: string | null;
  readonly windowRows: readonly { readonly month: string; readonly numerator: number | null; readonly denominator: number | null; readonly value: number | null }[];
  readonly flags: readonly WindowFlag[];
  readonly gaps: readonly string[];
  readonly plannedPercent: number | null;
  readonly plannedChange: number | null;
  readonly stated: { readonly numerator: number; readonly denominator: number; readonly fromMonth: string | null; readonly toMonth: string | null } | null;
}

/** What the plan pages show. */
export interface ShownPlan {
  readonly applicationId: string;
  readonly firmName: string;
  readonly consultantName: string | null;
  readonly period: { readonly startsOn: string; readonly endsOn: string; readonly months: readonly string[] };
  readonly limits: { readonly grantMinWon: number; readonly grantMaxWon: number; readonly tasksMin: number; readonly tasksMax: number; readonly returnsMax: number };
  readonly readiness: { readonly diagnosisAgreed: boolean; readonly cardsSigned: boolean };
  readonly plan: {
    readonly state: PlanState;
    readonly stateLabel: Text;
    readonly publicLabel: Text;
    readonly version: number;
    readonly summary: string | null;
    readonly opinion: string | null;
    readonly risks: readonly string[];
    readonly returnItems: readonly { readonly text: string; readonly at: string }[];
    readonly returnRounds: number;
    readonly signedAt: Date | null;
    readonly signerName: string | null;
    readonly endorsedAt: Date | null;
    readonly endorserName: string | null;
    readonly submittedAt: Date | null;
    readonly approvedAt: Date | null;
    readonly approverName: string | null;
  } | null;
  readonly tasks: readonly ShownTask[];
  readonly totals: { readonly grantWon: number; readonly ownWon: number };
  readonly issues: readonly RuleIssue[];
  readonly areas: readonly {
    readonly code: string;
    readonly name: Text;
    readonly isChosen: boolean;
    readonly reason: string | null;
    readonly priority: { readonly weight: number; readonly gap: number; readonly priority: number; readonly rank: number; readonly confirmed: number; readonly target: number; readonly kpiCodes: readonly string[]; readonly proposed: boolean };
    readonly activities: readonly { readonly id: string; readonly title: Text; readonly from: number; readonly to: number }[];
  }[];
  readonly areaNames: Readonly<Record<string, Text>>;
  readonly cards: readonly ShownCard[];
  readonly members: readonly string[];
  readonly versions: readonly { readonly number: number; readonly totalWon: number; readonly hash: string; readonly createdAt: Date }[];
  readonly grant: { readonly state: string; readonly isDecided: boolean } | null;
  readonly told: readonly { readonly name: string; readonly side: 'firm' | 'consultant' | 'officer' }[];
  readonly can: Readonly<Record<'start' | 'edit' | 'sign' | 'reopen' | 'endorse' | 'sendBack' | 'send' | 'return' | 'approve', boolean>>;
}
