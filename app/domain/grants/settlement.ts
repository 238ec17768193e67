import { sumWon } from '../money/won.ts';

/** Why an amount is not accepted. */
export const disallowanceCodes = ['outside_period', 'no_invoice', 'no_transfer', 'not_in_plan', 'vat', 'related_party', 'price_too_high', 'duplicate', 'not_delivered', 'other'] as const;
export type DisallowanceCode = (typeof disallowanceCodes)[number];

/** One line of a settlement: total cost claimed and accepted (without VAT, in won). */
export interface SettlementLine {
  id: string;
  claimedWon: number;
  allowedWon: number;
  code: DisallowanceCode | null;
}

export interface SettlementResult {
  claimedWon: number;
  allowedCostWon: number;
  disallowedWon: number;
  /** Part of the accepted cost that the grant pays. */
  allowedGrantWon: number;
  /** Part of the accepted cost that the firm pays itself. */
  ownShareWon: number;
  /** To be returned by the firm, including interest earned on the grant. */
  refundDueWon: number;
  /** Still to be paid to the firm. */
  finalPaymentDueWon: number;
  /** Commitment that is no longer needed and goes back to the pool. */
  releaseWon: number;
}

/** Lines whose accepted amount is impossible: above the claim, negative, or reduced without a code. */
export function checkSettlementLines(lines: readonly SettlementLine[]): string[] {
  return lines
    .filter((line) => line.allowedWon < 0 || line.allowedWon > line.claimedWon || (line.allowedWon < line.claimedWon && line.code === null))
    .map((line) => line.id);
}

/** Result of a settlement: the grant covers the accepted cost minus the agreed own share, never more than agreed. */
export function settle(input: {
  lines: readonly SettlementLine[];
  agreedGrantWon: number;
  /** Own share as agreed, in won; a smaller accepted cost reduces grant and own share in proportion. */
  agreedOwnShareWon: number;
  paidWon: number;
  interestEarnedWon?: number;
}): SettlementResult {
  const claimedWon = sumWon(input.lines.map((line) => line.claimedWon));
  const allowedCostWon = sumWon(input.lines.map((line) => line.allowedWon));
  const agreedCost = input.agreedGrantWon + input.agreedOwnShareWon;
  const share = agreedCost === 0 ? 0n : (BigInt(allowedCostWon) * BigInt(input.agreedGrantWon)) / BigInt(agreedCost);
  const allowedGrantWon = Math.min(input.agreedGrantWon, Number(share));
  const interest = input.interestEarnedWon ?? 0;
  return {
    claimedWon,
    allowedCostWon,
    disallowedWon: claimedWon - allowedCostWon,
    allowedGrantWon,
    ownShareWon: allowedCostWon - allowedGrantWon,
    refundDueWon: Math.max(0, input.paidWon - allowedGrantWon) + interest,
    finalPaymentDueWon: Math.max(0, allowedGrantWon - input.paidWon),
    releaseWon: Math.max(0, input.agreedGrantWon - Math.max(input.paidWon, allowedGrantWon)),
  };
}

/** Value added tax inside a gross amount (10 %), which the grant never pays. */
export function vatInside(grossWon: number): number {
  return grossWon - Math.round(grossWon / 1.1);
}

/** Share of a grant that a settlement accepted, as whole per cent rounded down, for lists. */
export function acceptedPercent(result: Pick<SettlementResult, 'allowedGrantWon'>, agreedGrantWon: number): number {
  return agreedGrantWon === 0 ? 0 : Number((BigInt(result.allowedGrantWon) * 100n) / BigInt(agreedGrantWon));
}
