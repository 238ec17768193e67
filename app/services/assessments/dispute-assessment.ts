import type { Context } from '#app/domain/accounts/context.ts';
import { canMoveAssessment } from '#app/domain/assessments/assessment-policy.ts';
import { needsThirdRater } from '#app/domain/assessments/assessment-rules.ts';
import { diagnosisMachine } from '#app/domain/assessments/diagnosis-machine.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchAssessment } from '#db/queries/assessments.ts';
import { withActor } from '#db/transaction.ts';
import { settleAssessment } from './agree-assessment.ts';
import { getCurrentAssessment, levelsOf, meanLevel, type AssessmentFacts } from './assessment-facts.ts';
import { assertAllowed, consultantPeople, firmPeople, getCaseFacts, getOwnCase, officerPeople, type CaseFacts } from './case-facts.ts';

/** Last day on which the firm may dispute the confirmed levels. */
export function disputeUntil(assessment: AssessmentFacts['assessment'], facts: Pick<CaseFacts, 'settings'>): string {
  return addDays(toSeoulDate(assessment.stateSince), facts.settings.diagnosisDisputeDays);
}

export interface DisputeInput {
  readonly version: number;
  readonly items: readonly { readonly areaCode: string; readonly reason: string }[];
}

/** The representative disputes areas, each with a reason. Throws expired after the period, invalid_input without items. */
export async function disputeAssessment(ctx: Context, input: DisputeInput): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, await getOwnCase(tx, ctx));
    const { assessment, answers } = await getCurrentAssessment(tx, facts.applicationId);
    assertAllowed(canMoveAssessment(ctx.actor, { ...facts.subject, state: assessment.state }, 'dispute'));
    if (toSeoulDate(ctx.now) > disputeUntil(assessment, facts)) throw new AppError('expired');
    const items = input.items.map((item) => ({ areaCode: item.areaCode, reason: item.reason.trim() }));
    if (items.length === 0) throw new AppError('invalid_input', { fields: { disputed: ['assessments.error.dispute_items'] } });
    const unreasoned = items.filter((item) => item.reason === '');
    if (unreasoned.length > 0) throw new AppError('invalid_input', { fields: Object.fromEntries(unreasoned.map((item) => [`disputeReason.${item.areaCode}`, ['errors.reason_required']])) });
    if (items.some((item) => !answers.some((answer) => answer.areaCode === item.areaCode && answer.confirmedLevel !== null))) throw new AppError('invalid_input');
    await patchAssessment(tx, assessment.id, { dispute: [...assessment.dispute, { disputedAt: ctx.now.toISOString(), items }] });
    await moveState(tx, ctx, diagnosisMachine, {
      id: assessment.id, transition: 'dispute', expectedVersion: input.version, applicationId: facts.applicationId, firmId: facts.firmId,
      reason: items.map((item) => `${item.areaCode}: ${item.reason}`).join('\n'), payload: { areas: items.map((item) => item.areaCode) },
    });
    const message = { kind: 'diagnosis_disputed', values: { firmName: facts.firmName, count: items.length }, subjectType: 'diagnosis', subjectId: assessment.id, applicationId: facts.applicationId, firmId: facts.firmId };
    await notify(tx, ctx, { ...message, recipients: await consultantPeople(tx, facts), path: `/consultant/firms/${facts.applicationId}/assessment` });
    // From the second round on an officer may rule.
    if (assessment.dispute.length > 0) await notify(tx, ctx, { ...message, recipients: await officerPeople(tx, facts), path: `/officer/applications/${facts.applicationId}/assessment` });
  });
}

export interface DisputeAnswer {
  readonly applicationId: string;
  readonly version: number;
  /** Text per disputed area; changed levels are saved before with `confirmArea`. */
  readonly answers: Readonly<Record<string, string>>;
}

/** The consultant answers each disputed area and hands the result back to the firm. Throws invalid_input while a text is missing. */
export async function answerDispute(ctx: Context, input: DisputeAnswer): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    const { assessment, roadmap, answers } = await getCurrentAssessment(tx, facts.applicationId);
    assertAllowed(canMoveAssessment(ctx.actor, { ...facts.subject, state: assessment.state }, 'answer_dispute'));
    const round = assessment.dispute.at(-1);
    if (!round) throw new AppError('transition_not_allowed');
    const items = round.items.map((item) => ({ ...item, answer: (input.answers[item.areaCode] ?? '').trim() }));
    const silent = items.filter((item) => item.answer === '');
    if (silent.length > 0) throw new AppError('invalid_input', { fields: Object.fromEntries(silent.map((item) => [`answer.${item.areaCode}`, ['errors.field.required']])) });
    await patchAssessment(tx, assessment.id, {
      dispute: [...assessment.dispute.slice(0, -1), { ...round, items, answeredAt: ctx.now.toISOString() }],
      confirmedScore: meanLevel(roadmap, levelsOf(answers, 'confirmedLevel')),
    });
    await moveState(tx, ctx, diagnosisMachine, { id: assessment.id, transition: 'answer_dispute', expectedVersion: input.version, applicationId: facts.applicationId, firmId: facts.firmId });
    await notify(tx, ctx, {
      kind: 'diagnosis_answered', recipients: await firmPeople(tx, facts), path: '/firm/assessment',
      values: { firmName: facts.firmName, consultantName: ctx.actor.name, dueOn: addDays(toSeoulDate(ctx.now), facts.settings.diagnosisDisputeDays) },
      subjectType: 'diagnosis', subjectId: assessment.id, applicationId: facts.applicationId, firmId: facts.firmId,
    });
  });
}

/** Whether an officer may rule: after one answered round, and whether a third rater has to be named. */
export function rulingOf({ assessment, answers }: Pick<AssessmentFacts, 'assessment' | 'answers'>): { open: boolean; needsThirdRater: boolean } {
  const round = assessment.dispute.at(-1);
  const open = assessment.state === 'disputed' && assessment.dispute.some((entry) => entry.answeredAt !== undefined);
  const apart = (round?.items ?? []).some((item) => {
    const answer = answers.find((row) => row.areaCode === item.areaCode);
    return answer?.ownLevel != null && answer.confirmedLevel !== null && needsThirdRater(answer.ownLevel, answer.confirmedLevel);
  });
  return { open, needsThirdRater: apart };
}

/** An officer rules on a dispute that one round did not settle; the confirmed levels then stand. Throws reason_required, transition_not_allowed. */
export async function ruleDispute(ctx: Context, input: { applicationId: string; version: number; reason: string; thirdRater: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    const current = await getCurrentAssessment(tx, facts.applicationId);
    assertAllowed(canMoveAssessment(ctx.actor, { ...facts.subject, state: current.assessment.state }, 'rule'));
    const ruling = rulingOf(current);
    if (!ruling.open) throw new AppError('transition_not_allowed');
    const thirdRater = input.thirdRater.trim();
    if (ruling.needsThirdRater && thirdRater === '') throw new AppError('invalid_input', { fields: { thirdRater: ['assessments.error.third_rater'] } });
    const reason = thirdRater === '' ? input.reason.trim() : `${input.reason.trim()} (${thirdRater})`;
    await settleAssessment(tx, ctx, facts, current, { transition: 'rule', version: input.version, reason });
    await notify(tx, ctx, {
      kind: 'diagnosis_ruled', recipients: await firmPeople(tx, facts), path: '/firm/assessment', values: { firmName: facts.firmName, reason },
      subjectType: 'diagnosis', subjectId: current.assessment.id, applicationId: facts.applicationId, firmId: facts.firmId,
    });
  });
}
