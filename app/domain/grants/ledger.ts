import { assertSafeWon, sumWon } from '#app/domain/money/won.ts';

/**
 * Accounts of the double-entry ledger. Lines are signed: plus is money that arrives in the account, minus is money that leaves it.
 * `outside` is the world beyond the books, the only account that may be negative: money comes from there and ends there.
 */
export const accountKinds = [
  'outside',
  'contributor_earmark', // paid in by a contributor, not given to the year yet
  'programme_year', // free in the year for grants, per contributor
  'firm_grant', // committed to a firm, not paid yet
  'firm_paid', // paid to the firm, use not accepted yet
  'firm_own_share', // the firm's own money
  'returned', // given back to the contributor
  'clawback', // demanded back from the firm, with interest and surcharge
] as const;
export type AccountKind = (typeof accountKinds)[number];

/** What identifies an account: its kind and whose money it holds, for whom. */
export interface AccountKey {
  readonly kind: AccountKind;
  readonly programmeYearId?: string | null;
  /** The contributor whose money it is. */
  readonly organisationId?: string | null;
  readonly firmId?: string | null;
  readonly agreementId?: string | null;
}

/** A signed line of a transfer, in won. */
export interface LedgerLine {
  readonly account: AccountKey;
  readonly amountWon: number;
}

/** Money of one contributor in one programme year. */
export interface PoolKey {
  readonly programmeYearId: string;
  readonly organisationId: string | null;
}

function poolAccount(kind: 'outside' | 'contributor_earmark' | 'programme_year', { programmeYearId, organisationId }: PoolKey): AccountKey {
  return { kind, programmeYearId, organisationId };
}

function firmAccount(kind: 'firm_grant' | 'firm_paid' | 'clawback', { programmeYearId, organisationId }: PoolKey, firmId: string): AccountKey {
  return { kind, programmeYearId, organisationId, firmId };
}

function move(from: AccountKey, to: AccountKey, amountWon: number): LedgerLine[] {
  assertSafeWon(amountWon);
  if (amountWon <= 0) throw new RangeError('a ledger entry moves a positive amount');
  return [{ account: from, amountWon: -amountWon }, { account: to, amountWon }];
}

/** A contributor pays in: outside → contributor_earmark. */
export function contributionLines(pool: PoolKey, amountWon: number): LedgerLine[] {
  return move(poolAccount('outside', pool), poolAccount('contributor_earmark', pool), amountWon);
}

/** Money paid in is given to the year: contributor_earmark → programme_year. */
export function allocationLines(pool: PoolKey, amountWon: number): LedgerLine[] {
  return move(poolAccount('contributor_earmark', pool), poolAccount('programme_year', pool), amountWon);
}

/** A grant is committed to a firm: programme_year → firm_grant. */
export function commitmentLines(pool: PoolKey, firmId: string, amountWon: number): LedgerLine[] {
  return move(poolAccount('programme_year', pool), firmAccount('firm_grant', pool, firmId), amountWon);
}

/** An unpaid commitment is freed: firm_grant → programme_year. */
export function releaseLines(pool: PoolKey, firmId: string, amountWon: number): LedgerLine[] {
  return move(firmAccount('firm_grant', pool, firmId), poolAccount('programme_year', pool), amountWon);
}

/** A tranche is paid: firm_grant → firm_paid. */
export function paymentLines(pool: PoolKey, firmId: string, amountWon: number): LedgerLine[] {
  return move(firmAccount('firm_grant', pool, firmId), firmAccount('firm_paid', pool, firmId), amountWon);
}

/** The settlement accepts the use of paid money, which leaves the books: firm_paid → outside. */
export function acceptedUseLines(pool: PoolKey, firmId: string, amountWon: number): LedgerLine[] {
  return move(firmAccount('firm_paid', pool, firmId), poolAccount('outside', pool), amountWon);
}

/** The firm gives unused money back, where it can be granted again: firm_paid → programme_year. */
export function refundLines(pool: PoolKey, firmId: string, amountWon: number): LedgerLine[] {
  return move(firmAccount('firm_paid', pool, firmId), poolAccount('programme_year', pool), amountWon);
}

/** Interest that the firm pays with its refund: outside → programme_year. */
export function interestLines(pool: PoolKey, amountWon: number): LedgerLine[] {
  return move(poolAccount('outside', pool), poolAccount('programme_year', pool), amountWon);
}

/** Paid money is demanded back: firm_paid → clawback. */
export function clawbackLines(pool: PoolKey, firmId: string, amountWon: number): LedgerLine[] {
  return move(firmAccount('firm_paid', pool, firmId), firmAccount('clawback', pool, firmId), amountWon);
}

/** A demand for what the books do not hold any more (accepted before), or never held (interest, surcharge): outside → clawback. */
export function newClaimLines(pool: PoolKey, firmId: string, amountWon: number): LedgerLine[] {
  return move(poolAccount('outside', pool), firmAccount('clawback', pool, firmId), amountWon);
}

/** A demanded amount comes in: clawback → programme_year. */
export function clawbackReceiptLines(pool: PoolKey, firmId: string, amountWon: number): LedgerLine[] {
  return move(firmAccount('clawback', pool, firmId), poolAccount('programme_year', pool), amountWon);
}

/** The opposite of lines; mistakes are reversed, never edited. */
export function reversalLines<Line extends { readonly amountWon: number }>(lines: readonly Line[]): Line[] {
  return lines.map((line) => ({ ...line, amountWon: line.amountWon === 0 ? 0 : -line.amountWon }));
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

/** True when lines sum to zero and there are at least two. */
export function isBalanced(lines: readonly LedgerLine[]): boolean {
  return lines.length >= 2 && sumWon(lines.map((line) => line.amountWon)) === 0;
}

/** Balance per kind of account over many lines. */
export function sumBalances(lines: Iterable<LedgerLine>): Map<AccountKind, number> {
  const balances = new Map<AccountKind, number>();
  for (const { account, amountWon } of lines) balances.set(account.kind, assertSafeWon((balances.get(account.kind) ?? 0) + amountWon));
  return balances;
}
