import type { Context } from '#app/domain/accounts/context.ts';
import { canUploadAttachment } from '#app/domain/applications/application-policy.ts';
import { findQuestion } from '#app/domain/applications/question-set.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { dropFile, type Received } from '#app/services/documents/receive-file.ts';
import { acceptFile, addDocument, fileOperation, keepFile } from '#app/services/documents/store-document.ts';
import { fileRefused } from '#app/services/documents/refusal.ts';
import { removeFile } from '#app/services/documents/storage.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { deleteApplicationDocument, insertApplicationDocument, listApplicationFiles } from '#db/queries/application-documents.ts';
import { setDraftSummary } from '#db/queries/applications.ts';
import { lockFilesOf, markDocumentRemoved } from '#db/queries/documents.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { openFirmDraft, requirementOf, type FirmDraft } from './firm-draft.ts';
import { summaryOf } from './save-answers.ts';
import { ensureDraft, onceMore } from './start-application.ts';

const FILES_PER_QUESTION = 5;

/** Draft and question of an attachment, after the checks that adding and removing share. */
export async function openForFiles(tx: ActorTx, ctx: Context, questionId: string): Promise<{ draft: FirmDraft; applicationId: string; requirement: string; maxFiles: number }> {
  const before = await openFirmDraft(tx, ctx);
  const applicationId = await ensureDraft(tx, ctx, before);
  const draft = before.application ? before : await openFirmDraft(tx, ctx);
  const question = findQuestion(draft.set, questionId);
  if (!question || question.kind !== 'file') throw new AppError('not_found');
  assertAllowed(canUploadAttachment(ctx.actor, { firmId: draft.firm.id, state: draft.application?.state ?? 'draft' }));
  if (!draft.editable.has(questionId)) throw new AppError('not_your_turn');
  return { draft, applicationId, requirement: requirementOf(question), maxFiles: question.maxFiles ?? FILES_PER_QUESTION };
}

/** Throws file_refused when a question holds as many files as it may; nobody adds another one until the transaction ends. */
export async function assertRoom(tx: ActorTx, question: { id: string; applicationId: string; requirement: string; maxFiles: number }): Promise<void> {
  await lockFilesOf(tx, question.applicationId);
  const own = (await listApplicationFiles(tx, question.applicationId)).filter((entry) => entry.requirement === question.requirement);
  if (own.length >= question.maxFiles) throw fileRefused(question.id, 'too_many', question.maxFiles);
}

/**
 * Attaches an uploaded file to a question of the form, once per form key. Throws file_refused beside that question,
 * not_your_turn when it is locked, not_allowed.
 */
export async function attachDocument(ctx: Context, input: { questionId: string; received: Received }): Promise<{ documentId: string }> {
  const { questionId } = input;
  const file = acceptFile(input.received, questionId);
  try {
    await withActor(ctx, (tx) => openForFiles(tx, ctx, questionId));
  } catch (error) {
    await dropFile(file);
    throw error;
  }
  const stored = await keepFile(file);
  try {
    let wrote = false;
    const attach = async (tx: ActorTx) => {
      const { draft, applicationId, requirement, maxFiles } = await openForFiles(tx, ctx, questionId);
      await assertRoom(tx, { id: questionId, applicationId, requirement, maxFiles });
      const documentId = await addDocument(tx, ctx, stored, { kind: requirement, firmId: draft.firm.id, applicationId, use: { subjectType: 'application', subjectId: applicationId, purpose: requirement } }, questionId);
      await insertApplicationDocument(tx, { applicationId, firmId: draft.firm.id, requirement, documentId, by: ctx.actor.userId, at: ctx.now });
      await keepSummary(tx, ctx, applicationId);
      wrote = true;
      return { documentId };
    };
    const result = await onceMore(() => withActor(ctx, attach, fileOperation('applications.attach', stored, questionId)));
    if (!wrote) await removeFile(stored.storageKey);
    return result;
  } catch (error) {
    // Only a refusal is known to have written nothing; after a lost answer the row may exist, and the sweep decides.
    if (error instanceof AppError) await removeFile(stored.storageKey);
    throw error;
  }
}

/** Takes a file off the form. A file that was sent before stays in the sent version. Throws not_found, not_your_turn, not_allowed. */
export async function removeAttachment(ctx: Context, input: { questionId: string; documentId: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const { draft, applicationId, requirement } = await openForFiles(tx, ctx, input.questionId);
    const file = draft.files.find((entry) => entry.documentId === input.documentId && entry.requirement === requirement);
    if (!file || !(await deleteApplicationDocument(tx, applicationId, file.documentId))) throw new AppError('not_found');
    const wasSent = draft.versions.some((version) => version.documents.some((document) => document.documentId === file.documentId));
    if (!wasSent) await markDocumentRemoved(tx, file.documentId, ctx.now);
    await recordEvent(tx, ctx, { subjectType: 'document', subjectId: file.documentId, action: 'remove', firmId: draft.firm.id, applicationId });
    await keepSummary(tx, ctx, applicationId);
  });
}

/** Brings the application's summary columns up to date after its files changed. */
export async function keepSummary(tx: ActorTx, ctx: Context, applicationId: string): Promise<void> {
  const after = await openFirmDraft(tx, ctx);
  if (after.application?.state === 'draft') await setDraftSummary(tx, applicationId, summaryOf(after.set, after.answers));
}
