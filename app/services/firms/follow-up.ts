import { followUpDates } from '#app/domain/firms/follow-up-dates.ts';
import type { MembershipState } from '#app/domain/firms/membership-machine.ts';
import { readRules } from '#app/services/applications/open-case.ts';
import { findCaseRules } from '#db/queries/case-settings.ts';
import { findMembership } from '#db/queries/memberships.ts';
import type { ActorTx } from '#db/transaction.ts';

/** The follow-up of a firm as its home shows it. */
export interface FollowUp {
  readonly state: MembershipState;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly minutesGranted: number;
  readonly minutesUsed: number;
  /** Days on which the results are measured again, from the settings of the programme year. */
  readonly measuredOn: readonly string[];
}

/** Reads the follow-up of a case; null before it is offered. */
export async function followUpOf(tx: ActorTx, applicationId: string): Promise<FollowUp | null> {
  const membership = await findMembership(tx, applicationId);
  if (!membership) return null;
  const { settings } = readRules(await findCaseRules(tx, applicationId));
  const { state, startsOn, endsOn, minutesGranted, minutesUsed } = membership;
  return { state, startsOn, endsOn, minutesGranted, minutesUsed, measuredOn: startsOn && endsOn ? followUpDates(startsOn, endsOn, settings.followUpMonths) : [] };
}
