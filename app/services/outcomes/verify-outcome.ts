import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { canMoveVerification } from '#app/domain/outcomes/kpi-policy.ts';
import { verificationMachine } from '#app/domain/outcomes/verification-machine.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { completeAgreement } from '#app/services/grants/complete-agreement.ts';
import { openOutcomeCase, tellCase } from '#app/services/outcomes/outcome-case.ts';
import { getVerification } from '#app/services/outcomes/open-verification.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { listVerifications, patchVerification } from '#db/queries/verifications.ts';
import { withActor } from '#db/transaction.ts';

export type Review =
  | { readonly decision: 'verify'; readonly grade: 'A' | 'B' }
  | { readonly decision: 'adjust'; readonly grade: 'A' | 'B' | 'C'; readonly value: number; readonly formula: string; readonly reason: string }
  | { readonly decision: 'query'; readonly reason: string }
  | { readonly decision: 'record_no_answer'; readonly reason: string };

/**
 * An officer's verdict on one value; taking it up is part of the step. Verifying needs evidence of grade A or B, another value needs
 * its formula and reason. Throws AppError four_eyes (the officer advised the firm), reason_required, invalid_input, transition_not_allowed.
 */
export async function reviewVerification(ctx: Context, input: { verificationId: string } & Review): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const found = await getVerification(tx, input.verificationId);
      const { head, rules, subject } = await openOutcomeCase(tx, ctx, found.applicationId);
      const userId = userIdOf(ctx);
      if (subject.advisorUserIds.includes(userId)) throw new AppError('four_eyes');
      const move = { id: found.id, applicationId: head.id, firmId: head.firmId };
      let state = found.state;
      if (state === 'data_in') {
        assertAllowed(canMoveVerification(ctx.actor, { ...subject, state }, 'start_review'));
        state = (await moveState(tx, ctx, verificationMachine, { ...move, transition: 'start_review' })).to;
      }
      assertAllowed(canMoveVerification(ctx.actor, { ...subject, state }, input.decision));
      const shared = { subjectType: 'verification', subjectId: found.id, paths: { firm: paths.firmCompletion() } };
      const reviewed = { reviewed_by: userId, reviewed_at: ctx.now };
      if (input.decision === 'query') {
        await moveState(tx, ctx, verificationMachine, { ...move, transition: 'query', reason: input.reason });
        await patchVerification(tx, found.id, { questions: [...found.questions, input.reason.trim()] });
        const dueOn = deadlineAfterDays(toSeoulDate(ctx.now), rules.settings.opinionDays, rules.holidays).dueOn;
        await tellCase(tx, ctx, head, { kind: 'verification_queried', to: ['firm'], values: { dueOn, reason: input.reason.trim() }, ...shared });
        return;
      }
      if (input.decision === 'record_no_answer') {
        await moveState(tx, ctx, verificationMachine, { ...move, transition: 'record_no_answer', reason: input.reason });
        await patchVerification(tx, found.id, reviewed);
      } else if (input.decision === 'verify') {
        if (found.statedValue === null) throw new AppError('incomplete');
        await moveState(tx, ctx, verificationMachine, { ...move, transition: 'verify', payload: { value: found.statedValue, grade: input.grade } });
        await patchVerification(tx, found.id, { ...reviewed, verified_value: String(found.statedValue), grade: input.grade });
      } else {
        if (!input.formula.trim()) throw new AppError('invalid_input', { fields: { formula: ['errors.field.required'] } });
        await moveState(tx, ctx, verificationMachine, { ...move, transition: 'adjust', reason: input.reason, payload: { stated: found.statedValue, value: input.value, grade: input.grade } });
        await patchVerification(tx, found.id, { ...reviewed, verified_value: String(input.value), grade: input.grade, adjustment_formula: input.formula.trim(), adjustment_reason: input.reason.trim() });
      }
      const rest = (await listVerifications(tx, head.id)).filter((entry) => !['verified', 'adjusted', 'not_verified', 'closed'].includes(entry.state));
      if (rest.length > 0) return;
      const count = (await listVerifications(tx, head.id)).length;
      const dueOn = deadlineAfterDays(toSeoulDate(ctx.now), rules.settings.objectionDays, rules.holidays).dueOn;
      await tellCase(tx, ctx, head, { kind: 'verification_done', to: ['firm', 'consultant'], values: { count, dueOn }, ...shared });
    },
    { operation: 'outcomes.review-verification', content: input },
  );
}

