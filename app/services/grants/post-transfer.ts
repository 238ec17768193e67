import type { Context } from '#app/domain/accounts/context.ts';
import type { LedgerLine } from '#app/domain/grants/ledger.ts';
import { assertSafeWon, sumWon } from '#app/domain/money/won.ts';
import { findTransferByKey, insertLedgerLines, insertLedgerTransfer, openLedgerAccount, type LedgerTransferKind } from '#db/queries/ledger.ts';
import type { ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

export interface Transfer {
  readonly kind: LedgerTransferKind;
  /** A second transfer with the same key is never written; the first one's id comes back. */
  readonly key: string;
  readonly lines: readonly LedgerLine[];
  readonly programmeYearId?: string | null;
  readonly agreementId?: string | null;
  readonly trancheId?: string | null;
  readonly reversesId?: string | null;
  readonly memo?: string | null;
}

/**
 * Writes one transfer of the double-entry ledger: opens missing accounts, then the transfer and all its lines. Lines of
 * the same account are added up, zero lines left out. Throws RangeError when the lines do not sum to zero; a balance
 * that would fall below zero is refused by the database (`ledger_account_not_negative`).
 */
export async function postTransfer(tx: ActorTx, ctx: Context, transfer: Transfer): Promise<{ transferId: string; posted: boolean }> {
  const existing = await findTransferByKey(tx, transfer.key);
  if (existing) return { transferId: existing, posted: false };
  if (sumWon(transfer.lines.map((line) => assertSafeWon(line.amountWon))) !== 0) throw new RangeError('the lines of a transfer sum to zero');
  const amounts = new Map<string, number>();
  for (const line of transfer.lines) {
    if (line.amountWon === 0) continue;
    const accountId = await openLedgerAccount(tx, line.account);
    amounts.set(accountId, assertSafeWon((amounts.get(accountId) ?? 0) + line.amountWon));
  }
  const lines = [...amounts].flatMap(([accountId, amountWon]) => (amountWon === 0 ? [] : [{ accountId, amountWon }]));
  if (lines.length < 2) throw new RangeError('a transfer moves money between two accounts');
  const transferId = uuidv7(ctx.now);
  const posted = await insertLedgerTransfer(tx, {
    id: transferId,
    kind: transfer.kind,
    programmeYearId: transfer.programmeYearId ?? null,
    agreementId: transfer.agreementId ?? null,
    trancheId: transfer.trancheId ?? null,
    reversesId: transfer.reversesId ?? null,
    idempotencyKey: transfer.key,
    memo: transfer.memo ?? null,
    recordedBy: ctx.actor.userId,
    recordedAt: ctx.now,
  });
  if (!posted) return { transferId: (await findTransferByKey(tx, transfer.key)) ?? transferId, posted: false };
  await insertLedgerLines(tx, transferId, lines);
  return { transferId, posted: true };
}
