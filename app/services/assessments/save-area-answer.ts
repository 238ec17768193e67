import type { Context } from '#app/domain/accounts/context.ts';
import { canAnswerAssessment } from '#app/domain/assessments/assessment-policy.ts';
import { findArea, needsEvidence } from '#app/domain/assessments/roadmap.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { addDocument, acceptFile, keepFile } from '#app/services/documents/store-document.ts';
import type { Received } from '#app/services/documents/receive-file.ts';
import { removeFile } from '#app/services/documents/storage.ts';
import { saveOwnAnswer } from '#db/queries/assessment-answers.ts';
import { withActor } from '#db/transaction.ts';
import { assertAllowed, getCaseFacts, getOwnCase } from './case-facts.ts';
import { getCurrentAssessment } from './assessment-facts.ts';

export interface AreaInput {
  readonly areaCode: string;
  /** 1–5, or null when the area does not apply or nothing is chosen yet. */
  readonly level: number | null;
  readonly notApplicable: boolean;
  /** Evidence in words, or the reason why the area does not apply. */
  readonly evidence: string;
  /** Revision the writer has seen; 0 for the first answer. */
  readonly revision: number;
  readonly removeFile?: boolean;
  /** A half-finished answer is kept as it is; only a finished one has to bring its evidence. */
  readonly isDraft: boolean;
}

/**
 * Keeps the firm's answer for one area. Throws invalid_input with field messages, stale_version when somebody else saved
 * in between, file_refused, or not_your_turn after the self-assessment was sent.
 */
export async function saveAreaAnswer(ctx: Context, input: AreaInput, received: Received | null = null): Promise<{ savedAt: Date }> {
  const kept = received ? await keepFile(acceptFile(received, 'file')) : null;
  try {
    return await withActor(ctx, async (tx) => {
      const facts = await getCaseFacts(tx, await getOwnCase(tx, ctx));
      const { assessment, roadmap, answers } = await getCurrentAssessment(tx, facts.applicationId);
      assertAllowed(canAnswerAssessment(ctx.actor, { ...facts.subject, state: assessment.state }));
      if (!findArea(roadmap, input.areaCode)) throw new AppError('not_found');
      const stored = answers.find((answer) => answer.areaCode === input.areaCode);
      // Answers save themselves while they are typed, so a writer never loses against the own last save, only against somebody else's.
      if (stored && stored.revision !== input.revision && stored.updatedBy !== ctx.actor.userId) throw new AppError('stale_version');
      const hasFile = Boolean(kept) || (Boolean(stored?.document) && !input.removeFile);
      if (!input.isDraft) assertFinished(input, hasFile);
      const documentId = kept
        ? await addDocument(tx, ctx, kept, {
            kind: 'assessment_evidence', firmId: facts.firmId, applicationId: facts.applicationId,
            use: { subjectType: 'assessment', subjectId: assessment.id, purpose: input.areaCode },
          })
        : input.removeFile
          ? null
          : undefined;
      const saved = await saveOwnAnswer(
        tx,
        {
          assessmentId: assessment.id, applicationId: facts.applicationId, firmId: facts.firmId, areaCode: input.areaCode,
          level: input.notApplicable ? null : input.level, notApplicable: input.notApplicable, evidence: input.evidence.trim() || null,
          documentId, by: ctx.actor.userId, at: ctx.now,
        },
        stored?.revision ?? 0,
      );
      if (!saved) throw new AppError('stale_version');
      return { savedAt: ctx.now };
    });
  } catch (error) {
    if (kept && error instanceof AppError) await removeFile(kept.storageKey);
    throw error;
  }
}

function assertFinished(input: AreaInput, hasFile: boolean): void {
  const evidence = input.evidence.trim();
  if (input.notApplicable && evidence === '') throw new AppError('invalid_input', { fields: { evidence: ['assessments.error.reason_missing'] } });
  if (!input.notApplicable && input.level === null) throw new AppError('invalid_input', { fields: { level: ['answers.assessment.level_missing'] } });
  if (input.level !== null && !input.notApplicable && needsEvidence(input.level) && evidence === '' && !hasFile) {
    throw new AppError('invalid_input', { fields: { evidence: [encodeMessage('answers.assessment.evidence_missing', { level: input.level })] } });
  }
}
