import type { SettlementState } from './settlement-machine.ts';

/** What decides whether a payment can still be taken back in the books. */
export interface ReversalFacts {
  /** State of the settlement of the case; null while there is none. */
  readonly settlement: SettlementState | null;
  readonly amountWon: number;
  /** Paid and given back of the whole agreement. */
  readonly paidWon: number;
  readonly returnedWon: number;
  /** What the payment put into each account, and what that account holds now. */
  readonly lines: readonly { readonly bookedWon: number; readonly balanceWon: number }[];
}

/** From the result on, the sums of the settlement stand on what was paid; only its own last payment comes later. */
const RESULT_STANDS: ReadonlySet<SettlementState> = new Set(['draft_result', 'objection', 'final', 'refund_due', 'closed']);

/**
 * Whether the money of a payment is still where the payment put it: nothing of it accepted, given back or demanded, and
 * no result of the settlement counts on it. Afterwards money comes back by the recovery alone.
 */
export function isReversible({ settlement, amountWon, paidWon, returnedWon, lines }: ReversalFacts): boolean {
  if (settlement !== null && RESULT_STANDS.has(settlement)) return false;
  if (amountWon <= 0 || paidWon - amountWon < returnedWon) return false;
  return lines.length > 0 && lines.every((line) => line.bookedWon <= 0 || line.balanceWon >= line.bookedWon);
}
