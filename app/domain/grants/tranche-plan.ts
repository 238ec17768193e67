import { splitWon, sumWon } from '../money/won.ts';

/** What opens a tranche. */
export const trancheGates = ['in_force', 'interim_passed', 'settlement_final'] as const;
export type TrancheGate = (typeof trancheGates)[number];

export type TrancheKind = 'advance' | 'interim' | 'final';

/** One planned payment of an agreement. */
export interface PlannedTranche {
  sequence: number;
  kind: TrancheKind;
  gate: TrancheGate;
  percent: number;
  amountWon: number;
}

function gateOf(index: number, count: number): { kind: TrancheKind; gate: TrancheGate } {
  if (index === count - 1) return { kind: 'final', gate: 'settlement_final' };
  return index === 0 ? { kind: 'advance', gate: 'in_force' } : { kind: 'interim', gate: 'interim_passed' };
}

/** Splits a grant into tranches whose amounts sum exactly to it; with one part everything is paid after settlement. */
export function planTranches(grantWon: number, splitPercent: readonly number[]): PlannedTranche[] {
  const parts = splitWon(grantWon, splitPercent);
  return parts.map((amountWon, index) => ({
    sequence: index + 1,
    ...gateOf(index, parts.length),
    percent: splitPercent[index] ?? 0,
    amountWon,
  }));
}

/** True when the tranches of an agreement sum to its amount (invariant 2). */
export function tranchesSumToGrant(tranches: readonly { amountWon: number }[], grantWon: number): boolean {
  return sumWon(tranches.map((tranche) => tranche.amountWon)) === grantWon;
}

/** Changes the open tranches after an approved change of the grant; paid ones stay. Throws RangeError when more was paid than the new grant. */
export function replanTranches(
  tranches: readonly (PlannedTranche & { fixed: boolean })[],
  newGrantWon: number,
): PlannedTranche[] {
  const fixedWon = sumWon(tranches.filter((tranche) => tranche.fixed).map((tranche) => tranche.amountWon));
  const rest = newGrantWon - fixedWon;
  const open = tranches.filter((tranche) => !tranche.fixed);
  if (rest < 0 || (open.length === 0 && rest !== 0)) throw new RangeError('the new grant does not cover what is already fixed');
  const parts = open.length === 0 ? [] : splitWon(rest, open.map((tranche) => tranche.percent));
  return tranches.map(({ fixed, ...tranche }) => (fixed ? tranche : { ...tranche, amountWon: parts[open.findIndex((entry) => entry.sequence === tranche.sequence)] ?? 0 }));
}
