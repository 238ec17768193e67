import type { LedgerAccountKey, LedgerAccountKind } from '#db/queries/ledger.ts';
import type { TransferLine } from './post-transfer.ts';

/** Money of one contributor in one programme year. */
export interface PoolKey {
  readonly programmeYearId: string;
  readonly organisationId: string | null;
}

/** The account outside the books from which a contributor pays in; the only kind that may be negative. */
export function outsideAccount(pool: PoolKey): LedgerAccountKey {
  return { kind: 'outside', programmeYearId: pool.programmeYearId, organisationId: pool.organisationId };
}

/** What a contributor paid in and did not yet give to the year. */
export function earmarkAccount(pool: PoolKey): LedgerAccountKey {
  return { kind: 'contributor_earmark', programmeYearId: pool.programmeYearId, organisationId: pool.organisationId };
}

/** What is free in the year for grants, per contributor. */
export function yearAccount(pool: PoolKey): LedgerAccountKey {
  return { kind: 'programme_year', programmeYearId: pool.programmeYearId, organisationId: pool.organisationId };
}

/** An account of a firm that remembers whose money it holds: committed, paid, own share, demanded back. */
export function firmAccount(kind: Extract<LedgerAccountKind, 'firm_grant' | 'firm_paid' | 'firm_own_share' | 'clawback'>, pool: PoolKey, firmId: string): LedgerAccountKey {
  return { kind, programmeYearId: pool.programmeYearId, organisationId: pool.organisationId, firmId };
}

/** Moves an amount from one account to another. */
export function moveLines(from: LedgerAccountKey, to: LedgerAccountKey, amountWon: number): TransferLine[] {
  return [
    { account: from, amountWon: -amountWon },
    { account: to, amountWon },
  ];
}

/** Takes an amount out of several stocks in their order, as much as each holds; `missingWon` is what they do not cover. */
export function drawFrom<T extends { readonly balanceWon: number }>(stocks: readonly T[], amountWon: number): { parts: { stock: T; amountWon: number }[]; missingWon: number } {
  let missingWon = amountWon;
  const parts: { stock: T; amountWon: number }[] = [];
  for (const stock of stocks) {
    const part = Math.min(stock.balanceWon, missingWon);
    if (part <= 0) continue;
    parts.push({ stock, amountWon: part });
    missingWon -= part;
  }
  return { parts, missingWon };
}
