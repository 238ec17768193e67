import type { MembershipState } from '#app/domain/firms/membership-machine.ts';
import type { Membership } from '#app/domain/firms/membership-record.ts';
import type { ActorTx } from '../transaction.ts';

/** The follow-up of a case; null before it is offered. */
export async function findMembership(tx: ActorTx, applicationId: string): Promise<Membership | null> {
  const row = await tx
    .selectFrom('membership')
    .select(['id', 'state', 'minutes_granted', 'minutes_used', 'starts_on', 'ends_on', 'accepted_at'])
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id, state: row.state as MembershipState, minutesGranted: row.minutes_granted, minutesUsed: row.minutes_used, startsOn: row.starts_on, endsOn: row.ends_on, acceptedAt: row.accepted_at,
  };
}

/** Offers the follow-up. */
export async function insertMembership(tx: ActorTx, row: { id: string; applicationId: string; firmId: string; minutesGranted: number; startsOn: string; endsOn: string; at: Date }): Promise<void> {
  await tx
    .insertInto('membership')
    .values({
      id: row.id, application_id: row.applicationId, firm_id: row.firmId, state: 'eligible', state_since: row.at, minutes_granted: row.minutesGranted, starts_on: row.startsOn, ends_on: row.endsOn,
    })
    .execute();
}

/** Notes who took the follow-up up. */
export async function noteMembershipStart(tx: ActorTx, id: string, start: { by: string; at: Date }): Promise<void> {
  await tx.updateTable('membership').set({ accepted_by: start.by, accepted_at: start.at }).where('id', '=', id).execute();
}

/** Puts the last day of the follow-up. */
export async function setMembershipEnd(tx: ActorTx, id: string, endsOn: string): Promise<void> {
  await tx.updateTable('membership').set({ ends_on: endsOn }).where('id', '=', id).execute();
}
