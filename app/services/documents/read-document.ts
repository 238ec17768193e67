import type { Readable } from 'node:stream';
import type { Context } from '#app/domain/accounts/context.ts';
import { downloadHeaders } from '#app/domain/documents/download-headers.ts';
import { AppError } from '#app/domain/errors.ts';
import { findDocument, insertAccess, type DocumentRow } from '#db/queries/documents.ts';
import { withActor } from '#db/transaction.ts';
import { openFile } from './storage.ts';

/** A document ready to be sent: its row, its content and the headers it must leave with. */
export interface OpenDocument {
  readonly document: DocumentRow;
  readonly content: Readable;
  readonly headers: Record<string, string>;
}

/**
 * Opens a document for its reader and notes the download. Row-level security decides who sees it; a file that is not
 * known to be clean goes to nobody. Throws not_found (also for rows of others), or held while a scan is pending.
 */
export async function readDocument(ctx: Context, id: string, reason: string | null = null): Promise<OpenDocument> {
  const document = await withActor(ctx, async (tx) => {
    const found = await findDocument(tx, id);
    if (!found || found.status === 'infected' || found.status === 'refused') throw new AppError('not_found');
    if (found.status === 'pending') throw new AppError('held');
    if (ctx.actor.role === 'firm' && found.firmId !== ctx.actor.firmId && found.ownerUserId !== ctx.actor.userId) throw new AppError('not_found');
    await insertAccess(tx, {
      userId: ctx.actor.userId,
      role: ctx.actor.role,
      duty: ctx.actor.duty,
      kind: 'download',
      subjectType: 'document',
      subjectId: id,
      firmId: found.firmId,
      applicationId: found.applicationId,
      rowCount: null,
      reason,
      requestId: ctx.requestId,
    });
    return found;
  });
  return { document, content: await openFile(document.storageKey), headers: downloadHeaders(document) };
}
