/** An assignment of a case as the count of tries sees it. */
interface Tried {
  readonly state: string;
  readonly startedOn: string | null;
}

/** How often somebody was asked since the last consultant began (newest first); a proposal that a conflict stopped is no try yet. */
export function countTries(history: readonly Tried[]): number {
  const last = history.findIndex((entry) => entry.startedOn !== null);
  return (last < 0 ? history : history.slice(0, last)).filter((entry) => entry.state !== 'conflict_found').length;
}
