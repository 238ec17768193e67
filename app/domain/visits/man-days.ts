/** Kinds of consulting days that an agreement counts separately. */
export const manDayKinds = ['diagnosis', 'coaching', 'closing'] as const;
export type ManDayKind = (typeof manDayKinds)[number];

export type ManDayBudget = Record<ManDayKind, number>;

export interface ManDayAccount {
  kind: ManDayKind | 'total';
  agreed: number;
  /** Days of logged and accepted visits. */
  used: number;
  /** Days of planned visits that did not happen yet. */
  planned: number;
  left: number;
  over: boolean;
}

/** True for an amount in half-day steps, at least half a day and at most two. */
export function isManDayStep(days: number): boolean {
  return Number.isInteger(days * 2) && days >= 0.5 && days <= 2;
}

/** Man-days suggested for a visit of that many minutes: up to four hours count as half a day. */
export function suggestManDays(minutes: number): number {
  if (minutes <= 0) return 0.5;
  return Math.min(2, Math.max(0.5, Math.ceil(minutes / 240) / 2));
}

/** Man-day account per kind and in total. Sums are kept in half days so that no rounding appears. */
export function accountManDays(
  agreed: ManDayBudget,
  visits: readonly { kind: ManDayKind; manDays: number; done: boolean }[],
): ManDayAccount[] {
  const sum = (kind: ManDayKind | null, done: boolean) =>
    visits
      .filter((visit) => (kind === null || visit.kind === kind) && visit.done === done)
      .reduce((halves, visit) => halves + Math.round(visit.manDays * 2), 0) / 2;
  const account = (kind: ManDayKind | null, total: number): ManDayAccount => {
    const used = sum(kind, true);
    const planned = sum(kind, false);
    return { kind: kind ?? 'total', agreed: total, used, planned, left: Math.max(0, total - used - planned), over: used + planned > total };
  };
  const all = manDayKinds.reduce((total, kind) => total + agreed[kind], 0);
  return [...manDayKinds.map((kind) => account(kind, agreed[kind])), account(null, all)];
}
