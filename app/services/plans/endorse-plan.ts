import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { planMachine } from '#app/domain/plans/plan-machine.ts';
import { canMovePlan } from '#app/domain/plans/plan-policy.ts';
import { assertAllowed, firmPeople, getCaseFacts, officerPeople, promiseOn } from '#app/services/assessments/case-facts.ts';
import { openGrantDecision } from '#app/services/grants/open-grant-decision.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findPlan, patchPlan } from '#db/queries/plans.ts';
import { asWorker, withActor } from '#db/transaction.ts';

export interface Endorsement {
  readonly applicationId: string;
  readonly version: number;
  readonly opinion: string;
  /** What may go wrong, one per line of the form; at least one. */
  readonly risks: readonly string[];
}

/** The consultant adds an opinion and the risks; the plan then goes to the officer by itself. Throws invalid_input, stale_version. */
export async function endorsePlan(ctx: Context, input: Endorsement): Promise<void> {
  const risks = input.risks.map((risk) => risk.trim()).filter((risk) => risk !== '');
  if (risks.length === 0) throw new AppError('invalid_input', { fields: { risks: ['plans.endorse.risks_missing'] } });
  await withActor(
    ctx,
    async (tx) => {
      const facts = await getCaseFacts(tx, input.applicationId);
      const plan = await findPlan(tx, facts.applicationId);
      if (!plan) throw new AppError('not_found');
      assertAllowed(canMovePlan(ctx.actor, { ...facts.subject, state: plan.state }, 'endorse'));
      if (facts.consultant?.id !== ctx.actor.consultantId) throw new AppError('not_your_turn');
      await patchPlan(tx, plan.id, { opinion: input.opinion.trim(), risks, endorsed: { at: ctx.now, by: ctx.actor.userId } });
      await moveState(tx, ctx, planMachine, { id: plan.id, transition: 'endorse', expectedVersion: input.version, applicationId: facts.applicationId, firmId: facts.firmId, payload: { risks: risks.length } });
    },
    { operation: 'plans.endorse', content: input },
  );
  await sendPlan(ctx, input.applicationId);
}

/**
 * Hands an endorsed plan to the officers and opens the decision on its grant, as the system in a transaction of its own: the
 * sum of a plan that was changed is none of the consultant's to write. Harmless when it was sent already, so that it can
 * be repeated after a crash between the two steps.
 */
export async function sendPlan(ctx: Context, applicationId: string): Promise<void> {
  await asWorker(async (tx) => {
    const system = asSystem(ctx);
    const facts = await getCaseFacts(tx, applicationId);
    const plan = await findPlan(tx, applicationId);
    if (plan?.state !== 'endorsed') return;
    await patchPlan(tx, plan.id, { submittedAt: ctx.now });
    await moveState(tx, system, planMachine, { id: plan.id, transition: 'send', applicationId, firmId: facts.firmId, payload: { totalWon: plan.totalWon } });
    await openGrantDecision(tx, ctx, { applicationId, firmId: facts.firmId, settingsVersionId: facts.settingsVersionId, requestedWon: plan.totalWon });
    const message = {
      kind: 'plan_endorsed', values: { firmName: facts.firmName, consultantName: facts.consultant?.name ?? ctx.actor.name, dueOn: promiseOn(ctx, facts, 'planReview') },
      subjectType: 'plan', subjectId: plan.id, applicationId, firmId: facts.firmId,
    };
    await notify(tx, system, { ...message, recipients: await officerPeople(tx, facts), path: `/officer/applications/${applicationId}/plan` });
    await notify(tx, system, { ...message, recipients: await firmPeople(tx, facts), path: '/firm/plan' });
  }, ctx.requestId);
}

/** The assigned consultant repeats the hand-over of a plan that is endorsed and was not sent. */
export async function resendPlan(ctx: Context, applicationId: string): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, applicationId);
    if (ctx.actor.role !== 'consultant' || facts.consultant?.id !== ctx.actor.consultantId) throw new AppError('not_your_turn');
    const plan = await findPlan(tx, facts.applicationId);
    if (plan?.state !== 'endorsed' && plan?.state !== 'submitted') throw new AppError('transition_not_allowed');
  });
  await sendPlan(ctx, applicationId);
}

/** The consultant hands a signed plan back to the firm with what to change. Throws reason_required, stale_version. */
export async function sendPlanBack(ctx: Context, input: { applicationId: string; version: number; reason: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    const plan = await findPlan(tx, facts.applicationId);
    if (!plan) throw new AppError('not_found');
    assertAllowed(canMovePlan(ctx.actor, { ...facts.subject, state: plan.state }, 'send_back'));
    await moveState(tx, ctx, planMachine, { id: plan.id, transition: 'send_back', expectedVersion: input.version, reason: input.reason, applicationId: facts.applicationId, firmId: facts.firmId });
    await notify(tx, ctx, {
      kind: 'plan_sent_back', recipients: await firmPeople(tx, facts), path: '/firm/plan',
      values: { firmName: facts.firmName, consultantName: ctx.actor.name, reason: input.reason.trim() }, subjectType: 'plan', subjectId: plan.id, applicationId: facts.applicationId, firmId: facts.firmId,
    });
  });
}
