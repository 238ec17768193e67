import type { MembershipState } from '#app/domain/firms/membership-machine.ts';

/** The follow-up of a firm after its settlement. */
export interface Membership {
  readonly id: string;
  readonly state: MembershipState;
  readonly minutesGranted: number;
  readonly minutesUsed: number;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly acceptedAt: Date | null;
}
