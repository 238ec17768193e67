import type { Context } from '#app/domain/accounts/context.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { hasNoErrors } from '#app/domain/formats/rule-issue.ts';
import { planMachine } from '#app/domain/plans/plan-machine.ts';
import { canMovePlan } from '#app/domain/plans/plan-policy.ts';
import { assertAllowed, consultantPeople, getCaseFacts, promiseOn } from '#app/services/assessments/case-facts.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchPlan } from '#db/queries/plans.ts';
import { withActor } from '#db/transaction.ts';
import { checkPlanFacts, getPlanFacts, planTotals } from './plan-facts.ts';

/** The representative signs the plan and the consultant is asked for an opinion. Throws incomplete with what stands against it, stale_version. */
export async function signPlan(ctx: Context, input: { applicationId: string; version: number }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const facts = await getCaseFacts(tx, input.applicationId);
      const found = await getPlanFacts(tx, facts.applicationId);
      const { plan } = found;
      assertAllowed(canMovePlan(ctx.actor, { ...facts.subject, state: plan.state }, 'sign'));
      const issues = checkPlanFacts(found, facts);
      if (!plan.summary?.trim()) throw new AppError('incomplete', { fields: { summary: ['plans.check.summary_missing'] } });
      if (!hasNoErrors(issues)) {
        throw new AppError('incomplete', { fields: { '': [...new Set(issues.filter((issue) => issue.severity === 'error').map((issue) => encodeMessage(issue.messageId, issue.params)))] } });
      }
      const totals = planTotals(found.tasks);
      await patchPlan(tx, plan.id, { totals, signed: { at: ctx.now, by: ctx.actor.userId } });
      await moveState(tx, ctx, planMachine, {
        id: plan.id, transition: 'sign', expectedVersion: input.version, applicationId: facts.applicationId, firmId: facts.firmId,
        payload: { tasks: found.tasks.length, totalWon: totals.grantWon, ownShareWon: totals.ownWon },
      });
      await notify(tx, ctx, {
        kind: 'plan_signed', recipients: await consultantPeople(tx, facts), path: `/consultant/firms/${facts.applicationId}/plan`,
        values: { firmName: facts.firmName, dueOn: promiseOn(ctx, facts, 'planReview') }, subjectType: 'plan', subjectId: plan.id, applicationId: facts.applicationId, firmId: facts.firmId,
      });
    },
    { operation: 'plans.sign', content: input },
  );
}
