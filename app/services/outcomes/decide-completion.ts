import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { meetsCompletionMark, meanOf } from '#app/domain/outcomes/aggregate.ts';
import { completionMachine } from '#app/domain/outcomes/completion-machine.ts';
import { canMoveCompletion } from '#app/domain/outcomes/completion-policy.ts';
import { planMachine } from '#app/domain/plans/plan-machine.ts';
import type { Completion } from '#app/domain/outcomes/completion-record.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { openSettlement } from '#app/services/grants/open-settlement.ts';
import { openOutcomeCase, tellCase } from '#app/services/outcomes/outcome-case.ts';
import { scheduleVerifications } from '#app/services/outcomes/open-verification.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findCaseParts } from '#db/queries/case-states.ts';
import { countRepairRounds, findCompletion, patchCompletion } from '#db/queries/completions.ts';
import { withActor } from '#db/transaction.ts';

/** Mean achievement of the KPIs in per cent, and whether it reaches the mark; null without a KPI that has a target. */
export function readMark(completion: Pick<Completion, 'report'>, passPercent: number): { meanPercent: number | null; passed: boolean | null; passPercent: number } {
  const achievements = (completion.report?.kpis ?? []).map((kpi) => kpi.achievementPercent);
  return { meanPercent: meanOf(achievements.filter((value): value is number => value !== null)), passed: meetsCompletionMark(achievements, passPercent), passPercent };
}

/**
 * Accepts an inspected completion: the plan closes, the settlement opens and the verification of each KPI is scheduled. Under the mark of
 * the settings it cannot be accepted; without any target a reason is needed. Throws AppError four_eyes (inspector), invalid_input (under the mark), reason_required.
 */
export async function acceptCompletion(ctx: Context, input: { applicationId: string; text: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const open = await openOutcomeCase(tx, ctx, input.applicationId);
      const { head, rules, subject } = open;
      const completion = await findCompletion(tx, head.id);
      if (!completion) throw new AppError('not_found');
      assertAllowed(canMoveCompletion(ctx.actor, { ...subject, state: completion.state, inspectedBy: completion.inspectedBy }, 'accept'));
      const mark = readMark(completion, rules.settings.completionPassPercent);
      if (mark.passed === false) throw new AppError('invalid_input', { fields: { text: ['settlements.completion.below_mark'] } });
      if (mark.passed === null && !input.text.trim()) throw new AppError('reason_required', { fields: { text: ['settlements.completion.no_target_reason'] } });
      await moveState(tx, ctx, completionMachine, {
        id: completion.id, transition: 'accept', reason: input.text.trim() || undefined, applicationId: head.id, firmId: head.firmId, payload: { meanAchievement: mark.meanPercent, passPercent: mark.passPercent },
      });
      await patchCompletion(tx, completion.id, { decided_by: userIdOf(ctx), decided_at: ctx.now, decision_text: input.text.trim() || null });
      const parts = await findCaseParts(tx, head.id);
      if (parts?.plan && (parts.plan.state === 'approved' || parts.plan.state === 'amended')) {
        await moveState(tx, asSystem(ctx), planMachine, { id: parts.plan.id, transition: 'close', applicationId: head.id, firmId: head.firmId });
      }
      await scheduleVerifications(tx, ctx, open);
      const settlement = await openSettlement(tx, ctx, open);
      await tellCase(tx, ctx, head, {
        kind: 'completion_accepted', to: ['firm', 'consultant', 'officers', 'parent'], values: { dueOn: settlement.dueOn }, paths: { firm: paths.firmSettlement() }, subjectType: 'completion', subjectId: completion.id,
      });
    },
    { operation: 'outcomes.accept-completion', content: input },
  );
}

/** Refuses an inspected completion with the reason and the last day to appeal. Throws AppError four_eyes (inspector), reason_required, not_your_turn. */
export async function refuseCompletion(ctx: Context, input: { applicationId: string; reason: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, rules, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const completion = await findCompletion(tx, head.id);
      if (!completion) throw new AppError('not_found');
      assertAllowed(canMoveCompletion(ctx.actor, { ...subject, state: completion.state, inspectedBy: completion.inspectedBy }, 'refuse'));
      await moveState(tx, ctx, completionMachine, { id: completion.id, transition: 'refuse', reason: input.reason, applicationId: head.id, firmId: head.firmId });
      await patchCompletion(tx, completion.id, { decided_by: userIdOf(ctx), decided_at: ctx.now, decision_text: input.reason.trim() });
      const dueOn = deadlineAfterDays(toSeoulDate(ctx.now), rules.settings.appealDays, rules.holidays).dueOn;
      await tellCase(tx, ctx, head, {
        kind: 'completion_refused', to: ['firm', 'consultant', 'officers'], values: { dueOn, reason: input.reason.trim() }, paths: { firm: paths.firmCompletion() }, subjectType: 'completion', subjectId: completion.id,
      });
    },
    { operation: 'outcomes.refuse-completion', content: input },
  );
}

/** Opens the one repair round after a refusal. Throws AppError limit_exceeded for a second round, not_your_turn. */
export async function openRepair(ctx: Context, input: { applicationId: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, rules, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const completion = await findCompletion(tx, head.id);
      if (!completion) throw new AppError('not_found');
      assertAllowed(canMoveCompletion(ctx.actor, { ...subject, state: completion.state }, 'open_repair'));
      if ((await countRepairRounds(tx, completion.id)) > 0) throw new AppError('limit_exceeded');
      await moveState(tx, ctx, completionMachine, { id: completion.id, transition: 'open_repair', applicationId: head.id, firmId: head.firmId });
      const dueOn = deadlineAfterDays(toSeoulDate(ctx.now), rules.settings.settlementDueDays, rules.holidays).dueOn;
      await patchCompletion(tx, completion.id, { due_on: dueOn, return_items: completion.decisionText ? [completion.decisionText] : [] });
      await tellCase(tx, ctx, head, { kind: 'completion_returned', to: ['firm', 'consultant'], values: { dueOn }, paths: { firm: paths.firmCompletion() }, subjectType: 'completion', subjectId: completion.id });
    },
    { operation: 'outcomes.open-repair', content: input },
  );
}
