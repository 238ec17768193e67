import type { Context } from '#app/domain/accounts/context.ts';
import { canConfirmAssessment, canMoveAssessment } from '#app/domain/assessments/assessment-policy.ts';
import { diagnosisMachine } from '#app/domain/assessments/diagnosis-machine.ts';
import { defaultTarget, findArea } from '#app/domain/assessments/roadmap.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchAssessment } from '#db/queries/assessments.ts';
import { saveConfirmation, type AnswerRow, type EvidenceGrade } from '#db/queries/assessment-answers.ts';
import { withActor } from '#db/transaction.ts';
import { getCurrentAssessment, levelsOf, meanLevel } from './assessment-facts.ts';
import { assertAllowed, firmPeople, getCaseFacts } from './case-facts.ts';

export interface ConfirmInput {
  readonly applicationId: string;
  readonly areaCode: string;
  readonly level: number;
  readonly note: string;
  readonly grade: EvidenceGrade | null;
  readonly revision: number;
}

/** Levels above this one are confirmed only with an evidence grade. */
export const GRADE_ABOVE_LEVEL = 2;

/**
 * Keeps the consultant's level for one area beside the firm's own. Throws invalid_input (a grade is missing above level
 * 2, or a different level has no note), stale_version, or not_your_turn.
 */
export async function confirmArea(ctx: Context, input: ConfirmInput): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    const { assessment, roadmap, answers } = await getCurrentAssessment(tx, facts.applicationId);
    assertAllowed(canConfirmAssessment(ctx.actor, { ...facts.subject, state: assessment.state }));
    if (!findArea(roadmap, input.areaCode)) throw new AppError('not_found');
    const stored = answers.find((answer) => answer.areaCode === input.areaCode);
    if (!stored || stored.isNotApplicable) throw new AppError('transition_not_allowed');
    // A second click of the same person is no lost race.
    if (stored.revision !== input.revision && stored.updatedBy !== ctx.actor.userId) throw new AppError('stale_version');
    if (assessment.state === 'disputed' && !assessment.dispute.at(-1)?.items.some((item) => item.areaCode === input.areaCode)) throw new AppError('not_your_turn');
    if (input.level > GRADE_ABOVE_LEVEL && !input.grade) throw new AppError('invalid_input', { fields: { grade: ['assessments.error.grade_missing'] } });
    const note = input.note.trim();
    if (input.level !== stored.ownLevel && note === '') throw new AppError('invalid_input', { fields: { note: ['assessments.error.note_missing'] } });
    const saved = await saveConfirmation(
      tx,
      {
        assessmentId: assessment.id, applicationId: facts.applicationId, firmId: facts.firmId, areaCode: input.areaCode,
        level: input.level, note: note || null, grade: input.grade, target: defaultTarget(input.level), by: ctx.actor.userId, at: ctx.now,
      },
      stored.revision,
    );
    if (!saved) throw new AppError('stale_version');
  });
}

/** Areas that still lack a confirmed level or the evidence grade that their level asks for. */
export function openAreas(areaCodes: readonly string[], answers: readonly AnswerRow[]): string[] {
  return areaCodes.filter((code) => {
    const answer = answers.find((row) => row.areaCode === code);
    if (!answer) return true;
    if (answer.isNotApplicable) return false;
    return answer.confirmedLevel === null || (answer.confirmedLevel > GRADE_ABOVE_LEVEL && answer.evidenceGrade === null);
  });
}

/** The consultant sends the confirmed levels to the firm. Throws incomplete while an area is open. */
export async function validateAssessment(ctx: Context, input: { applicationId: string; version: number; summary: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    const { assessment, roadmap, answers } = await getCurrentAssessment(tx, facts.applicationId);
    assertAllowed(canMoveAssessment(ctx.actor, { ...facts.subject, state: assessment.state }, 'validate'));
    const open = openAreas(roadmap.areas.map((area) => area.code), answers);
    if (open.length > 0) throw new AppError('incomplete', { fields: { summary: [`assessments.error.areas_open|${JSON.stringify({ count: open.length, areas: open.join(', ') })}`] } });
    await patchAssessment(tx, assessment.id, {
      confirmedScore: meanLevel(roadmap, levelsOf(answers, 'confirmedLevel')),
      validated: { at: ctx.now, by: ctx.actor.userId },
      report: { ...assessment.report, summary: input.summary.trim() },
    });
    await moveState(tx, ctx, diagnosisMachine, { id: assessment.id, transition: 'validate', expectedVersion: input.version, applicationId: facts.applicationId, firmId: facts.firmId });
    await notify(tx, ctx, {
      kind: 'diagnosis_validated', recipients: await firmPeople(tx, facts), path: '/firm/assessment',
      values: { firmName: facts.firmName, consultantName: ctx.actor.name, dueOn: addDays(toSeoulDate(ctx.now), facts.settings.diagnosisDisputeDays) },
      subjectType: 'diagnosis', subjectId: assessment.id, applicationId: facts.applicationId, firmId: facts.firmId,
    });
  });
}
