import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canEditPlan, canMovePlan } from '#app/domain/plans/plan-policy.ts';
import { planMachine } from '#app/domain/plans/plan-machine.ts';
import { assertAllowed, getCaseFacts } from '#app/services/assessments/case-facts.ts';
import { findBaseAssessment, wasAgreed } from '#app/services/assessments/assessment-facts.ts';
import { missingFamilies } from '#app/services/outcomes/kpi-card-rules.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { listCards } from '#db/queries/kpi-cards.ts';
import { findPlan, insertPlan, patchPlan } from '#db/queries/plans.ts';
import { withActor } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

/**
 * Starts the annual plan of a case; a second start changes nothing. Throws incomplete before the diagnosis is agreed and
 * a quality and a delivery card are co-signed.
 */
export async function startPlan(ctx: Context, applicationId: string): Promise<void> {
  try {
    await withActor(ctx, async (tx) => {
      const facts = await getCaseFacts(tx, applicationId);
      if (await findPlan(tx, applicationId)) return;
      assertAllowed(canMovePlan(ctx.actor, { ...facts.subject, state: null }, 'start'));
      const current = await findBaseAssessment(tx, applicationId);
      if (!wasAgreed(current)) throw new AppError('incomplete', { fields: { '': ['plans.start.needs_diagnosis'] } });
      const signed = (await listCards(tx, applicationId)).filter((card) => card.state === 'co_signed' || card.state === 'frozen');
      if (missingFamilies(signed).length > 0) throw new AppError('incomplete', { fields: { '': ['plans.start.needs_cards'] } });
      const id = uuidv7(ctx.now);
      await insertPlan(tx, { id, applicationId, firmId: facts.firmId, assessmentId: current.assessment.id, by: ctx.actor.userId, at: ctx.now });
      await recordEvent(tx, ctx, {
        machine: 'plan', subjectType: 'plan', subjectId: id, applicationId, firmId: facts.firmId, action: 'start', to: 'draft', versionAfter: 1,
        payload: { assessment: current.assessment.id, roadmapVersion: current.assessment.roadmapVersion },
      });
    });
  } catch (error) {
    // Firm and consultant started at once: the other one has made the plan.
    if ((error as { constraint?: string }).constraint !== 'plan_application_id_key') throw error;
  }
}

/** The firm writes the summary of its draft plan. */
export async function savePlanSummary(ctx: Context, input: { applicationId: string; summary: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    const plan = await findPlan(tx, facts.applicationId);
    if (!plan) throw new AppError('not_found');
    assertAllowed(canEditPlan(ctx.actor, { ...facts.subject, state: plan.state }));
    await patchPlan(tx, plan.id, { summary: input.summary.trim() || null });
  });
}

/** The firm takes a returned plan up again. */
export async function reopenPlan(ctx: Context, input: { applicationId: string; version: number }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    const plan = await findPlan(tx, facts.applicationId);
    if (!plan) throw new AppError('not_found');
    assertAllowed(canMovePlan(ctx.actor, { ...facts.subject, state: plan.state }, 'reopen'));
    await moveState(tx, ctx, planMachine, { id: plan.id, transition: 'reopen', expectedVersion: input.version, applicationId: facts.applicationId, firmId: facts.firmId });
  });
}
