import type { Text } from '#app/domain/workflow/machine.ts';

interface Measured {
  readonly n: number;
  readonly mean: number | null;
  readonly median: number | null;
}

/** Counts of cases by how far they came, and money in won. */
export interface PublicCounts {
  readonly applied: number;
  readonly eligible: number;
  readonly selected: number;
  readonly agreed: number;
  readonly inProgress: number;
  readonly completed: number;
  readonly settled: number;
  readonly agreedWon: number;
  readonly paidWon: number;
}

/** Verified results of a year; null where fewer firms than the smallest group stand behind a value. */
export interface PublicFigures {
  readonly completed: number;
  readonly asked: number;
  readonly answered: number;
  readonly excluded: { readonly zeroBaseline: number; readonly notVerified: number; readonly retired: number };
  readonly values: number;
  readonly capped: number;
  readonly improvement: Measured & { readonly worse: number | null };
  readonly achievement: Measured & { readonly reached: number | null };
  /** Firms by steps of ten per cent of their mean improvement. */
  readonly distribution: readonly { readonly from: number; readonly count: number }[];
  readonly families: readonly (Measured & { readonly family: string; readonly worse: number | null })[];
  readonly regions: readonly (Measured & { readonly region: string | null; readonly participants: number })[];
  readonly smartFactories: { readonly planned: number; readonly built: number; readonly underWay: number };
  readonly money: { readonly budgetWon: number; readonly settledWon: number; readonly returnedWon: number };
  readonly jobs: { readonly n: number; readonly created: number | null };
  readonly investment: { readonly n: number; readonly won: number | null };
}

/** Verified change of one indicator over the firms that measured it. `meanChange` and `medianChange` in per cent. */
export interface PublicKpi {
  readonly code: string;
  readonly name: Text;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly decimals: number;
  readonly n: number;
  readonly worse: number;
  readonly excluded: number;
  readonly before: number;
  readonly after: number;
  readonly meanChange: number;
  readonly medianChange: number;
}

/** One published figure of an earlier year. */
export interface PublishedFigure {
  readonly year: number;
  readonly label: Text;
  readonly measure: string;
  readonly value: number | null;
  readonly mark: 'found' | 'derived' | 'not_found';
  readonly sources: readonly string[];
}

/** A year of the switch. */
export interface OutcomeYear {
  readonly number: number;
  /** Name of a live year, period of a published one. */
  readonly label: Text;
  readonly kind: 'live' | 'published';
}

export interface RegionFigure {
  readonly code: string;
  readonly name: Text;
  readonly short: string;
  readonly participants: number;
  /** Firms with a verified result. */
  readonly n: number;
  readonly mean: number | null;
  readonly median: number | null;
}

/** One step of the distribution: firms whose mean improvement lies from `from` (included) to `to` (excluded), in per cent. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Figures of a year this system holds the cases of. */
export interface LiveOutcomes {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly quota: number;
  readonly counts: PublicCounts;
  readonly figures: Omit<PublicFigures, 'distribution' | 'regions'>;
  /** Answered, but without a usable value. */
  readonly excludedFirms: number;
  readonly notAnswered: number;
  readonly kpis: readonly PublicKpi[];
  readonly steps: readonly Step[];
  readonly regions: readonly RegionFigure[];
}

export interface PublicOutcomes {
  readonly generatedAt: Date;
  readonly years: readonly OutcomeYear[];
  readonly year: OutcomeYear;
  readonly rules: { readonly groupMin: number; readonly capPercent: number | null };
  readonly live: LiveOutcomes | null;
  /** Published figures of all earlier years. */
  readonly history: readonly PublishedFigure[];
  /** Published figures over several years. */
  readonly cumulative: readonly PublishedFigure[];
}
