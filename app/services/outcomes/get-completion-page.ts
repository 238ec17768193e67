import type { Context } from '#app/domain/accounts/context.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import type { Completion, ReportedKpi } from '#app/domain/outcomes/completion-record.ts';
import { canGiveCompletionOpinion, canMoveCompletion, canViewCompletion, canWriteCompletionReport } from '#app/domain/outcomes/completion-policy.ts';
import { canMoveVerification } from '#app/domain/outcomes/kpi-policy.ts';
import type { CaseTask, OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import type { Verification } from '#app/domain/outcomes/verification-record.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { readMark } from '#app/services/outcomes/decide-completion.ts';
import { listFinalKpis } from '#app/services/outcomes/kpi-finals.ts';
import { openFirmCase, openOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { OPEN_BEFORE_END_DAYS } from '#app/services/outcomes/report-completion.ts';
import { findCompletion, hasCompletionDiagnosis } from '#db/queries/completions.ts';
import { listCaseBudget, listCaseTasks } from '#db/queries/outcome-case.ts';
import { listVerifications } from '#db/queries/verifications.ts';
import { withActor } from '#db/transaction.ts';

const MOVES = ['open_report', 'submit', 'return', 'inspect', 'accept', 'refuse', 'open_repair'] as const;
const REVIEWS = ['send_readings', 'answer', 'dispute', 'start_review', 'query', 'verify', 'adjust', 'record_no_answer', 'rule_verified', 'rule_adjusted', 'rule_not_verified'] as const;

export type VerificationStep = (typeof REVIEWS)[number];

export interface CompletionPage {
  readonly head: OutcomeCase;
  readonly completion: Completion | null;
  readonly tasks: readonly CaseTask[];
  /** KPI results as they stand now; the report keeps those it was sent with. */
  readonly kpis: readonly ReportedKpi[];
  readonly mark: { readonly meanPercent: number | null; readonly passed: boolean | null; readonly passPercent: number };
  readonly needsAssets: boolean;
  readonly hasT2: boolean;
  readonly steps: readonly ((typeof MOVES)[number] | 'write' | 'opinion')[];
  /** The firm may open its report, and whether that is early enough to need a reason. */
  readonly opening: { readonly allowed: boolean; readonly early: boolean };
  readonly verifications: readonly (Verification & { readonly steps: readonly VerificationStep[] })[];
  readonly canOpenVerification: boolean;
}

/** The completion of a case with its verification, or of the firm's own case without an id. Throws AppError not_found, not_allowed. */
export async function getCompletionPage(ctx: Context, applicationId?: string): Promise<CompletionPage> {
  return withActor(ctx, async (tx) => {
    const { head, rules, subject } = applicationId ? await openOutcomeCase(tx, ctx, applicationId) : await openFirmCase(tx, ctx);
    const completion = await findCompletion(tx, head.id);
    const state = completion?.state ?? null;
    assertAllowed(canViewCompletion(ctx.actor, { ...subject, state }));
    const full = { ...subject, state, inspectedBy: completion?.inspectedBy ?? null };
    const agreement = head.agreement;
    const kpis = agreement ? await listFinalKpis(tx, { applicationId: head.id, endsOn: agreement.endsOn, now: ctx.now }) : [];
    const inForce = agreement?.state === 'in_force';
    const verifications = (await listVerifications(tx, head.id)).map((entry) => ({
      ...entry, steps: REVIEWS.filter((name) => canMoveVerification(ctx.actor, { ...subject, state: entry.state === 'data_in' && (name === 'verify' || name === 'adjust' || name === 'query') ? 'evidence_review' : entry.state, reviewedBy: entry.reviewedBy }, name).allowed),
    }));
    const isOfficer = ctx.actor.duty === 'officer' || ctx.actor.duty === 'senior_officer';
    return {
      head,
      completion,
      tasks: await listCaseTasks(tx, head.id),
      kpis,
      mark: readMark(completion?.report ? completion : { report: { tasks: [], kpis, t2Waiver: null } }, rules.settings.completionPassPercent),
      needsAssets: agreement !== null && ctx.actor.role !== 'parent' && (await listCaseBudget(tx, agreement.id)).some((line) => line.category === 'equipment' || line.category === 'smart_factory'),
      hasT2: await hasCompletionDiagnosis(tx, head.id),
      steps: [
        ...MOVES.filter((name) => canMoveCompletion(ctx.actor, full, name).allowed),
        ...(canWriteCompletionReport(ctx.actor, full).allowed ? (['write'] as const) : []),
        ...(canGiveCompletionOpinion(ctx.actor, full).allowed ? (['opinion'] as const) : []),
      ],
      opening: {
        allowed: inForce && state === 'not_due' && canWriteCompletionReport(ctx.actor, { ...subject, state: 'due' }).allowed,
        early: agreement !== null && toSeoulDate(ctx.now) < addDays(agreement.endsOn, -OPEN_BEFORE_END_DAYS),
      },
      verifications,
      canOpenVerification: isOfficer && state === 'accepted' && (verifications.length === 0 || verifications.some((entry) => entry.state === 'not_open')),
    };
  });
}
