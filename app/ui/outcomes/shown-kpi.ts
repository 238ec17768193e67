interface Pair {
  readonly ko: string;
  readonly en: string;
}

interface Measured {
  readonly value: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly months: readonly string[];
  readonly missing: readonly string[];
  readonly grade: string;
}

/** Result of one KPI as pages show it. */
export interface ShownResult {
  readonly cardId: string;
  readonly code: string;
  readonly name: Pair;
  readonly family: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly factor: number;
  readonly decimals: number;
  readonly baseline: { readonly value: number; readonly numerator: number | null; readonly denominator: number | null; readonly from: string; readonly to: string; readonly grade: string | null } | null;
  readonly target: number | null;
  readonly latest: { readonly month: string; readonly value: number } | null;
  readonly current: Measured | null;
  readonly final: (Measured & { readonly source: 'entered' | 'pooled' }) | null;
  readonly basis: 'final' | 'current' | null;
  readonly after: number | null;
  readonly improvementPercent: number | null;
  readonly achievementPercent: number | null;
  readonly change: number | null;
  readonly worse: boolean;
  readonly excluded: string | null;
  readonly grade: string | null;
  readonly monthsEntered: number;
  readonly unconfirmed: number;
}

/** A reading as pages show it. */
export interface ShownReading {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly kind: string;
  readonly month: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number;
  readonly grade: string | null;
  readonly note: string | null;
  readonly documentId: string | null;
  readonly documentName: string | null;
  readonly flagRule: string | null;
  readonly flagText: string | null;
  readonly explanation: string | null;
  readonly recordedByName: string | null;
  readonly recordedAt: Date;
  readonly confirmedByName: string | null;
  readonly stateLabel: Pair;
  readonly isBaseline: boolean;
  readonly verifiedByName: string | null;
  readonly end: { readonly code: string | null; readonly reason: string | null; readonly byName: string | null; readonly at: Date } | null;
  readonly can: { readonly confirm: boolean; readonly explain: boolean; readonly correct: boolean; readonly verify: boolean; readonly reject: boolean; readonly amend: boolean };
}

export interface ShownMonth {
  readonly month: string;
  readonly dueOn: string;
  readonly lockOn: string;
  readonly locked: boolean;
  readonly reading: ShownReading | null;
}

/** A frozen card with months, readings and result. */
export interface ShownCard {
  readonly result: ShownResult;
  readonly card: {
    readonly id: string;
    readonly scope: string | null;
    readonly source: string | null;
    readonly method: string | null;
    readonly windowMonths: number;
    readonly frozenAt: Date | null;
    readonly hash: string | null;
    readonly firmSignedAt: Date | null;
    readonly firmSignerName: string | null;
    readonly consultantSignedAt: Date | null;
    readonly consultantSignerName: string | null;
    readonly months: readonly { readonly month: string; readonly numerator: number; readonly denominator: number }[];
    readonly formula: Pair;
    readonly numeratorLabel: Pair | null;
    readonly denominatorLabel: Pair | null;
    readonly isPart: boolean;
  };
  readonly months: readonly ShownMonth[];
  readonly readings: readonly ShownReading[];
  readonly final: { readonly window: { readonly fromMonth: string; readonly toMonth: string }; readonly isOpen: boolean; readonly reading: ShownReading | null; readonly pooled: Measured | null };
}

export interface ShownOverview {
  readonly applicationId: string;
  readonly firmName: string;
  readonly cards: readonly ShownCard[];
  readonly summary: { readonly improvementPercent: number | null; readonly achievementPercent: number | null; readonly counted: number; readonly zeroBaseline: number; readonly withoutValue: number };
  readonly drafts: number;
  readonly due: { readonly month: string; readonly dueOn: string; readonly missing: number; readonly overdue: boolean } | null;
  readonly canRecord: boolean;
}
