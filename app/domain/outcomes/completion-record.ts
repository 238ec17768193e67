import type { CompletionState } from '#app/domain/outcomes/completion-machine.ts';

export interface ReportedTask {
  readonly taskId: string;
  readonly title: string;
  readonly outcome: 'done' | 'dropped';
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

export interface ReportedKpi {
  readonly cardId: string;
  readonly code: string;
  readonly name: { readonly ko: string; readonly en: string };
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly decimals: number;
  readonly baseline: number | null;
  readonly target: number | null;
  readonly final: number | null;
  readonly source: 'final' | 'window' | null;
  readonly improvementPercent: number | null;
  readonly achievementPercent: number | null;
  readonly worse: boolean;
}

/** The report of the firm; tasks and KPI results are kept as they were sent. */
export interface CompletionReport {
  readonly tasks: readonly ReportedTask[];
  readonly kpis: readonly ReportedKpi[];
  /** Why there is no second self-assessment, when there is none. */
  readonly t2Waiver: string | null;
}

export interface Asset {
  readonly name: string;
  readonly serial: string;
  readonly place: string;
}

export interface Inspection {
  readonly items: readonly { readonly code: string; readonly ok: boolean; readonly note: string }[];
  readonly text: string;
}

export interface Completion {
  readonly id: string;
  readonly state: CompletionState;
  readonly version: number;
  readonly dueOn: string | null;
  readonly report: CompletionReport | null;
  readonly summary: string | null;
  readonly jobsCreated: number | null;
  readonly ownInvestmentWon: number | null;
  readonly satisfaction: number | null;
  readonly assets: readonly Asset[];
  readonly opinion: string | null;
  readonly opinionBy: string | null;
  readonly opinionName: string | null;
  readonly submittedBy: string | null;
  readonly submittedAt: Date | null;
  readonly returnItems: readonly string[];
  readonly inspectionMode: string | null;
  readonly inspectedBy: string | null;
  readonly inspectorName: string | null;
  readonly inspectedAt: Date | null;
  readonly inspection: Inspection | null;
  readonly decidedAt: Date | null;
  readonly deciderName: string | null;
  readonly decisionText: string | null;
}
