import type { Context } from '#app/domain/accounts/context.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { planMachine } from '#app/domain/plans/plan-machine.ts';
import { canApprovePlan, canMovePlan } from '#app/domain/plans/plan-policy.ts';
import { isOtherPerson } from '#app/domain/workflow/separation.ts';
import { assertAllowed, consultantPeople, firmPeople, getCaseFacts, officerPeople, promiseOn } from '#app/services/assessments/case-facts.ts';
import { hashContent } from '#app/services/assessments/hash-assessment.ts';
import { GRANTED } from '#app/services/grants/open-grant-decision.ts';
import { notify } from '#app/services/notices/notify.ts';
import { startAgreementDraft } from '#app/services/grants/start-agreement-draft.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findOpenGrant } from '#db/queries/grant-openings.ts';
import { findPlan, insertPlanVersion, patchPlan } from '#db/queries/plans.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { getPlanFacts } from './plan-facts.ts';

const RETURN_BEFORE: readonly string[] = ['submitted', 'review', 'clarification'];

/** An officer returns the plan with the list of items to change, twice at most. Throws limit_exceeded, reason_required, stale_version. */
export async function returnPlan(ctx: Context, input: { applicationId: string; version: number; items: readonly string[] }): Promise<void> {
  const items = input.items.map((item) => item.trim()).filter((item) => item !== '');
  if (items.length === 0) throw new AppError('reason_required', { fields: { items: ['errors.reason_required'] } });
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    const plan = await findPlan(tx, facts.applicationId);
    if (!plan) throw new AppError('not_found');
    assertAllowed(canMovePlan(ctx.actor, { ...facts.subject, state: plan.state }, 'return'));
    if (plan.returnRounds >= facts.settings.planReturnsMax) throw new AppError('limit_exceeded');
    const grant = await findOpenGrant(tx, facts.applicationId);
    if (grant && !RETURN_BEFORE.includes(grant.state)) throw new AppError('transition_not_allowed');
    await patchPlan(tx, plan.id, { returnItems: items.map((text) => ({ text, at: ctx.now.toISOString() })), returnRounds: plan.returnRounds + 1 });
    await moveState(tx, ctx, planMachine, {
      id: plan.id, transition: 'return', expectedVersion: input.version, reason: items.join('\n'), applicationId: facts.applicationId, firmId: facts.firmId, payload: { items: items.length, round: plan.returnRounds + 1 },
    });
    const message = {
      kind: 'plan_returned', values: { firmName: facts.firmName, dueOn: addDays(toSeoulDate(ctx.now), facts.settings.correctionDays) },
      subjectType: 'plan', subjectId: plan.id, applicationId: facts.applicationId, firmId: facts.firmId,
    };
    await notify(tx, ctx, { ...message, recipients: await firmPeople(tx, facts), path: '/firm/plan' });
    await notify(tx, ctx, { ...message, recipients: await consultantPeople(tx, facts), path: `/consultant/firms/${facts.applicationId}/plan` });
  });
}

/**
 * Approves a submitted plan inside the transaction of its caller and freezes version 1. The grant has to be decided before,
 * or by the caller in the same run (`grantDecidedInRun`). Throws four_eyes, incomplete without a decided grant, stale_version.
 */
export async function approvePlanInRun(tx: ActorTx, ctx: Context, input: { applicationId: string; version?: number; grantDecidedInRun?: boolean }): Promise<void> {
  const facts = await getCaseFacts(tx, input.applicationId);
  const { plan, tasks, cards } = await getPlanFacts(tx, facts.applicationId);
  assertAllowed(canApprovePlan(ctx.actor, { ...facts.subject, state: plan.state }));
  assertAllowed(isOtherPerson(ctx.actor.userId, [plan.signedBy, plan.endorsedBy]));
  const grant = await findOpenGrant(tx, facts.applicationId);
  if (!input.grantDecidedInRun && !(grant && GRANTED.includes(grant.state))) throw new AppError('incomplete', { fields: { '': ['plans.approve.needs_grant'] } });
  const content = {
    summary: plan.summary, opinion: plan.opinion, risks: plan.risks, totalWon: plan.totalWon, ownShareWon: plan.ownShareWon, grantWon: grant?.amountWon ?? null, tasks,
    cards: cards.map((card) => ({ id: card.id, code: card.definitionCode, baseline: card.baselineValue, target: card.targetValue })),
  };
  const hash = hashContent(content);
  const number = await insertPlanVersion(tx, { id: uuidv7(ctx.now), planId: plan.id, applicationId: facts.applicationId, firmId: facts.firmId, content, totalWon: plan.totalWon, hash, by: ctx.actor.userId, at: ctx.now });
  await patchPlan(tx, plan.id, { approved: { at: ctx.now, by: ctx.actor.userId } });
  await moveState(tx, ctx, planMachine, {
    id: plan.id, transition: 'approve', expectedVersion: input.version, applicationId: facts.applicationId, firmId: facts.firmId, payload: { planVersion: number, hash, totalWon: plan.totalWon },
  });
  const message = {
    kind: 'plan_confirmed', values: { firmName: facts.firmName, dueOn: promiseOn(ctx, facts, 'offerSign') },
    subjectType: 'plan', subjectId: plan.id, applicationId: facts.applicationId, firmId: facts.firmId,
  };
  await notify(tx, ctx, { ...message, recipients: await firmPeople(tx, facts), path: '/firm/plan' });
  await notify(tx, ctx, { ...message, recipients: await consultantPeople(tx, facts), path: `/consultant/firms/${facts.applicationId}/plan` });
  await notify(tx, ctx, { ...message, recipients: await officerPeople(tx, facts), path: `/officer/applications/${facts.applicationId}/plan` });
}

/** A senior officer approves the plan of a case whose grant is decided. Throws four_eyes, incomplete, stale_version. */
export async function approvePlan(ctx: Context, input: { applicationId: string; version: number }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      await approvePlanInRun(tx, ctx, input);
      await startAgreementDraft(tx, ctx, input.applicationId);
    },
    { operation: 'plans.approve', content: input },
  );
}
