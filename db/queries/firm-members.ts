import type { Duty } from '#app/domain/accounts/actor.ts';
import type { FirmState } from '#app/domain/firms/firm-machine.ts';
import type { ActorTx } from '../transaction.ts';

export interface MemberRow {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly duty: Duty;
  readonly joinedAt: Date;
  readonly lastSignInAt: Date | null;
}

/** People who belong to a firm now, the representative first, then in the order in which they joined. */
export async function listMemberRows(tx: ActorTx, firmId: string): Promise<MemberRow[]> {
  const rows = await tx
    .selectFrom('firm_member as m')
    .innerJoin('app_user as u', 'u.id', 'm.user_id')
    .select(['m.user_id', 'u.name', 'u.email', 'm.duty', 'm.joined_at', 'u.last_sign_in_at'])
    .where('m.firm_id', '=', firmId)
    .where('m.left_at', 'is', null)
    .orderBy((order) => order.case().when('m.duty', '=', 'representative').then(0).else(1).end())
    .orderBy('m.joined_at')
    .orderBy('m.id')
    .limit(200)
    .execute();
  return rows.map((row) => ({ userId: row.user_id, name: row.name, email: row.email, duty: row.duty as Duty, joinedAt: row.joined_at, lastSignInAt: row.last_sign_in_at }));
}

/** A member of a firm, locked until the end of the transaction; null when the person does not belong to it now. */
export async function lockMember(tx: ActorTx, firmId: string, userId: string): Promise<{ userId: string; duty: Duty } | null> {
  const row = await tx.selectFrom('firm_member').select(['user_id', 'duty']).where('firm_id', '=', firmId).where('user_id', '=', userId).where('left_at', 'is', null).forUpdate().executeTakeFirst();
  return row ? { userId: row.user_id, duty: row.duty as Duty } : null;
}

/** Gives a member another duty in the firm's own list; the grant is changed beside it. */
export async function setMemberDuty(tx: ActorTx, member: { firmId: string; userId: string; duty: Duty }): Promise<void> {
  await tx.updateTable('firm_member').set({ duty: member.duty }).where('firm_id', '=', member.firmId).where('user_id', '=', member.userId).where('left_at', 'is', null).execute();
}

/** Ends a membership; the row stays, so that old signatures keep their person. */
export async function endMember(tx: ActorTx, member: { firmId: string; userId: string; at: Date }): Promise<void> {
  await tx.updateTable('firm_member').set({ left_at: member.at }).where('firm_id', '=', member.firmId).where('user_id', '=', member.userId).where('left_at', 'is', null).execute();
}

/** Takes the present grant of a person in a firm. */
export async function revokeFirmGrant(tx: ActorTx, grant: { firmId: string; userId: string; by: string | null; at: Date; reason: string | null }): Promise<void> {
  await tx
    .updateTable('role_grant')
    .set({ revoked_at: grant.at, revoked_by: grant.by, reason: grant.reason })
    .where('user_id', '=', grant.userId)
    .where('firm_id', '=', grant.firmId)
    .where('revoked_at', 'is', null)
    .execute();
}

export interface FirmHead {
  readonly id: string;
  readonly state: FirmState;
  readonly name: string;
}

/** Name and state of a firm, as far as sign-in may know it. */
export async function findFirmHead(tx: ActorTx, firmId: string): Promise<FirmHead | null> {
  const row = await tx.selectFrom('firm').select(['id', 'state', 'name']).where('id', '=', firmId).executeTakeFirst();
  return row ? { id: row.id, state: row.state as FirmState, name: row.name } : null;
}

/** The live firm with a registration number; null when none is registered. */
export async function findFirmByNumber(tx: ActorTx, businessNumber: string): Promise<FirmHead | null> {
  const row = await tx.selectFrom('firm').select(['id', 'state', 'name']).where('business_number', '=', businessNumber).where('state', 'not in', ['merged', 'closed']).executeTakeFirst();
  return row ? { id: row.id, state: row.state as FirmState, name: row.name } : null;
}
