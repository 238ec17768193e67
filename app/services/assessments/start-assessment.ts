import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { canMoveAssessment } from '#app/domain/assessments/assessment-policy.ts';
import { diagnosisMachine } from '#app/domain/assessments/diagnosis-machine.ts';
import { AppError } from '#app/domain/errors.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findRoadmapVersionOf, insertAssessment, listAssessments, type AssessmentKind } from '#db/queries/assessments.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { assertAllowed, getCaseFacts, getOwnCase, type CaseFacts } from './case-facts.ts';

/**
 * Creates a round of diagnosis (baseline t0, interim t1, completion t2, a year later t3) in state `not_started` with the
 * roadmap of the year pinned; an existing round of that kind is returned as it is. Throws not_your_turn without an
 * active consultant.
 */
export async function openAssessmentRound(tx: ActorTx, ctx: Context, facts: CaseFacts, kind: AssessmentKind): Promise<string> {
  const existing = (await listAssessments(tx, facts.applicationId)).find((row) => row.kind === kind && row.state !== 'superseded');
  if (existing) return existing.id;
  if (facts.applicationState !== 'admitted') throw new AppError('transition_not_allowed');
  if (!facts.consultant) throw new AppError('not_your_turn');
  const roadmapVersion = await findRoadmapVersionOf(tx, facts.applicationId);
  if (!roadmapVersion) throw new AppError('unavailable');
  const id = uuidv7(ctx.now);
  await insertAssessment(tx, { id, applicationId: facts.applicationId, firmId: facts.firmId, kind, roadmapVersion, consultantId: facts.consultant.id, at: ctx.now });
  await recordEvent(tx, asSystem(ctx), {
    machine: 'diagnosis', subjectType: 'diagnosis', subjectId: id, applicationId: facts.applicationId, firmId: facts.firmId,
    action: 'create', to: 'not_started', versionAfter: 1, payload: { kind, roadmapVersion },
  });
  return id;
}

/** The firm starts its self-assessment; a second start changes nothing. Throws not_your_turn before a consultant is active. */
export async function startAssessment(ctx: Context): Promise<void> {
  try {
    await withActor(ctx, async (tx) => {
      const facts = await getCaseFacts(tx, await getOwnCase(tx, ctx));
      const round = (await listAssessments(tx, facts.applicationId)).find((row) => row.state !== 'superseded');
      if (round && round.state !== 'not_started') return;
      const id = round?.id ?? (await openAssessmentRound(tx, ctx, facts, 't0'));
      assertAllowed(canMoveAssessment(ctx.actor, { ...facts.subject, state: 'not_started' }, 'open'));
      await moveState(tx, ctx, diagnosisMachine, { id, transition: 'open', applicationId: facts.applicationId, firmId: facts.firmId });
    });
  } catch (error) {
    // Two starts at once: the other one has made the round.
    if ((error as { constraint?: string }).constraint !== 'assessment_once') throw error;
  }
}
