import type { Context } from '#app/domain/accounts/context.ts';
import { canMoveAssessment } from '#app/domain/assessments/assessment-policy.ts';
import { diagnosisMachine } from '#app/domain/assessments/diagnosis-machine.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findLoggedVisit, patchAssessment } from '#db/queries/assessments.ts';
import { withActor } from '#db/transaction.ts';
import { getCurrentAssessment } from './assessment-facts.ts';
import { assertAllowed, firmPeople, getCaseFacts } from './case-facts.ts';

interface Schedule {
  readonly applicationId: string;
  readonly version: number;
  readonly scheduledOn: string;
}

/** The consultant sets the day of the on-site diagnosis and the firm is told. Throws invalid_input for a past day. */
export async function scheduleOnsite(ctx: Context, input: Schedule): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    const { assessment } = await getCurrentAssessment(tx, facts.applicationId);
    assertAllowed(canMoveAssessment(ctx.actor, { ...facts.subject, state: assessment.state }, 'schedule_onsite'));
    if (facts.consultant?.id !== ctx.actor.consultantId) throw new AppError('not_your_turn');
    if (input.scheduledOn < toSeoulDate(ctx.now)) throw new AppError('invalid_input', { fields: { scheduledOn: ['answers.date.in_past'] } });
    await patchAssessment(tx, assessment.id, { report: { ...assessment.report, scheduledOn: input.scheduledOn }, consultantId: ctx.actor.consultantId });
    await moveState(tx, ctx, diagnosisMachine, {
      id: assessment.id, transition: 'schedule_onsite', expectedVersion: input.version, applicationId: facts.applicationId, firmId: facts.firmId, payload: { scheduledOn: input.scheduledOn },
    });
    await notify(tx, ctx, {
      kind: 'diagnosis_scheduled', recipients: await firmPeople(tx, facts), path: '/firm/assessment',
      values: { firmName: facts.firmName, consultantName: ctx.actor.name, visitOn: input.scheduledOn },
      subjectType: 'diagnosis', subjectId: assessment.id, applicationId: facts.applicationId, firmId: facts.firmId,
    });
  });
}

interface Onsite {
  readonly applicationId: string;
  readonly version: number;
  readonly visitedOn: string;
  /** Who of the firm was present. */
  readonly contactName: string;
}

/**
 * The consultant records that the on-site diagnosis took place, with the firm's contact who was present; a logged visit
 * of that day is linked. Scheduling may be skipped: both steps are then made at once.
 */
export async function recordOnsite(ctx: Context, input: Onsite): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    const { assessment } = await getCurrentAssessment(tx, facts.applicationId);
    if (facts.consultant?.id !== ctx.actor.consultantId) throw new AppError('not_your_turn');
    const today = toSeoulDate(ctx.now);
    if (input.visitedOn > today) throw new AppError('invalid_input', { fields: { visitedOn: ['answers.date.in_future'] } });
    if (assessment.submittedAt && input.visitedOn < toSeoulDate(assessment.submittedAt)) throw new AppError('invalid_input', { fields: { visitedOn: ['assessments.error.before_submission'] } });
    const move = { id: assessment.id, applicationId: facts.applicationId, firmId: facts.firmId };
    if (assessment.state === 'self_submitted') {
      assertAllowed(canMoveAssessment(ctx.actor, { ...facts.subject, state: assessment.state }, 'schedule_onsite'));
      await moveState(tx, ctx, diagnosisMachine, { ...move, transition: 'schedule_onsite', expectedVersion: input.version, payload: { scheduledOn: input.visitedOn } });
    } else {
      assertAllowed(canMoveAssessment(ctx.actor, { ...facts.subject, state: assessment.state }, 'complete_onsite'));
      if (assessment.version !== input.version) throw new AppError('stale_version');
    }
    await patchAssessment(tx, assessment.id, {
      report: { ...assessment.report, scheduledOn: assessment.report.scheduledOn ?? input.visitedOn, visitedOn: input.visitedOn, contactName: input.contactName.trim() },
      visitId: await findLoggedVisit(tx, facts.applicationId, input.visitedOn),
      consultantId: ctx.actor.consultantId,
    });
    await moveState(tx, ctx, diagnosisMachine, { ...move, transition: 'complete_onsite', payload: { visitedOn: input.visitedOn } });
  });
}
