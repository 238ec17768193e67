import { agreeAssessment } from '#app/services/assessments/agree-assessment.ts';
import { confirmArea, validateAssessment } from '#app/services/assessments/confirm-area.ts';
import { getAssessmentView } from '#app/services/assessments/get-assessment.ts';
import { recordOnsite } from '#app/services/assessments/record-onsite.ts';
import { saveAreaAnswer } from '#app/services/assessments/save-area-answer.ts';
import { startAssessment } from '#app/services/assessments/start-assessment.ts';
import { submitAssessment } from '#app/services/assessments/submit-assessment.ts';
import type { AdmittedCase } from './case.ts';
import { contextOf } from './people.ts';

export const AREAS = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'A10'] as const;

/** Version of the round as the database has it now. */
export async function roundVersion(given: AdmittedCase): Promise<number> {
  const view = await getAssessmentView(contextOf(given.officer.actor), given.applicationId);
  return view.round?.version ?? 0;
}

/** The firm answers every area with level 2, area A5 with level 3 and its evidence. */
export async function answerAll(given: AdmittedCase, now: string): Promise<void> {
  const ctx = contextOf(given.firm.representative.actor, now);
  await startAssessment(ctx);
  for (const areaCode of AREAS) {
    await saveAreaAnswer(ctx, { areaCode, level: areaCode === 'A5' ? 3 : 2, notApplicable: false, evidence: areaCode === 'A5' ? 'Defect log' : '', revision: 0, isDraft: false });
  }
}

/** The whole diagnosis through the use-cases; all areas confirmed at level 2, A5 one below the firm's own. */
export async function agreeDiagnosis(given: AdmittedCase): Promise<void> {
  const firm = given.firm.representative.actor;
  const consultant = given.consultant.actor;
  await answerAll(given, '2026-10-01T01:00:00Z');
  await submitAssessment(contextOf(firm, '2026-10-02T01:00:00Z'), { version: await roundVersion(given) });
  await recordOnsite(contextOf(consultant, '2026-10-09T08:00:00Z'), { applicationId: given.applicationId, version: await roundVersion(given), visitedOn: '2026-10-08', contactName: 'Park' });
  await confirmAll(given, '2026-10-09T09:00:00Z');
  await validateAssessment(contextOf(consultant, '2026-10-09T10:00:00Z'), { applicationId: given.applicationId, version: await roundVersion(given), summary: 'Counts first.' });
  await agreeAssessment(contextOf(firm, '2026-10-12T01:00:00Z'), { version: await roundVersion(given), targets: {}, areas: ['A5', 'A7'], reason: '' });
}

/** The consultant confirms every area at level 2. */
export async function confirmAll(given: AdmittedCase, now: string): Promise<void> {
  const view = await getAssessmentView(contextOf(given.consultant.actor, now), given.applicationId);
  for (const answer of view.answers) {
    await confirmArea(contextOf(given.consultant.actor, now), {
      applicationId: given.applicationId, areaCode: answer.areaCode, level: 2, note: answer.ownLevel === 2 ? '' : 'No countermeasure sheets seen.', grade: null, revision: answer.revision,
    });
  }
}
