import { getConfig } from '#app/config/config.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { parseQuestionSet, type QuestionSet } from '#app/domain/applications/question-set.ts';
import { visibleQuestions } from '#app/domain/applications/answers.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { contentDisposition } from '#app/domain/documents/download-headers.ts';
import { AppError } from '#app/domain/errors.ts';
import { createFormat } from '#app/i18n/format.ts';
import type { Locale } from '#app/i18n/locale.ts';
import { renderReceiptPdf } from '#app/services/documents/pdf/receipt.tsx';
import { listApplicationVersions, type ApplicationVersion } from '#db/queries/application-versions.ts';
import { findApplication } from '#db/queries/applications.ts';
import { insertAccess } from '#db/queries/documents.ts';
import { findFirm } from '#db/queries/firms.ts';
import { findQuestionSetContent } from '#db/queries/programmes.ts';
import { withActor } from '#db/transaction.ts';
import { loadFormLists, type FormLists } from './check-draft.ts';
import { describeAnswer } from './describe-answer.ts';

/** A PDF to be sent. */
export interface ReceiptFile {
  readonly content: Uint8Array;
  readonly headers: Record<string, string>;
}

/**
 * The receipt of what was sent last, drawn from the frozen version; the download is noted. Throws not_found for an
 * application of others or one that was never sent.
 */
export async function makeReceipt(ctx: Context, applicationId: string, options: { locale: Locale }): Promise<ReceiptFile> {
  const found = await withActor(ctx, async (tx) => {
    const application = await findApplication(tx, applicationId);
    if (!application?.receiptNumber || (ctx.actor.role === 'firm' && application.firmId !== ctx.actor.firmId)) throw new AppError('not_found');
    const [version] = await listApplicationVersions(tx, applicationId);
    const firm = await findFirm(tx, application.firmId);
    if (!version || !firm) throw new AppError('not_found');
    const set = parseQuestionSet(await findQuestionSetContent(tx, version.questionSetId));
    const lists = await loadFormLists(tx, toSeoulDate(version.submittedAt));
    const access = { userId: ctx.actor.userId, role: ctx.actor.role, duty: ctx.actor.duty, kind: 'download' as const, subjectType: 'receipt', subjectId: version.id, firmId: firm.id, applicationId, rowCount: null, reason: null, requestId: ctx.requestId };
    await insertAccess(tx, access);
    return { receiptNumber: application.receiptNumber, version, firm, set, lists };
  });
  const { receiptNumber, version, firm, set, lists } = found;
  const content = await renderReceiptPdf({
    locale: options.locale,
    hash: version.hash,
    demo: getConfig().demo,
    receiptNumber,
    firmName: firm.name,
    businessNumber: firm.businessNumber,
    submittedAt: version.submittedAt,
    sections: sectionsOf(set, version, lists, options.locale),
    documents: version.documents.map(({ fileName, byteSize, sha256 }) => ({ fileName, byteSize, sha256 })),
  });
  return {
    content,
    headers: { 'Content-Type': 'application/pdf', 'Content-Length': String(content.byteLength), 'Content-Disposition': contentDisposition(`${receiptNumber}.pdf`), 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'private, no-store' },
  };
}

function sectionsOf(set: QuestionSet, version: ApplicationVersion, lists: FormLists, locale: Locale) {
  const format = createFormat(locale);
  const names = new Map(version.documents.map((document) => [document.documentId, document.fileName]));
  const visible = new Set(visibleQuestions(set, version.answers).map((question) => question.id));
  return set.sections
    .map((section) => ({
      title: format.text(section.title),
      rows: section.questions
        .filter((question) => visible.has(question.id) && version.answers[question.id] !== undefined)
        .map((question) => ({ label: format.text(question.label), value: describeAnswer(question, version.answers[question.id], lists, names, locale) })),
    }))
    .filter((section) => section.rows.length > 0);
}
