import { Readable } from 'node:stream';
import type { Context } from '#app/domain/accounts/context.ts';
import { downloadHeaders } from '#app/domain/documents/download-headers.ts';
import { AppError } from '#app/domain/errors.ts';
import { canViewAgreementBudget } from '#app/domain/grants/agreement-policy.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { readDocument } from '#app/services/documents/read-document.ts';
import { listSignatures } from '#db/queries/agreement-parts.ts';
import { listChangeSignatures } from '#db/queries/agreement-versions.ts';
import { findAgreementVersion } from '#db/queries/agreements.ts';
import { listDocumentsOfSubject } from '#db/queries/documents.ts';
import { withActor } from '#db/transaction.ts';
import { drawAgreement, type AgreementContent } from './agreement-content.ts';
import { getAgreementCase, subjectOf } from './grant-case.ts';

export interface OpenPdf {
  readonly content: Readable;
  readonly headers: Record<string, string>;
}

/**
 * The document of the current version (one that a change made carries its signatures already): the stored original that is signed, the copy with signatures, or an English reading
 * copy drawn from the same content. The firm sees none while the agreement is drafted. Throws not_found.
 */
export async function readAgreementDocument(ctx: Context, applicationId: string, which: 'original' | 'signed' | 'en'): Promise<OpenPdf> {
  const found = await withActor(ctx, async (tx) => {
    const { head, agreement } = await getAgreementCase(tx, ctx, applicationId);
    assertAllowed(canViewAgreementBudget(ctx.actor, { ...subjectOf(head), state: agreement.state }));
    if (ctx.actor.role === 'firm' && agreement.state === 'drafting') throw new AppError('not_found');
    const version = agreement.currentVersionId ? await findAgreementVersion(tx, agreement.currentVersionId) : null;
    if (!version) throw new AppError('not_found');
    const documents = await listDocumentsOfSubject(tx, 'agreement_version', version.id);
    return { agreement, version, signatures: version.changeRequestId ? await listChangeSignatures(tx, version.changeRequestId) : await listSignatures(tx, version.id), documentId: documents.find((document) => document.purpose === (which === 'signed' && !version.changeRequestId ? 'signed_copy' : 'original'))?.id ?? null };
  });
  if (which !== 'en') {
    if (!found.documentId) throw new AppError('not_found');
    const { content, headers } = await readDocument(ctx, found.documentId);
    return { content, headers };
  }
  const content = { ...(found.version.content as AgreementContent), ...(found.agreement.number ? { number: found.agreement.number } : {}) };
  const bytes = await drawAgreement(content, { locale: 'en', issuedAt: found.version.createdAt, hash: found.version.hash, signatures: found.signatures });
  const fileName = `agreement-${content.number ?? content.receiptNumber ?? 'copy'}-en.pdf`;
  return { content: Readable.from([Buffer.from(bytes)]), headers: downloadHeaders({ fileName, mimeType: 'application/pdf', byteSize: bytes.byteLength }) };
}
