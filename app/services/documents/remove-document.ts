import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findDocument, markDocumentRemoved } from '#db/queries/documents.ts';
import { withActor } from '#db/transaction.ts';

/**
 * Takes a document out of use. Row and file stay: what was submitted or signed may refer to them.
 * Throws not_found, or not_allowed when somebody else uploaded it and the actor is no officer.
 */
export async function removeDocument(ctx: Context, id: string): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const document = await findDocument(tx, id);
      if (!document) throw new AppError('not_found');
      const own = document.uploadedBy === ctx.actor.userId || (ctx.actor.role === 'firm' && document.firmId === ctx.actor.firmId);
      if (!own && ctx.actor.role !== 'officer') throw new AppError('not_allowed');
      if (!(await markDocumentRemoved(tx, id, ctx.now))) throw new AppError('not_found');
      await recordEvent(tx, ctx, { subjectType: 'document', subjectId: id, action: 'remove', firmId: document.firmId, applicationId: document.applicationId });
    },
    { operation: 'documents.remove', content: id },
  );
}
