import { percentOfWon } from '../money/won.ts';

/** Largest advance on a grant in won; source: the fund pays at most 70 % ahead (W1). */
export function maxAdvance(grantWon: number, capPercent: number): number {
  return percentOfWon(grantWon, capPercent);
}

/** Checks an advance together with advances already paid on the same grant. */
export function checkAdvance(input: { grantWon: number; advanceWon: number; capPercent: number; alreadyAdvancedWon?: number }): { allowed: true } | { allowed: false; maxWon: number } {
  const left = maxAdvance(input.grantWon, input.capPercent) - (input.alreadyAdvancedWon ?? 0);
  const allowed = Number.isSafeInteger(input.advanceWon) && input.advanceWon > 0 && input.advanceWon <= left;
  return allowed ? { allowed: true } : { allowed: false, maxWon: Math.max(0, left) };
}
