import type { HoldScope, HoldState } from '#app/domain/workflow/hold-machine.ts';

/** What a stored hold stops; `all` stops everything. */
export type StoredHoldScope = HoldScope | 'all';

export interface Hold {
  readonly id: string;
  readonly firmId: string;
  readonly applicationId: string | null;
  readonly state: HoldState;
  readonly version: number;
  readonly scope: StoredHoldScope;
  readonly causeCode: string;
  readonly causeText: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly placedBy: string | null;
  readonly placerName: string | null;
  readonly liftedAt: Date | null;
  readonly liftReason: string | null;
}
