import { roundToFour } from './improvement.ts';

export type ExclusionReason = 'zero_baseline' | 'not_verified' | 'retired';
export type EvidenceGrade = 'A' | 'B' | 'C';

/** One KPI result of a firm as it enters an average. */
export interface AggregateValue {
  improvementPercent: number | null;
  achievementPercent?: number | null;
  excluded?: ExclusionReason | null;
  grade?: EvidenceGrade | null;
}

/** A firm that was asked. Without any value it counts as not answered. */
export interface AggregateFirm {
  firmId: string;
  values: readonly AggregateValue[];
}

/** An average that never appears without its basis. */
export interface AggregateResult {
  /** Simple mean of the firm means in per cent; null when no firm has a usable value. */
  mean: number | null;
  median: number | null;
  /** Firms in the mean. */
  n: number;
  asked: number;
  answered: number;
  /** KPI values in the mean. */
  values: number;
  /** KPI values left out, by reason. */
  excluded: Record<ExclusionReason, number>;
  /** KPI values cut to the cap. */
  capped: number;
  capPercent: number | null;
  grades: Record<EvidenceGrade, number>;
}

/** Simple mean with four decimals, or null for an empty list. */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : roundToFour(values.reduce((sum, value) => sum + value, 0) / values.length);
}

/** Median with four decimals, or null for an empty list. */
export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return roundToFour(sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2);
}

/** Firm mean, then cohort mean ("기업당 평균"), with n, median, answers and exclusions; an optional cap (for example 300) cuts single KPI values at ±cap. */
export function aggregateImprovement(firms: readonly AggregateFirm[], options: { capPercent?: number | null; measure?: 'improvement' | 'achievement' } = {}): AggregateResult {
  const cap = options.capPercent ?? null;
  const excluded: Record<ExclusionReason, number> = { zero_baseline: 0, not_verified: 0, retired: 0 };
  const grades: Record<EvidenceGrade, number> = { A: 0, B: 0, C: 0 };
  const firmMeans: number[] = [];
  let values = 0;
  let capped = 0;
  for (const firm of firms) {
    const usable: number[] = [];
    for (const entry of firm.values) {
      const value = options.measure === 'achievement' ? (entry.achievementPercent ?? null) : entry.improvementPercent;
      if (entry.excluded || value === null) {
        excluded[entry.excluded ?? 'zero_baseline'] += 1;
        continue;
      }
      if (entry.grade) grades[entry.grade] += 1;
      const cut = cap === null ? value : Math.max(-cap, Math.min(cap, value));
      if (cut !== value) capped += 1;
      usable.push(cut);
    }
    values += usable.length;
    const mean = meanOf(usable);
    if (mean !== null) firmMeans.push(mean);
  }
  return {
    mean: meanOf(firmMeans),
    median: medianOf(firmMeans),
    n: firmMeans.length,
    asked: firms.length,
    answered: firms.filter((firm) => firm.values.length > 0).length,
    values,
    excluded,
    capped,
    capPercent: cap,
    grades,
  };
}

/** True when a group is too small to be shown to people outside (partners, public). */
export function isGroupTooSmall(n: number, groupMin: number): boolean {
  return n < groupMin;
}

/** Completion rule: mean achievement of the firm's KPIs reaches the pass mark; null when there is no KPI with a target. */
export function meetsCompletionMark(achievements: readonly (number | null)[], passPercent: number): boolean | null {
  const mean = meanOf(achievements.filter((value): value is number => value !== null));
  return mean === null ? null : mean >= passPercent;
}
