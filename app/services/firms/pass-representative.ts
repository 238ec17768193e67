import type { Context } from '#app/domain/accounts/context.ts';
import { notify } from '#app/services/notices/notify.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { paths } from '#app/http/paths.ts';
import { insertGrant } from '#db/queries/accounts.ts';
import { endMember, revokeFirmGrant, setMemberDuty, type FirmHead } from '#db/queries/firm-members.ts';
import { listFirmRecipients, findUserRecipient } from '#db/queries/recipients.ts';
import { lockRepresentative, setHandOverStatus, setRepresentativeName, type HandOverRow } from '#db/queries/representative-changes.ts';
import { deleteSessionsOfUser } from '#db/queries/sessions.ts';
import type { ActorTx } from '#db/transaction.ts';

/** Ends the access of the representative who leaves, so that the duty is free for one moment of one transaction. */
export async function releaseRepresentative(tx: ActorTx, ctx: Context, firm: FirmHead, by: string | null): Promise<void> {
  const userId = await lockRepresentative(tx, firm.id);
  if (!userId) return;
  await endMember(tx, { firmId: firm.id, userId, at: ctx.now });
  await revokeFirmGrant(tx, { firmId: firm.id, userId, by, at: ctx.now, reason: 'hand_over' });
  await deleteSessionsOfUser(tx, userId);
  const person = await findUserRecipient(tx, userId);
  if (person) await notify(tx, ctx, { kind: 'hand_over_left', recipients: [person], path: paths.home(), values: { firmName: firm.name }, subjectType: 'firm', subjectId: firm.id, firmId: firm.id });
}

/** Makes a member of the firm its representative in place of the one before. For use inside a use-case that has asked the policy. */
export async function promoteMember(tx: ActorTx, ctx: Context, firm: FirmHead, person: { userId: string; by: string | null }): Promise<void> {
  await releaseRepresentative(tx, ctx, firm, person.by);
  await revokeFirmGrant(tx, { firmId: firm.id, userId: person.userId, by: person.by, at: ctx.now, reason: 'hand_over' });
  await insertGrant(tx, { userId: person.userId, role: 'firm', duty: 'representative', firmId: firm.id, grantedBy: person.by });
  await setMemberDuty(tx, { firmId: firm.id, userId: person.userId, duty: 'representative' });
  await deleteSessionsOfUser(tx, person.userId);
}

/** Closes the request once the new representative is in: name in the firm's record, event, and a word to everybody of the firm. */
export async function finishHandOver(tx: ActorTx, ctx: Context, firm: FirmHead, change: HandOverRow, person: { userId: string; name: string; by: string | null }): Promise<void> {
  await setHandOverStatus(tx, { id: change.id, status: 'transferred', by: person.by, newUserId: person.userId, reason: null, at: ctx.now });
  await setRepresentativeName(tx, firm.id, change.newName);
  await recordEvent(tx, ctx, { subjectType: 'representative_change', subjectId: change.id, firmId: firm.id, action: 'transfer', from: change.status, to: 'transferred', payload: { oldUserId: change.oldUserId, newUserId: person.userId } });
  await notify(tx, ctx, {
    kind: 'hand_over_done',
    recipients: await listFirmRecipients(tx, firm.id),
    path: paths.firmMembers(),
    values: { firmName: firm.name, personName: person.name },
    subjectType: 'representative_change',
    subjectId: change.id,
    firmId: firm.id,
  });
}
