import { addDays, daysBetween, laterDate } from '../calendar/civil-date.ts';
import type { CivilDate } from '../calendar/civil-date.ts';
import { assertSafeWon, percentOfWon } from '../money/won.ts';

/** Yearly rate of simple interest that applies from a day on. */
export interface InterestRate {
  fromOn: CivilDate;
  percent: number;
}

export interface ClawbackResult {
  principalWon: number;
  interestWon: number;
  surchargeWon: number;
  totalWon: number;
  days: number;
}

/** Simple interest by day (365-day year), counted from the day after `fromOn` to `toOn`, rounded down to the won; rates may change on the way. */
export function simpleInterest(principalWon: number, fromOn: CivilDate, toOn: CivilDate, rates: readonly InterestRate[]): number {
  assertSafeWon(principalWon);
  const sorted = [...rates].sort((left, right) => (left.fromOn < right.fromOn ? -1 : 1));
  let weighted = 0n;
  for (const [index, rate] of sorted.entries()) {
    const next = sorted[index + 1];
    // A rate counts for the days from its first day to the day before the next rate starts.
    const start = laterDate(addDays(fromOn, 1), index === 0 ? addDays(fromOn, 1) : rate.fromOn);
    const end = next === undefined || next.fromOn > toOn ? toOn : addDays(next.fromOn, -1);
    const days = daysBetween(start, end) + 1;
    if (days > 0) weighted += BigInt(Math.round(rate.percent * 10_000)) * BigInt(days);
  }
  return Number((BigInt(principalWon) * weighted) / (1_000_000n * 365n));
}

/** Amount to demand: principal, interest by day from payment to decision, and a surcharge (multiple of the principal) unless the firm reported itself before the notice. */
export function computeClawback(input: {
  principalWon: number;
  paidOn: CivilDate;
  decidedOn: CivilDate;
  rates: readonly InterestRate[];
  surchargeTimes?: number;
  /** The surcharge in won that was announced already; it stands as it was announced. */
  surchargeWon?: number;
  /** Day on which the firm reported itself, and day of the prior notice; an earlier report waives the surcharge. */
  reportedOn?: CivilDate | null;
  noticedOn?: CivilDate | null;
}): ClawbackResult {
  const interestWon = simpleInterest(input.principalWon, input.paidOn, input.decidedOn, input.rates);
  const voluntary = input.reportedOn !== undefined && input.reportedOn !== null && (input.noticedOn === undefined || input.noticedOn === null || input.reportedOn < input.noticedOn);
  const surchargeWon = voluntary ? 0 : (input.surchargeWon ?? percentOfWon(input.principalWon, (input.surchargeTimes ?? 0) * 100));
  return {
    principalWon: input.principalWon,
    interestWon,
    surchargeWon,
    totalWon: assertSafeWon(input.principalWon + interestWon + surchargeWon),
    days: Math.max(0, daysBetween(input.paidOn, input.decidedOn)),
  };
}
