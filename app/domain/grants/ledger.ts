import { assertSafeWon, sumWon } from '../money/won.ts';

/**
 * Accounts of the double-entry ledger. Lines are signed: plus is money that arrives in the account, minus is money that leaves it.
 * `contribution`, `own_funds`, `interest` are sources (balance ≤ 0); `settled`, `own_share`, `returned` are ends (balance ≥ 0).
 */
export const accountKinds = [
  'contribution', // what a contributor paid in
  'allocation', // money of a contributor that is free for a programme year
  'firm_grant', // committed to one agreement, not paid yet
  'paid', // paid to the firm, use not accepted yet
  'settled', // use accepted in the settlement
  'own_funds', // the firm's own money
  'own_share', // own money spent and accepted
  'clawback', // demanded back from the firm
  'interest', // interest and surcharge demanded
  'returned', // given back to the contributor
] as const;
export type AccountKind = (typeof accountKinds)[number];

/** An account: its kind and the owner it belongs to. Which ids are set depends on the kind. */
export interface AccountKey {
  kind: AccountKind;
  contributorId: string | null;
  programmeYearId: string | null;
  agreementId: string | null;
}

export interface LedgerLine {
  account: AccountKey;
  amountWon: number;
}

export const entryKinds = ['contribution', 'allocation', 'commitment', 'release', 'payment', 'settlement', 'own_share', 'return', 'clawback_demand', 'clawback_receipt', 'payout_back', 'reversal'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Lines of one entry; they always sum to zero. */
export interface LedgerEntry {
  kind: EntryKind;
  lines: LedgerLine[];
}

/** Whose money moves: the pool of one contributor in one programme year. */
export interface PoolKey {
  contributorId: string;
  programmeYearId: string;
}

const none = { contributorId: null, programmeYearId: null, agreementId: null };

/** Account of a pool (contribution, allocation, returned). */
export function poolAccount(kind: 'contribution' | 'allocation' | 'returned', pool: PoolKey): AccountKey {
  return { ...none, kind, contributorId: pool.contributorId, programmeYearId: pool.programmeYearId };
}

/** Account of an agreement that remembers whose money it holds. */
export function agreementAccount(kind: Exclude<AccountKind, 'contribution' | 'allocation' | 'returned'>, agreementId: string, pool: PoolKey): AccountKey {
  return { kind, agreementId, contributorId: pool.contributorId, programmeYearId: pool.programmeYearId };
}

/** Text key of an account, unique per account, for maps and idempotent inserts. */
export function accountCode(account: AccountKey): string {
  return [account.kind, account.contributorId ?? '-', account.programmeYearId ?? '-', account.agreementId ?? '-'].join('/');
}

function move(kind: EntryKind, from: AccountKey, to: AccountKey, amountWon: number): LedgerEntry {
  assertSafeWon(amountWon);
  if (amountWon <= 0) throw new RangeError('a ledger entry moves a positive amount');
  return { kind, lines: [{ account: from, amountWon: -amountWon }, { account: to, amountWon }] };
}

/** A contributor pays in: contribution → allocation. */
export function contributionPostings(input: { pool: PoolKey; amountWon: number }): LedgerEntry {
  return move('contribution', poolAccount('contribution', input.pool), poolAccount('allocation', input.pool), input.amountWon);
}

/** Money of a contributor moves to another programme year or contributor pool. */
export function allocationPostings(input: { from: PoolKey; to: PoolKey; amountWon: number }): LedgerEntry {
  return move('allocation', poolAccount('allocation', input.from), poolAccount('allocation', input.to), input.amountWon);
}

/** A grant is committed to an agreement: allocation → firm_grant. */
export function commitmentPostings(input: { pool: PoolKey; agreementId: string; amountWon: number }): LedgerEntry {
  return move('commitment', poolAccount('allocation', input.pool), agreementAccount('firm_grant', input.agreementId, input.pool), input.amountWon);
}

/** An unpaid commitment is freed: firm_grant → allocation. */
export function releasePostings(input: { pool: PoolKey; agreementId: string; amountWon: number }): LedgerEntry {
  return move('release', agreementAccount('firm_grant', input.agreementId, input.pool), poolAccount('allocation', input.pool), input.amountWon);
}

/** A tranche is paid to the firm: firm_grant → paid. */
export function paymentPostings(input: { pool: PoolKey; agreementId: string; amountWon: number }): LedgerEntry {
  return move('payment', agreementAccount('firm_grant', input.agreementId, input.pool), agreementAccount('paid', input.agreementId, input.pool), input.amountWon);
}

/** The settlement accepts the use of paid money: paid → settled. */
export function settlementPostings(input: { pool: PoolKey; agreementId: string; amountWon: number }): LedgerEntry {
  return move('settlement', agreementAccount('paid', input.agreementId, input.pool), agreementAccount('settled', input.agreementId, input.pool), input.amountWon);
}

/** The firm's own money that the settlement accepted: own_funds → own_share. */
export function ownSharePostings(input: { pool: PoolKey; agreementId: string; amountWon: number }): LedgerEntry {
  return move('own_share', agreementAccount('own_funds', input.agreementId, input.pool), agreementAccount('own_share', input.agreementId, input.pool), input.amountWon);
}

/** The firm gives unused money back: paid → allocation, where it can be granted again. */
export function returnPostings(input: { pool: PoolKey; agreementId: string; amountWon: number }): LedgerEntry {
  return move('return', agreementAccount('paid', input.agreementId, input.pool), poolAccount('allocation', input.pool), input.amountWon);
}

/** Money is demanded back: principal leaves `paid` or `settled`, interest and surcharge come from `interest`; all of it is due in `clawback`. */
export function clawbackDemandPostings(input: { pool: PoolKey; agreementId: string; fromPaidWon: number; fromSettledWon: number; interestWon: number }): LedgerEntry {
  const parts: [Exclude<AccountKind, 'contribution' | 'allocation' | 'returned'>, number][] = [
    ['paid', input.fromPaidWon],
    ['settled', input.fromSettledWon],
    ['interest', input.interestWon],
  ];
  const lines = parts
    .filter(([, amount]) => assertSafeWon(amount) !== 0)
    .map(([kind, amount]) => ({ account: agreementAccount(kind, input.agreementId, input.pool), amountWon: -amount }));
  const total = sumWon(parts.map(([, amount]) => amount));
  if (total <= 0 || parts.some(([, amount]) => amount < 0)) throw new RangeError('a clawback demands a positive amount');
  return { kind: 'clawback_demand', lines: [...lines, { account: agreementAccount('clawback', input.agreementId, input.pool), amountWon: total }] };
}

/** A demanded amount comes in: clawback → allocation. */
export function clawbackReceiptPostings(input: { pool: PoolKey; agreementId: string; amountWon: number }): LedgerEntry {
  return move('clawback_receipt', agreementAccount('clawback', input.agreementId, input.pool), poolAccount('allocation', input.pool), input.amountWon);
}

/** Unused money goes back to the contributor: allocation → returned. */
export function payoutBackPostings(input: { pool: PoolKey; amountWon: number }): LedgerEntry {
  return move('payout_back', poolAccount('allocation', input.pool), poolAccount('returned', input.pool), input.amountWon);
}

/** The opposite of an entry; mistakes are reversed, never edited. */
export function reversalPostings(entry: LedgerEntry): LedgerEntry {
  return { kind: 'reversal', lines: entry.lines.map((line) => ({ account: line.account, amountWon: line.amountWon === 0 ? 0 : -line.amountWon })) };
}

/** True when the lines of an entry sum to zero and there are at least two. */
export function isBalanced(entry: Pick<LedgerEntry, 'lines'>): boolean {
  return entry.lines.length >= 2 && sumWon(entry.lines.map((line) => line.amountWon)) === 0;
}

/** Balance per account code over many entries. */
export function sumBalances(entries: Iterable<Pick<LedgerEntry, 'lines'>>): Map<string, number> {
  const balances = new Map<string, number>();
  for (const entry of entries) {
    for (const line of entry.lines) {
      const code = accountCode(line.account);
      balances.set(code, assertSafeWon((balances.get(code) ?? 0) + line.amountWon));
    }
  }
  return balances;
}
