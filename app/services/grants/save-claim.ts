import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { parseBusinessNumber } from '#app/domain/formats/business-number.ts';
import { canPreparePayment } from '#app/domain/grants/payment-policy.ts';
import type { Received } from '#app/services/documents/receive-file.ts';
import { acceptFile, addDocument, keepFile, type StoredFile } from '#app/services/documents/store-document.ts';
import { removeFile } from '#app/services/documents/storage.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { listClaimLines, removeClaimLines, saveClaimLine, setLineDocuments, type ClaimProofKind } from '#db/queries/claim-lines.ts';
import { patchTranche } from '#db/queries/tranches.ts';
import { withActor } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { assertPaymentAllowed, takePayment } from './payment-case.ts';

/** What a file of a line proves. */
export const claimPurposes = ['quotation', 'invoice', 'transfer'] as const;
export type ClaimPurpose = (typeof claimPurposes)[number];

export interface ClaimLineInput {
  /** Set for a line that was saved before. */
  readonly id: string | null;
  readonly budgetLineId: string;
  readonly title: string;
  readonly note: string;
  readonly supplierName: string;
  readonly supplierNumber: string;
  readonly proofKind: ClaimProofKind;
  readonly proofOn: string;
  readonly invoiceNumber: string;
  readonly amountWon: number;
}

/** A file that arrived with the form, for the line at `index`. */
export interface ClaimUpload {
  readonly index: number;
  readonly purpose: ClaimPurpose;
  readonly received: Received;
}

export interface ClaimInput {
  readonly trancheId: string;
  readonly lines: readonly ClaimLineInput[];
  readonly note: string;
  readonly uploads: readonly ClaimUpload[];
}

/**
 * Saves the lines and files of a payment request while the firm has the turn; lines that are no longer in the form are
 * taken out (before the first submission only). Nothing is checked but the single values: the whole is checked when the
 * representative submits. Throws invalid_input, file_refused, held, not_your_turn.
 */
export async function saveClaim(ctx: Context, input: ClaimInput): Promise<{ lines: number }> {
  const problems = problemsOf(input);
  if (Object.keys(problems).length > 0) throw new AppError('invalid_input', { fields: problems });
  const stored = await receive(input.uploads);
  try {
    return await withActor(
      ctx,
      async (tx) => {
        const { tranche, head, payment } = await takePayment(tx, ctx, input.trancheId);
        assertPaymentAllowed(canPreparePayment(ctx.actor, payment), 'claim');
        const before = await listClaimLines(tx, tranche.id);
        const kept = new Set(input.lines.flatMap((line) => (line.id ? [line.id] : [])));
        if ([...kept].some((id) => !before.some((line) => line.id === id))) throw new AppError('not_found');
        const gone = before.filter((line) => !kept.has(line.id)).map((line) => line.id);
        if (gone.length > 0 && tranche.state !== 'claim_open') throw new AppError('invalid_input', { fields: { '': ['grants.claim.line_removed'] } });
        await removeClaimLines(tx, tranche.id, gone);
        for (const [index, line] of input.lines.entries()) {
          // One millisecond apart, so that the ids keep the order of the form.
          const id = line.id ?? uuidv7(new Date(ctx.now.getTime() + index));
          await saveClaimLine(tx, {
            id,
            trancheId: tranche.id,
            agreementId: tranche.agreementId,
            firmId: tranche.firmId,
            budgetLineId: line.budgetLineId,
            title: line.title.trim(),
            basis: line.note.trim() || null,
            supplierName: line.supplierName.trim() || null,
            supplierNumber: parseBusinessNumber(line.supplierNumber) ?? null,
            proofKind: line.proofKind,
            proofOn: line.proofOn,
            invoiceNumber: line.invoiceNumber.trim() || null,
            amountWon: line.amountWon,
          });
          const files = stored.filter((upload) => upload.index === index);
          for (const { file, purpose } of files) {
            await addDocument(tx, ctx, file, { kind: 'payment', firmId: tranche.firmId, applicationId: head.id, use: { subjectType: 'tranche_line', subjectId: id, purpose } }, `${purpose}_${index}`);
          }
          if (files.length > 0) await setLineDocuments(tx, id);
        }
        await patchTranche(tx, tranche.id, { note: input.note.trim() || null });
        await recordEvent(tx, ctx, {
          machine: 'tranche',
          subjectType: 'tranche',
          subjectId: tranche.id,
          applicationId: head.id,
          firmId: tranche.firmId,
          action: 'save_lines',
          payload: { before: before.map(({ id, amountWon, proofOn }) => ({ id, amountWon, proofOn })), lines: input.lines.map(({ amountWon, proofOn }) => ({ amountWon, proofOn })), files: stored.length },
        });
        return { lines: input.lines.length };
      },
      { operation: 'payments.save_claim', content: { ...input, uploads: stored.map((upload) => [upload.index, upload.purpose, upload.file.sha256]) } },
    );
  } catch (error) {
    if (error instanceof AppError) for (const { file } of stored) await removeFile(file.storageKey);
    throw translated(error, input);
  }
}

async function receive(uploads: readonly ClaimUpload[]): Promise<{ index: number; purpose: ClaimPurpose; file: StoredFile }[]> {
  const stored: { index: number; purpose: ClaimPurpose; file: StoredFile }[] = [];
  for (const upload of uploads) stored.push({ index: upload.index, purpose: upload.purpose, file: await keepFile(acceptFile(upload.received, `${upload.purpose}_${upload.index}`)) });
  return stored;
}

function problemsOf(input: ClaimInput): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const [index, line] of input.lines.entries()) {
    if (line.title.trim().length < 2) fields[`lines[${index}].title`] = ['errors.field.required'];
    if (line.amountWon <= 0) fields[`lines[${index}].amountWon`] = ['answers.claim.line_amount'];
    if (!/^\d{4}-\d{2}-\d{2}$/.test(line.proofOn)) fields[`lines[${index}].proofOn`] = ['errors.field.date'];
    if (line.supplierNumber.trim() && parseBusinessNumber(line.supplierNumber) === null) fields[`lines[${index}].supplierNumber`] = ['grants.claim.supplier_number_invalid'];
  }
  return fields;
}

/** A proof that another request used already is refused by the database; the message stands beside the line. */
function translated(error: unknown, input: ClaimInput): unknown {
  const constraint = (error as { constraint?: string }).constraint;
  if (constraint !== 'tranche_line_invoice' && constraint !== 'tranche_line_serial') return error;
  const fields = Object.fromEntries(input.lines.flatMap((line, index) => (line.invoiceNumber.trim() ? [[`lines[${index}].invoiceNumber`, ['answers.claim.proof_used']]] : [])));
  return new AppError('invalid_input', { fields });
}
