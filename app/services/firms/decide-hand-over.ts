import { randomUUID } from 'node:crypto';
import { linkToken } from '#app/config/keys.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canDecideHandOver, canListHandOvers } from '#app/domain/firms/hand-over-policy.ts';
import { INVITATION_LIMITS } from '#app/domain/firms/member-policy.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { notify } from '#app/services/notices/notify.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findFirmHead, type FirmHead } from '#db/queries/firm-members.ts';
import { closeInvitation, insertInvitation } from '#db/queries/invitations.ts';
import { findUserRecipient } from '#db/queries/recipients.ts';
import { countOpenHandOvers, findMemberByEmail, listOpenHandOvers, lockHandOver, setHandOverStatus, type HandOverRow } from '#db/queries/representative-changes.ts';
import { asAuth, withActor, type ActorTx } from '#db/transaction.ts';
import { finishHandOver, promoteMember } from './pass-representative.ts';

const HOURS = INVITATION_LIMITS.days * 24;

/** Requests that wait, oldest first. Throws not_allowed for anybody but officers. */
export async function listHandOvers(ctx: Context): Promise<Awaited<ReturnType<typeof listOpenHandOvers>>> {
  assertAllowed(canListHandOvers(ctx.actor));
  return withActor(ctx, listOpenHandOvers);
}

/** How many requests wait; none for people who do not decide on them. */
export async function countHandOvers(ctx: Context): Promise<number> {
  return canListHandOvers(ctx.actor).allowed ? withActor(ctx, countOpenHandOvers) : 0;
}

/**
 * Confirms the document of a request. A member of the firm becomes its representative at once, and the one before loses
 * access; somebody new gets an invitation, and the duty passes when it is taken up. Pressed again for an invitation that
 * nobody took up, it sends a new one. Throws not_found, not_allowed, four_eyes, not_your_turn.
 */
export async function approveHandOver(ctx: Context, input: { changeId: string }): Promise<{ passed: boolean }> {
  return asAuth(async (tx) => {
    const { change, firm } = await openHandOver(tx, ctx, input.changeId);
    const by = userIdOf(ctx);
    const member = await findMemberByEmail(tx, firm.id, change.newEmail);
    if (member) {
      await promoteMember(tx, ctx, firm, { userId: member.userId, by });
      await finishHandOver(tx, ctx, firm, change, { ...member, by });
      return { passed: true };
    }
    await setHandOverStatus(tx, { id: change.id, status: 'document_checked', by, newUserId: null, reason: null, at: ctx.now });
    await recordEvent(tx, ctx, { subjectType: 'representative_change', subjectId: change.id, firmId: firm.id, action: 'check_document', from: change.status, to: 'document_checked' });
    await inviteRepresentative(tx, ctx, firm, change, by);
    return { passed: false };
  }, ctx.requestId);
}

/** Refuses a request with the reason, which the person who asked gets. Throws as approveHandOver does, and reason_required. */
export async function refuseHandOver(ctx: Context, input: { changeId: string; reason: string }): Promise<void> {
  if (!input.reason.trim()) throw new AppError('reason_required');
  await asAuth(async (tx) => {
    const { change, firm } = await openHandOver(tx, ctx, input.changeId);
    await setHandOverStatus(tx, { id: change.id, status: 'refused', by: userIdOf(ctx), newUserId: null, reason: input.reason, at: ctx.now });
    await closeInvitation(tx, change.id, ctx.now);
    await recordEvent(tx, ctx, { subjectType: 'representative_change', subjectId: change.id, firmId: firm.id, action: 'refuse', from: change.status, to: 'refused', reason: input.reason });
    const asker = await findUserRecipient(tx, change.requestedBy);
    if (asker) await notify(tx, ctx, { kind: 'hand_over_refused', recipients: [asker], path: paths.firmHandOver(), values: { firmName: firm.name, reason: input.reason }, subjectType: 'representative_change', subjectId: change.id, firmId: firm.id });
  }, ctx.requestId);
}

async function openHandOver(tx: ActorTx, ctx: Context, id: string): Promise<{ change: HandOverRow; firm: FirmHead }> {
  assertAllowed(canListHandOvers(ctx.actor));
  const change = await lockHandOver(tx, id);
  const firm = change && (await findFirmHead(tx, change.firmId));
  if (!change || !firm) throw new AppError('not_found');
  assertAllowed(canDecideHandOver(ctx.actor, change));
  return { change, firm };
}

/** The invitation carries the id of the request, so that a new one takes the place of the one before. */
async function inviteRepresentative(tx: ActorTx, ctx: Context, firm: FirmHead, change: HandOverRow, by: string): Promise<void> {
  await closeInvitation(tx, change.id, ctx.now);
  const tokenId = randomUUID();
  const expiresAt = new Date(ctx.now.getTime() + HOURS * 3_600_000);
  await insertInvitation(tx, { id: change.id, hash: linkToken(tokenId).hash, firmId: firm.id, email: change.newEmail, name: change.newName, duty: 'representative', locale: 'ko', createdBy: by, at: ctx.now, expiresAt });
  await notify(tx, ctx, {
    kind: 'invitation',
    recipients: [{ email: change.newEmail, name: change.newName, locale: 'ko' }],
    path: paths.invitation(),
    values: { firmName: firm.name, days: INVITATION_LIMITS.days, tokenId },
    subjectType: 'invitation',
    subjectId: change.id,
    firmId: firm.id,
  });
}
