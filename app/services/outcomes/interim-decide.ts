import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { trancheMachine } from '#app/domain/grants/tranche-machine.ts';
import { interimCheckMachine } from '#app/domain/plans/interim-check-machine.ts';
import { canMoveInterimCheck } from '#app/domain/plans/plan-policy.ts';
import type { InterimAction, InterimForm } from '#app/domain/plans/interim-record.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { getInterim } from '#app/services/outcomes/interim-report.ts';
import { agreementOf, openOutcomeCase, tellCase, type OpenOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { listGatedTranches, patchInterimCheck } from '#db/queries/interim-checks.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/**
 * Sends what the checker found, first (`check`) or after a remedy plan (`recheck`, evaluator only). The checker never advised the firm.
 * Throws AppError four_eyes, conflict (evaluator without a declaration), not_your_turn, transition_not_allowed.
 */
export async function checkInterim(ctx: Context, input: { applicationId: string; form: InterimForm }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const check = await getInterim(tx, head.id);
      const transition = check.state === 'remedy' ? 'recheck' : 'check';
      assertAllowed(canMoveInterimCheck(ctx.actor, { ...subject, state: check.state }, transition));
      await moveState(tx, ctx, interimCheckMachine, { id: check.id, transition, applicationId: head.id, firmId: head.firmId, payload: { mode: input.form.mode, spendPlausible: input.form.spendPlausible } });
      await patchInterimCheck(tx, check.id, { check_form: input.form, checked_by: userIdOf(ctx), checked_at: ctx.now });
      await tellCase(tx, ctx, head, { kind: 'interim_checked', to: ['officers'], paths: { officer: paths.officerInterim(head.id) }, subjectType: 'interim_check', subjectId: check.id });
    },
    { operation: 'outcomes.check-interim', content: input },
  );
}

async function openTranche(tx: ActorTx, ctx: Context, { head }: OpenOutcomeCase): Promise<number> {
  const waiting = await listGatedTranches(tx, agreementOf(head).id, 'interim_passed');
  for (const tranche of waiting) {
    await moveState(tx, asSystem(ctx), trancheMachine, { id: tranche.id, transition: 'open_claim', applicationId: head.id, firmId: head.firmId, payload: { gate: 'interim_passed' } });
  }
  return waiting.length;
}

export type InterimDecision =
  | { readonly decision: 'pass'; readonly reason?: string | undefined }
  | { readonly decision: 'pass_with_actions'; readonly actions: readonly InterimAction[] }
  | { readonly decision: 'confirm_actions'; readonly proofs: readonly string[] }
  | { readonly decision: 'fail'; readonly code: string; readonly reason: string };

/**
 * Decides on a checked interim report. Passing opens the second payment. Throws AppError invalid_input when progress stays under the
 * pass mark or the spending was not plausible (then actions or a refusal are the way), reason_required, not_your_turn, transition_not_allowed.
 */
export async function decideInterim(ctx: Context, input: { applicationId: string } & InterimDecision): Promise<{ opened: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const open = await openOutcomeCase(tx, ctx, input.applicationId);
      const { head, rules, subject } = open;
      const check = await getInterim(tx, head.id);
      assertAllowed(canMoveInterimCheck(ctx.actor, { ...subject, state: check.state }, input.decision));
      const today = toSeoulDate(ctx.now);
      const move = { id: check.id, transition: input.decision, applicationId: head.id, firmId: head.firmId };
      const shared = { subjectType: 'interim_check', subjectId: check.id, paths: { firm: paths.firmInterim() } };
      if (input.decision === 'fail') {
        await moveState(tx, ctx, interimCheckMachine, { ...move, reason: input.reason, reasonCode: input.code });
        const dueOn = deadlineAfterDays(today, rules.settings.interimRemedyDays, rules.holidays).dueOn;
        await patchInterimCheck(tx, check.id, { result_code: input.code, result_text: input.reason.trim(), actions_due_on: dueOn });
        await tellCase(tx, ctx, head, { kind: 'interim_failed', to: ['firm', 'consultant'], values: { dueOn, reason: input.reason.trim() }, ...shared });
        return { opened: 0 };
      }
      if (input.decision === 'pass_with_actions') {
        if (input.actions.length === 0 || input.actions.some((action) => action.dueOn < today)) throw new AppError('invalid_input', { fields: { 'actions[0].text': ['settlements.interim.action_missing'] } });
        await moveState(tx, ctx, interimCheckMachine, { ...move, payload: { actions: input.actions.length } });
        const dueOn = input.actions.map((action) => action.dueOn).sort().at(-1) ?? today;
        await patchInterimCheck(tx, check.id, { actions: input.actions, actions_due_on: dueOn, result_code: 'with_actions' });
        await tellCase(tx, ctx, head, { kind: 'interim_actions', to: ['firm', 'consultant'], values: { dueOn, count: input.actions.length }, ...shared });
        return { opened: 0 };
      }
      if (input.decision === 'pass' && check.state === 'checked') {
        const low = (check.progressPercent ?? 0) < rules.settings.interimPassPercent;
        if (low || check.form?.spendPlausible !== true) throw new AppError('invalid_input', { fields: { decision: [low ? 'settlements.interim.progress_low' : 'settlements.interim.spend_implausible'] } });
      }
      if (input.decision === 'confirm_actions') {
        if (check.actions.some((_, index) => !input.proofs[index]?.trim())) throw new AppError('invalid_input', { fields: { 'proofs[0]': ['settlements.interim.proof_missing'] } });
        await patchInterimCheck(tx, check.id, { actions: check.actions.map((action, index) => ({ ...action, proof: input.proofs[index]?.trim() })) });
      }
      await moveState(tx, ctx, interimCheckMachine, { ...move, ...(input.decision === 'pass' && input.reason ? { reason: input.reason } : {}) });
      await patchInterimCheck(tx, check.id, { result_code: 'passed' });
      const opened = await openTranche(tx, ctx, open);
      await tellCase(tx, ctx, head, { kind: opened > 0 ? 'interim_passed_claim' : 'interim_passed', to: ['firm', 'consultant', 'finance'], ...shared, paths: { firm: opened > 0 ? paths.firmPayments() : paths.firmInterim() } });
      return { opened };
    },
    { operation: 'outcomes.decide-interim', content: input },
  );
}
