import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { canMoveAssessment } from '#app/domain/assessments/assessment-policy.ts';
import { diagnosisMachine } from '#app/domain/assessments/diagnosis-machine.ts';
import { isTargetAllowed } from '#app/domain/assessments/roadmap.ts';
import { AppError } from '#app/domain/errors.ts';
import { isOverride } from '#app/domain/plans/proposal.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { listAssessments, patchAssessment } from '#db/queries/assessments.ts';
import { listAnswers, saveTarget, type AnswerRow } from '#db/queries/assessment-answers.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { assertSigner, getCurrentAssessment, type AssessmentFacts } from './assessment-facts.ts';
import { assertAllowed, consultantPeople, getCaseFacts, getOwnCase, officerPeople, promiseOn, type CaseFacts } from './case-facts.ts';
import { hashAssessment } from './hash-assessment.ts';
import { proposePriorities } from './propose-priorities.ts';

export const AREAS_MIN = 2;
export const AREAS_MAX = 4;

export interface AgreeInput {
  readonly version: number;
  /** Target level by area; areas without an entry keep the proposed one. */
  readonly targets: Readonly<Record<string, number>>;
  /** Areas to work on this year, two to four. */
  readonly areas: readonly string[];
  /** Needed when the choice leaves the proposal. */
  readonly reason: string;
}

/**
 * The firm agrees to the confirmed levels; at the first diagnosis it sets the year's targets and picks two to four areas. The result is frozen with
 * its hash. Throws invalid_input (field messages), not_allowed without the right to sign, stale_version.
 */
export async function agreeAssessment(ctx: Context, input: AgreeInput): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const facts = await getCaseFacts(tx, await getOwnCase(tx, ctx));
      const current = await getCurrentAssessment(tx, facts.applicationId);
      assertAllowed(canMoveAssessment(ctx.actor, { ...facts.subject, state: current.assessment.state }, 'agree'));
      await assertSigner(tx, ctx);
      // Targets and areas are for the year that begins; a later round only says how far the firm has come.
      if (current.assessment.kind === 't0') await saveTargets(tx, facts, current, input);
      await settleAssessment(tx, ctx, facts, current, { transition: 'agree', version: input.version });
    },
    { operation: 'assessments.agree', content: input },
  );
}

async function saveTargets(tx: ActorTx, facts: CaseFacts, current: AssessmentFacts, input: AgreeInput): Promise<void> {
  const fields: Record<string, string[]> = {};
  const rated = current.answers.filter((answer): answer is AnswerRow & { confirmedLevel: number } => !answer.isNotApplicable && answer.confirmedLevel !== null);
  const targetOf = (answer: AnswerRow & { confirmedLevel: number }) => input.targets[answer.areaCode] ?? answer.targetLevel ?? answer.confirmedLevel;
  for (const answer of rated) {
    // Staying at a level is a choice too: not every area moves within a year.
    const target = targetOf(answer);
    if (target !== answer.confirmedLevel && !isTargetAllowed(answer.confirmedLevel, target)) fields[`target.${answer.areaCode}`] = ['assessments.error.target_range'];
  }
  const rising = rated.filter((answer) => targetOf(answer) > answer.confirmedLevel).map((answer) => answer.areaCode);
  const chosen = [...new Set(input.areas)].filter((code) => rated.some((answer) => answer.areaCode === code));
  if (chosen.length < Math.min(AREAS_MIN, rising.length) || chosen.length > AREAS_MAX) fields['areas'] = ['assessments.error.areas_count'];
  else if (chosen.some((code) => !rising.includes(code))) fields['areas'] = ['assessments.error.area_without_gap'];
  const priorities = await proposePriorities(tx, facts.applicationId, current, input.targets);
  const reason = input.reason.trim();
  if (isOverride(priorities, chosen) && reason === '') fields['reason'] = ['assessments.error.override_reason'];
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
  const order = priorities.map((row) => row.areaCode).filter((code) => chosen.includes(code));
  for (const answer of rated) {
    const rank = order.indexOf(answer.areaCode);
    const outside = rank >= 0 && isOverride(priorities, [answer.areaCode]);
    await saveTarget(tx, current.assessment.id, { areaCode: answer.areaCode, level: targetOf(answer), priority: rank < 0 ? null : rank + 1, reason: outside ? reason : null });
  }
}

/** Freezes an agreed or ruled round with its hash, supersedes the round before it and tells both sides. */
export async function settleAssessment(tx: ActorTx, ctx: Context, facts: CaseFacts, current: AssessmentFacts, step: { transition: 'agree' | 'rule'; version: number; reason?: string }): Promise<void> {
  const { assessment } = current;
  const hash = hashAssessment({ assessment, answers: await listAnswers(tx, assessment.id) });
  await patchAssessment(tx, assessment.id, {
    hash,
    ...(step.transition === 'agree' ? { agreed: { at: ctx.now, by: ctx.actor.userId } } : { ruling: step.reason ?? '' }),
  });
  const move = { applicationId: facts.applicationId, firmId: facts.firmId };
  await moveState(tx, ctx, diagnosisMachine, { ...move, id: assessment.id, transition: step.transition, expectedVersion: step.version, reason: step.reason, payload: { hash } });
  const earlier = (await listAssessments(tx, facts.applicationId)).filter((row) => row.id !== assessment.id && row.state === 'agreed' && row.kind < assessment.kind);
  for (const row of earlier) await moveState(tx, asSystem(ctx), diagnosisMachine, { ...move, id: row.id, transition: 'supersede', payload: { by: assessment.id } });
  await notify(tx, ctx, {
    kind: 'diagnosis_agreed', recipients: await consultantPeople(tx, facts), path: assessment.kind === 't0' ? `/consultant/firms/${facts.applicationId}/plan` : `/consultant/firms/${facts.applicationId}/assessment`,
    values: { firmName: facts.firmName, dueOn: promiseOn(ctx, facts, 'planReview') },
    subjectType: 'diagnosis', subjectId: assessment.id, ...move,
  });
  await notify(tx, ctx, {
    kind: 'diagnosis_agreed', recipients: await officerPeople(tx, facts), path: `/officer/applications/${facts.applicationId}/assessment`,
    values: { firmName: facts.firmName, dueOn: promiseOn(ctx, facts, 'planReview') },
    subjectType: 'diagnosis', subjectId: assessment.id, ...move,
  });
}
