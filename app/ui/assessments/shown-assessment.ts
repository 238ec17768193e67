import type { AssessmentSummary } from '#app/domain/assessments/assessment-rules.ts';
import type { DiagnosisState } from '#app/domain/assessments/diagnosis-machine.ts';
import type { Roadmap } from '#app/domain/assessments/roadmap.ts';
import type { RuleIssue } from '#app/domain/formats/rule-issue.ts';
import type { AreaPriority } from '#app/domain/plans/proposal.ts';
import type { Text } from '#app/domain/workflow/machine.ts';

/** One area: the firm's own answer and the consultant's confirmation. */
export interface ShownAnswer {
  readonly areaCode: string;
  readonly ownLevel: number | null;
  readonly isNotApplicable: boolean;
  readonly ownEvidence: string | null;
  readonly document: { readonly id: string; readonly name: string; readonly bytes: number } | null;
  readonly confirmedLevel: number | null;
  readonly confirmedNote: string | null;
  readonly evidenceGrade: 'A' | 'B' | 'C' | null;
  readonly targetLevel: number | null;
  readonly priority: number | null;
  readonly priorityReason: string | null;
  readonly revision: number;
  readonly updatedAt: Date;
  readonly updaterName: string | null;
}

/** What the assessment pages show. */
export interface ShownAssessment {
  readonly applicationId: string;
  readonly firmName: string;
  readonly consultantName: string | null;
  readonly roadmap: Roadmap;
  readonly round: {
    readonly kind: 't0' | 't1' | 't2' | 't3';
    readonly state: DiagnosisState;
    readonly stateLabel: Text;
    readonly publicLabel: Text;
    readonly version: number;
    readonly report: { readonly scheduledOn?: string; readonly visitedOn?: string; readonly contactName?: string; readonly summary?: string };
    readonly dispute: readonly { readonly disputedAt: string; readonly items: readonly { readonly areaCode: string; readonly reason: string; readonly answer?: string }[]; readonly answeredAt?: string }[];
    readonly disputeUntil: string;
    readonly ruling: string | null;
    readonly submittedAt: Date | null;
    readonly validatedAt: Date | null;
    readonly agreedAt: Date | null;
    readonly hash: string | null;
  } | null;
  readonly answers: readonly ShownAnswer[];
  /** Rounds that were agreed before, oldest first. */
  readonly earlier: readonly { readonly kind: 't0' | 't1' | 't2' | 't3'; readonly agreedAt: Date | null; readonly levels: Readonly<Record<string, number | null>>; readonly total: number | null }[];
  readonly summary: AssessmentSummary;
  readonly targetTotal: number | null;
  readonly issues: readonly RuleIssue[];
  readonly openAreas: readonly string[];
  readonly priorities: readonly AreaPriority[];
  readonly savedAt: Date | null;
  readonly ruling: { readonly open: boolean; readonly needsThirdRater: boolean };
  readonly can: Readonly<Record<'start' | 'answer' | 'submit' | 'schedule' | 'recordOnsite' | 'confirm' | 'validate' | 'agree' | 'dispute' | 'answerDispute' | 'rule', boolean>>;
}

/** Areas that the firm has answered completely. */
export function answeredCount(given: Pick<ShownAssessment, 'roadmap' | 'issues'>): number {
  const open = new Set(given.issues.map((issue) => issue.subject));
  return given.roadmap.areas.filter((area) => !open.has(area.code)).length;
}

/** The answer of an area, if there is one. */
export function answerFor(given: Pick<ShownAssessment, 'answers'>, code: string): ShownAnswer | undefined {
  return given.answers.find((answer) => answer.areaCode === code);
}
