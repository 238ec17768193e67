import type { Context } from '#app/domain/accounts/context.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { canMoveApplication } from '#app/domain/applications/application-policy.ts';
import { REJECTION_CODES } from '#app/domain/applications/decision-codes.ts';
import { combineScores, parseScoreSheet, type CombinedScore, type ScoreSheet } from '#app/domain/applications/score-sheet.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, type FieldErrors } from '#app/domain/errors.ts';
import { assertAllowed, openCase } from '#app/services/applications/open-case.ts';
import { tell } from '#app/services/applications/tell.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchCase } from '#db/queries/cases.ts';
import { renumberRanks } from '#db/queries/decisions.ts';
import { findScoreSheet, listEvaluationTasks, type EvaluationTask } from '#db/queries/evaluations.ts';
import { listOfficerRecipients } from '#db/queries/recipients.ts';
import { withActor } from '#db/transaction.ts';

/** What the officer proposes to the senior officer together with the ranking. */
export interface RankingProposal {
  readonly kind: 'admitted' | 'reserve' | 'rejected';
  readonly reasonCode: string | null;
  readonly reasonText: string;
  /** What the firm can do better; sent with the letter. */
  readonly feedback: string;
}

/** The submitted sheets of a case as one score: a bonus counts when at least half of the evaluators gave it. */
export function combineTasks(sheet: ScoreSheet, tasks: readonly EvaluationTask[], spreadMax: number): CombinedScore {
  const closed = tasks.filter((task) => task.submittedAt !== null && task.releasedAt === null);
  const points = closed.map((task) => Object.values(task.points).reduce((sum, value) => sum + value, 0));
  const bonus = sheet.bonuses
    .filter((entry) => closed.length > 0 && closed.filter((task) => task.bonusIds.includes(entry.id)).length * 2 >= closed.length)
    .reduce((sum, entry) => sum + entry.points, 0);
  return combineScores(sheet, points, bonus, spreadMax);
}

/**
 * Closes the scoring of one application, keeps its total and proposes a decision; the ranks of the year are renumbered.
 * Throws AppError incomplete (scores missing, or a third evaluator needed: details.spread), invalid_input for a negative
 * proposal without coded reason, transition_not_allowed or not_your_turn.
 */
export async function rankApplication(ctx: Context, input: { applicationId: string; proposal: RankingProposal }): Promise<CombinedScore> {
  const problems = problemsOf(input.proposal);
  if (Object.keys(problems).length > 0) throw new AppError('invalid_input', { fields: problems });
  return withActor(ctx, async (tx) => {
    const { head, rules, subject } = await openCase(tx, input.applicationId);
    assertAllowed(canMoveApplication(ctx.actor, subject, 'rank'));
    const stored = await findScoreSheet(tx, head.id);
    if (!stored) throw new AppError('unavailable');
    const tasks = (await listEvaluationTasks(tx, head.id)).filter((task) => task.releasedAt === null);
    const missing = tasks.filter((task) => task.submittedAt === null).length;
    if (missing > 0 || tasks.length < rules.settings.assessorsMin) throw new AppError('incomplete', { details: { missing: Math.max(missing, rules.settings.assessorsMin - tasks.length) } });
    const score = combineTasks(parseScoreSheet(stored.content), tasks, rules.settings.scoreSpreadMax);
    if (score.needsThird || score.total === null) throw new AppError('incomplete', { details: { spread: score.spread } });
    if (input.proposal.kind !== 'rejected' && !score.passed) throw new AppError('invalid_input', { fields: { kind: ['cases.decision.below_pass'] } });
    const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.rankingDecisionDays, rules.holidays).dueOn;
    await moveState(tx, ctx, applicationMachine, {
      id: head.id,
      transition: 'rank',
      reasonCode: input.proposal.reasonCode ?? undefined,
      applicationId: head.id,
      firmId: head.firmId,
      payload: { total: score.total, spread: score.spread, assessors: score.assessors, proposal: { ...input.proposal } },
    });
    await patchCase(tx, head.id, { total_score: score.total.toFixed(2), due_on: dueOn });
    await renumberRanks(tx, head.programmeYearId);
    await tell(tx, ctx, head, 'application_ranked', await listOfficerRecipients(tx, ['senior_officer']), { dueOn });
    return score;
  });
}

function problemsOf(proposal: RankingProposal): FieldErrors {
  const problems: FieldErrors = {};
  if (proposal.kind !== 'rejected') return problems;
  if (!REJECTION_CODES.some((entry) => entry.code === proposal.reasonCode)) problems['reasonCode'] = ['cases.decision.code_missing'];
  if (proposal.reasonText.trim().length < 2) problems['reasonText'] = ['cases.decision.reason_missing'];
  return problems;
}
