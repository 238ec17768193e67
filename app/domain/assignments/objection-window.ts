/** What the firm may do about the consultant who accepted. */
export interface ObjectionFacts {
  /** Whether the firm objected to a consultant of this case before. */
  readonly hasObjected: boolean;
  /** The last day of the window; null once it is closed. */
  readonly dueOn: string | null;
  readonly today: string;
}

/** Why an objection is refused: `used`, the one objection of a case is spent; `late`, the window is over. Null when the firm may object. */
export function refuseObjection({ hasObjected, dueOn, today }: ObjectionFacts): 'used' | 'late' | null {
  if (hasObjected) return 'used';
  return dueOn === null || dueOn < today ? 'late' : null;
}
