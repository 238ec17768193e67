import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canChangeMemberDuty, canRemoveMember, type MemberDuty } from '#app/domain/firms/member-policy.ts';
import { paths } from '#app/http/paths.ts';
import { userIdOf } from '#app/services/applications/open-case.ts';
import { notify } from '#app/services/notices/notify.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import type { Decision } from '#app/domain/workflow/decision.ts';
import { insertGrant } from '#db/queries/accounts.ts';
import { endMember, lockMember, revokeFirmGrant, setMemberDuty } from '#db/queries/firm-members.ts';
import { findUserRecipient } from '#db/queries/recipients.ts';
import { deleteSessionsOfUser } from '#db/queries/sessions.ts';
import { asAuth, type ActorTx } from '#db/transaction.ts';
import { openMemberFirm } from './member-firm.ts';

/**
 * Gives a member another duty: the old grant ends and a new one begins, and the sessions end so that no page of the old
 * duty stays open. Throws not_found, not_allowed, four_eyes for the own duty, conflict for the representative or no change.
 */
export async function changeMemberDuty(ctx: Context, input: { userId: string; duty: MemberDuty }): Promise<void> {
  await asAuth(async (tx) => {
    const { firm, subject } = await openMemberFirm(tx, ctx);
    const member = await lockMember(tx, firm.id, input.userId);
    if (!member) throw new AppError('not_found');
    assertMember(canChangeMemberDuty(ctx.actor, subject, member, input.duty));
    if (member.duty === input.duty) throw new AppError('conflict', { fields: { duty: ['members.change.same'] } });
    const by = userIdOf(ctx);
    await revokeFirmGrant(tx, { firmId: firm.id, userId: member.userId, by, at: ctx.now, reason: 'change_duty' });
    await insertGrant(tx, { userId: member.userId, role: 'firm', duty: input.duty, firmId: firm.id, grantedBy: by });
    await setMemberDuty(tx, { firmId: firm.id, userId: member.userId, duty: input.duty });
    await deleteSessionsOfUser(tx, member.userId);
    await recordEvent(tx, ctx, { subjectType: 'firm_member', subjectId: member.userId, firmId: firm.id, action: 'change_duty', payload: { from: member.duty, to: input.duty } });
    await tellMember(tx, ctx, { kind: 'member_duty_changed', userId: member.userId, firmId: firm.id, firmName: firm.name, path: paths.firm() });
  }, ctx.requestId);
}

/**
 * Takes a member's access away: membership, grant and sessions end together. What the person wrote and signed stays.
 * Throws not_found, not_allowed, four_eyes for oneself, conflict for the representative, who goes by a hand-over only.
 */
export async function removeMember(ctx: Context, input: { userId: string; reason: string | null }): Promise<void> {
  await asAuth(async (tx) => {
    const { firm, subject } = await openMemberFirm(tx, ctx);
    const member = await lockMember(tx, firm.id, input.userId);
    if (!member) throw new AppError('not_found');
    assertMember(canRemoveMember(ctx.actor, subject, member));
    await endMember(tx, { firmId: firm.id, userId: member.userId, at: ctx.now });
    await revokeFirmGrant(tx, { firmId: firm.id, userId: member.userId, by: userIdOf(ctx), at: ctx.now, reason: input.reason });
    await deleteSessionsOfUser(tx, member.userId);
    await recordEvent(tx, ctx, { subjectType: 'firm_member', subjectId: member.userId, firmId: firm.id, action: 'remove', reason: input.reason, payload: { duty: member.duty } });
    await tellMember(tx, ctx, { kind: 'member_removed', userId: member.userId, firmId: firm.id, firmName: firm.name, path: paths.home() });
  }, ctx.requestId);
}

/** Refusals with the way that is open instead, for the representative is the reader. */
function assertMember(decision: Decision): void {
  if (decision.allowed) return;
  if (decision.code === 'conflict') throw new AppError('conflict', { fields: { '': ['members.refused.representative'] } });
  if (decision.code === 'four_eyes') throw new AppError('four_eyes', { fields: { '': ['members.refused.self'] } });
  throw new AppError(decision.code);
}

async function tellMember(tx: ActorTx, ctx: Context, told: { kind: string; userId: string; firmId: string; firmName: string; path: string }): Promise<void> {
  const person = await findUserRecipient(tx, told.userId);
  if (!person) return;
  await notify(tx, ctx, { kind: told.kind, recipients: [person], path: told.path, values: { firmName: told.firmName }, subjectType: 'firm', subjectId: told.firmId, firmId: told.firmId });
}
