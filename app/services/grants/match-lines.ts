/** A settlement line as the matcher sees it. */
export interface MatchedLine {
  readonly id: string;
  readonly supplierName: string | null;
  readonly invoiceNumber: string | null;
  readonly proofOn: string | null;
  readonly budgetLineId: string | null;
  readonly fileCount: number;
}

/**
 * Score of each line from 0 to 100: invoice number 30, transfer inside the agreement 30, files 30 (15 for a single one), budget line 10.
 * The same invoice of the same supplier twice scores 0 for both.
 */
export function matchLines(lines: readonly MatchedLine[], period: { startsOn: string; endsOn: string }): Map<string, number> {
  const keyOf = (line: MatchedLine) => (line.invoiceNumber ? `${(line.supplierName ?? '').trim().toLowerCase()} ${line.invoiceNumber.trim().toLowerCase()}` : null);
  const seen = new Map<string, number>();
  for (const line of lines) {
    const key = keyOf(line);
    if (key) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  return new Map(
    lines.map((line) => {
      const key = keyOf(line);
      if (key && (seen.get(key) ?? 0) > 1) return [line.id, 0];
      const inside = line.proofOn !== null && line.proofOn >= period.startsOn && line.proofOn <= period.endsOn;
      return [line.id, (key ? 30 : 0) + (inside ? 30 : 0) + (line.fileCount >= 2 ? 30 : line.fileCount * 15) + (line.budgetLineId ? 10 : 0)];
    }),
  );
}
