import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { insertApplicationDocument } from '#db/queries/application-documents.ts';
import { listReusableDocuments } from '#db/queries/reusable-documents.ts';
import { withActor } from '#db/transaction.ts';
import { assertRoom, keepSummary, openForFiles } from './attach-document.ts';

const DAYS = 365;

/** Attaches a paper that the firm handed in earlier. Throws not_found for one that may not be used, file_refused beyond the number, not_your_turn. */
export async function reuseDocument(ctx: Context, input: { questionId: string; documentId: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const { draft, applicationId, requirement, maxFiles } = await openForFiles(tx, ctx, input.questionId);
    const since = new Date(ctx.now.getTime() - DAYS * 86_400_000);
    const offered = await listReusableDocuments(tx, { firmId: draft.firm.id, applicationId, kinds: [requirement], since, today: draft.call.today });
    if (!offered.some((document) => document.documentId === input.documentId)) throw new AppError('not_found');
    await assertRoom(tx, { id: input.questionId, applicationId, requirement, maxFiles });
    await insertApplicationDocument(tx, { applicationId, firmId: draft.firm.id, requirement, documentId: input.documentId, by: ctx.actor.userId, at: ctx.now });
    await recordEvent(tx, ctx, { subjectType: 'document', subjectId: input.documentId, action: 'attach', firmId: draft.firm.id, applicationId });
    await keepSummary(tx, ctx, applicationId);
  });
}