export interface Ruling {
  readonly verificationId: string;
  readonly ruling: 'rule_verified' | 'rule_adjusted' | 'rule_not_verified';
  readonly value: number | null;
  readonly reason: string;
}

/** Rules on a disputed value, by a senior officer who did not review it; the last round. Throws AppError four_eyes, reason_required, invalid_input. */
export async function ruleOnDispute(ctx: Context, input: Ruling): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const entry = await getVerification(tx, input.verificationId);
      const { head, subject } = await openOutcomeCase(tx, ctx, entry.applicationId);
      assertAllowed(canMoveVerification(ctx.actor, { ...subject, state: entry.state, reviewedBy: entry.reviewedBy }, input.ruling));
      if (input.ruling === 'rule_adjusted' && input.value === null) throw new AppError('invalid_input', { fields: { value: ['errors.field.required'] } });
      await moveState(tx, ctx, verificationMachine, { id: entry.id, transition: input.ruling, reason: input.reason, applicationId: head.id, firmId: head.firmId, payload: { before: entry.verifiedValue, value: input.value } });
      const value = input.ruling === 'rule_not_verified' ? null : input.ruling === 'rule_adjusted' ? String(input.value) : String(entry.statedValue ?? entry.verifiedValue);
      await patchVerification(tx, entry.id, { verified_value: value, second_reviewed_by: userIdOf(ctx), ...(input.ruling === 'rule_adjusted' ? { adjustment_reason: input.reason.trim() } : {}) });
      await tellCase(tx, ctx, head, { kind: 'verification_ruled', to: ['firm', 'officers'], values: { reason: input.reason.trim() }, paths: { firm: paths.firmCompletion() }, subjectType: 'verification', subjectId: entry.id });
    },
    { operation: 'outcomes.rule-verification', content: input },
  );
}

/**
 * Closes the verified values of a case once nobody can dispute them any more; they then count in the published totals for good.
 * Throws AppError not_allowed, transition_not_allowed while the firm can still dispute a value.
 */
export async function closeVerifications(ctx: Context, input: { applicationId: string }): Promise<{ closed: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const open = await openOutcomeCase(tx, ctx, input.applicationId);
      const { head, rules } = open;
      if (ctx.actor.duty !== 'officer' && ctx.actor.duty !== 'senior_officer' && ctx.actor.duty !== 'system') throw new AppError('not_allowed');
      const today = toSeoulDate(ctx.now);
      const done = (await listVerifications(tx, head.id)).filter((entry) => entry.state === 'verified' || entry.state === 'adjusted' || entry.state === 'not_verified');
      const over = done.filter((entry) => entry.reviewedAt === null || today > deadlineAfterDays(toSeoulDate(entry.reviewedAt), rules.settings.objectionDays, rules.holidays).dueOn);
      if (over.length === 0) throw new AppError('transition_not_allowed');
      for (const entry of over) {
        await moveState(tx, asSystem(ctx), verificationMachine, { id: entry.id, transition: 'close', applicationId: head.id, firmId: head.firmId, payload: { value: entry.verifiedValue, grade: entry.grade } });
        await patchVerification(tx, entry.id, { closed_at: ctx.now });
      }
      await completeAgreement(tx, ctx, open);
      return { closed: over.length };
    },
    { operation: 'outcomes.close-verifications', content: input },
  );
}
