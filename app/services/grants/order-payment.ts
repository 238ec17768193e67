import { createHash } from 'node:crypto';
import { decryptText } from '#app/config/keys.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { canMovePayment } from '#app/domain/grants/payment-policy.ts';
import { trancheMachine } from '#app/domain/grants/tranche-machine.ts';
import { userIdOf } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findAccountCipher, findNewestBankAccount } from '#db/queries/bank-accounts.ts';
import { insertAccess } from '#db/queries/documents.ts';
import { findPaymentBatch, insertPaymentBatch, listBatchRows, nextBatchNumber, type BatchRow } from '#db/queries/payment-list.ts';
import { patchTranche } from '#db/queries/tranches.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { amountOf } from './approve-payment.ts';
import { assertPaymentAllowed, takePayment } from './payment-case.ts';

/**
 * Finance orders an approved payment (or, after a failure, orders it again) to the account that is verified now. Throws
 * four_eyes when the same person verified or approved it, held, incomplete while an account change is not verified or frozen.
 */
export async function orderPayment(ctx: Context, input: { trancheId: string }): Promise<{ amountWon: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const opened = await takePayment(tx, ctx, input.trancheId);
      const { tranche, head, payment } = opened;
      const transition = tranche.state === 'failed' ? 'resend' : 'order_payment';
      assertPaymentAllowed(canMovePayment(ctx.actor, payment, transition), 'pay');
      const amountWon = amountOf(opened);
      const account = await findNewestBankAccount(tx, tranche.firmId);
      if (account?.status !== 'verified' || (account.usableFrom && account.usableFrom > ctx.now)) throw new AppError('incomplete', { fields: { '': ['grants.guard.bank_not_verified'] } });
      await moveState(tx, ctx, trancheMachine, { id: tranche.id, transition, applicationId: head.id, firmId: head.firmId, payload: { amountWon, bankAccountId: account.id } });
      await patchTranche(tx, tranche.id, { bankAccountId: account.id, paidBy: userIdOf(ctx), failReason: null, batchId: null });
      return { amountWon };
    },
    { operation: 'payments.order', content: input },
  );
}

/**
 * Finance puts ordered payments into one file for the bank. The file is never stored: its hash is, and it is written again
 * from the same rows, byte for byte. Throws held or transition_not_allowed when one of the payments is not ready.
 */
export async function sendBatch(ctx: Context, input: { trancheIds: readonly string[] }): Promise<{ batchId: string; number: string; totalWon: number }> {
  const trancheIds = [...new Set(input.trancheIds)].sort();
  if (trancheIds.length === 0) throw new AppError('invalid_input', { fields: { '': ['grants.batch.nothing_chosen'] } });
  return withActor(
    ctx,
    async (tx) => {
      const number = await nextBatchNumber(tx, `PB-${toSeoulDate(ctx.now).replaceAll('-', '')}-`);
      for (const trancheId of trancheIds) {
        const opened = await takePayment(tx, ctx, trancheId);
        assertPaymentAllowed(canMovePayment(ctx.actor, opened.payment, 'send_to_bank'), 'pay');
        amountOf(opened);
      }
      const rows = await listBatchRows(tx, { trancheIds });
      const content = await writeBankFile(tx, number, rows);
      const batchId = uuidv7(ctx.now);
      const totalWon = rows.reduce((sum, row) => sum + row.amountWon, 0);
      const contentHash = createHash('sha256').update(content).digest('hex');
      await insertPaymentBatch(tx, { id: batchId, number, totalWon, rowCount: rows.length, contentHash, createdBy: userIdOf(ctx), at: ctx.now });
      await recordEvent(tx, ctx, { subjectType: 'payment_batch', subjectId: batchId, action: 'create', payload: { number, totalWon, rows: rows.length, contentHash } });
      for (const trancheId of trancheIds) {
        const { tranche, head } = await takePayment(tx, ctx, trancheId);
        await moveState(tx, ctx, trancheMachine, { id: tranche.id, transition: 'send_to_bank', applicationId: head.id, firmId: head.firmId, payload: { batchId, number } });
        await patchTranche(tx, tranche.id, { batchId, paidBy: userIdOf(ctx) });
      }
      return { batchId, number, totalWon };
    },
    { operation: 'payments.send_batch', content: { trancheIds } },
  );
}

/** The bank file of a batch, for the finance officer; each download is noted. Throws conflict when it is no longer the file that was hashed. */
export async function readBankFile(ctx: Context, batchId: string): Promise<{ fileName: string; content: string; hash: string }> {
  return withActor(ctx, async (tx) => {
    if (ctx.actor.duty !== 'finance_officer') throw new AppError('not_allowed');
    const batch = await findPaymentBatch(tx, batchId);
    if (!batch) throw new AppError('not_found');
    const content = await writeBankFile(tx, batch.number, await listBatchRows(tx, { batchId }));
    if (createHash('sha256').update(content).digest('hex') !== batch.contentHash) throw new AppError('conflict', { fields: { '': ['errors.conflict.file_changed'] } });
    await insertAccess(tx, {
      userId: ctx.actor.userId,
      role: ctx.actor.role,
      duty: ctx.actor.duty,
      kind: 'export',
      subjectType: 'payment_batch',
      subjectId: batchId,
      firmId: null,
      applicationId: null,
      rowCount: batch.rowCount,
      reason: null,
      requestId: ctx.requestId,
    });
    return { fileName: `${batch.number}.csv`, content, hash: batch.contentHash };
  });
}

/** Writes the rows in a fixed order and form; amounts in won. Values that a spreadsheet could take for a formula are defused. */
async function writeBankFile(tx: ActorTx, number: string, rows: readonly BatchRow[]): Promise<string> {
  const lines = ['batch,row,bank_code,account_number,holder,amount_won,memo'];
  for (const [index, row] of rows.entries()) {
    const cipher = row.bankAccountId ? await findAccountCipher(tx, row.bankAccountId) : null;
    if (!cipher || !row.bankCode) throw new AppError('incomplete', { fields: { '': ['grants.guard.bank_not_verified'] } });
    const memo = `${row.agreementNumber ?? ''}-${row.trancheNumber}`;
    lines.push([number, String(index + 1), row.bankCode, decryptText(cipher.keyId, cipher.cipher), row.holder ?? '', String(row.amountWon), memo].map(cell).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
