import type { VisitRange } from './visit-rules.ts';

/** Minutes that lie at least between two visits in different provinces. */
export const TRAVEL_MINUTES = 60;

/** A visit with the place it happens at; a province is a region code, null when unknown. */
export interface PlacedVisit extends VisitRange {
  readonly firmId: string;
  readonly firmName: string | null;
  readonly placeKind: string;
  readonly regionCode: string | null;
}

/** Why a journey between two visits does not fit. */
export interface TightJourney {
  readonly firmName: string;
  readonly side: 'before' | 'after';
  /** Whole minutes between the two visits. */
  readonly minutes: number;
}

/**
 * Visits in other provinces on the same day that leave less than an hour for the journey. Distances between regions are not
 * kept, so the province decides; meetings without travel and places of unknown region are left out.
 */
export function findTightJourneys(visit: PlacedVisit, others: readonly PlacedVisit[]): TightJourney[] {
  if (visit.placeKind !== 'firm' || visit.regionCode === null) return [];
  return others.flatMap((other): TightJourney[] => {
    if (other.placeKind !== 'firm' || other.firmId === visit.firmId || other.regionCode === null || other.regionCode === visit.regionCode) return [];
    const before = other.endsAt <= visit.startsAt;
    const gap = before ? visit.startsAt.getTime() - other.endsAt.getTime() : other.startsAt.getTime() - visit.endsAt.getTime();
    const minutes = Math.floor(gap / 60_000);
    return minutes >= 0 && minutes < TRAVEL_MINUTES ? [{ firmName: other.firmName ?? '-', side: before ? 'before' : 'after', minutes }] : [];
  });
}
