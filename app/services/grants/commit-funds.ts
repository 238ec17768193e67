import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { commitmentLines, drawFrom, releaseLines } from '#app/domain/grants/ledger.ts';
import { takeBudget } from '#db/queries/grants.ts';
import { listFirmBalances, listPools, type Pool } from '#db/queries/ledger.ts';
import type { ActorTx } from '#db/transaction.ts';
import { postTransfer } from './post-transfer.ts';

/** Whose grant is committed or freed. */
export interface FundedCase {
  readonly applicationId: string;
  readonly firmId: string;
  readonly programmeYearId: string;
  readonly decisionId: string;
}

/** Pools whose earmark fits the firm, in the order in which they are used. */
export function fittingPools(pools: readonly Pool[]): Pool[] {
  return pools.filter((pool) => pool.isOwn || !pool.ownSuppliersOnly);
}

/**
 * Reserves a grant: takes it from the year's budget in one guarded statement and moves it in the ledger from the
 * contributors' pools to the firm. The update of the year's row makes commitments of one year follow one another, so the
 * pools read here cannot shrink meanwhile. Throws budget_exceeded, nothing is kept then.
 */
export async function commitFunds(tx: ActorTx, ctx: Context, subject: FundedCase, amountWon: number): Promise<{ transferId: string }> {
  if (!(await takeBudget(tx, subject.programmeYearId, amountWon))) throw new AppError('budget_exceeded');
  const { parts, missingWon } = drawFrom(fittingPools(await listPools(tx, subject)), amountWon);
  if (missingWon > 0) throw new AppError('budget_exceeded', { details: { missing: missingWon } });
  return postTransfer(tx, ctx, {
    kind: 'commitment',
    key: `commitment:${subject.decisionId}`,
    programmeYearId: subject.programmeYearId,
    lines: parts.flatMap(({ stock, amountWon: part }) => {
      const pool = { programmeYearId: subject.programmeYearId, organisationId: stock.organisationId };
      return commitmentLines(pool, subject.firmId, part);
    }),
  });
}

/**
 * Frees what is committed to a firm and not paid (declined, lapsed, withdrawn, terminated, not needed): back to the
 * contributors' pools and to the year's budget. `amountWon` limits it; without it everything unpaid is freed. Returns the
 * freed amount, 0 when there was nothing or the key was used before.
 */
export async function releaseFunds(tx: ActorTx, ctx: Context, subject: FundedCase, input: { key: string; amountWon?: number; memo?: string; agreementId?: string | null }): Promise<number> {
  const stocks = await listFirmBalances(tx, { kind: 'firm_grant', programmeYearId: subject.programmeYearId, firmId: subject.firmId });
  const heldWon = stocks.reduce((sum, stock) => sum + stock.balanceWon, 0);
  const wantedWon = Math.min(input.amountWon ?? heldWon, heldWon);
  if (wantedWon <= 0) return 0;
  const { parts } = drawFrom(stocks, wantedWon);
  const { posted } = await postTransfer(tx, ctx, {
    kind: 'release',
    key: input.key,
    programmeYearId: subject.programmeYearId,
    agreementId: input.agreementId ?? null,
    memo: input.memo ?? null,
    lines: parts.flatMap(({ stock, amountWon: part }) => {
      const pool = { programmeYearId: subject.programmeYearId, organisationId: stock.organisationId };
      return releaseLines(pool, subject.firmId, part);
    }),
  });
  if (!posted) return 0;
  if (!(await takeBudget(tx, subject.programmeYearId, -wantedWon))) throw new AppError('conflict');
  return wantedWon;
}
