/** An evaluated application as the decision run sees it. */
export interface RankedCandidate {
  applicationId: string;
  total: number;
  unaffiliated: boolean;
  /** Order of receipt, the last tie-breaker. */
  receivedAt: Date;
  /** Points of the first item (need), the first tie-breaker. */
  needPoints?: number;
}

export interface RankingLine {
  applicationId: string;
  position: number;
  result: 'admitted' | 'reserve' | 'rejected';
  /** Order inside the reserve list; null otherwise. */
  reserveOrder: number | null;
  /** True when the place came from the share kept for unaffiliated firms. */
  byQuota: boolean;
}

function compareCandidates(left: RankedCandidate, right: RankedCandidate): number {
  return (
    right.total - left.total ||
    (right.needPoints ?? 0) - (left.needPoints ?? 0) ||
    left.receivedAt.getTime() - right.receivedAt.getTime() ||
    (left.applicationId < right.applicationId ? -1 : 1)
  );
}

/** Ranks applications for a number of places. The share for unaffiliated firms is filled first with the best of them; below the pass mark nobody is admitted. */
export function rankApplications(
  candidates: readonly RankedCandidate[],
  rules: { places: number; passMark: number; unaffiliatedQuotaPercent: number },
): RankingLine[] {
  const ordered = [...candidates].sort(compareCandidates);
  const passed = ordered.filter((candidate) => candidate.total >= rules.passMark);
  const kept = Math.ceil((rules.places * rules.unaffiliatedQuotaPercent) / 100);
  const byMerit = new Set(passed.slice(0, rules.places).map((candidate) => candidate.applicationId));
  const admitted = new Set(passed.filter((candidate) => candidate.unaffiliated).slice(0, Math.min(kept, rules.places)).map((candidate) => candidate.applicationId));
  for (const candidate of passed) {
    if (admitted.size >= rules.places) break;
    admitted.add(candidate.applicationId);
  }
  let reserve = 0;
  return ordered.map((candidate, index) => {
    const isAdmitted = admitted.has(candidate.applicationId);
    const result = isAdmitted ? 'admitted' : candidate.total >= rules.passMark ? 'reserve' : 'rejected';
    if (result === 'reserve') reserve += 1;
    return {
      applicationId: candidate.applicationId,
      position: index + 1,
      result,
      reserveOrder: result === 'reserve' ? reserve : null,
      byQuota: isAdmitted && !byMerit.has(candidate.applicationId),
    };
  });
}
