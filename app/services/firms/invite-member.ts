import { randomUUID } from 'node:crypto';
import { linkToken } from '#app/config/keys.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canInviteMember, INVITATION_LIMITS, type MemberDuty } from '#app/domain/firms/member-policy.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { notify } from '#app/services/notices/notify.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { listMemberRows, type FirmHead } from '#db/queries/firm-members.ts';
import { closeInvitation, insertInvitation, listOpenInvitations, lockInvitation, renewInvitation } from '#db/queries/invitations.ts';
import { asAuth, withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { openMemberFirm } from './member-firm.ts';

const HOURS = INVITATION_LIMITS.days * 24;

/** Who is invited, as what, and in which language the mail is written. */
export interface Invited {
  readonly email: string;
  readonly name: string;
  readonly duty: MemberDuty;
  readonly locale: 'ko' | 'en';
}

/**
 * Invites a person into the actor's own firm by mail. Whether the address has an account elsewhere is not told.
 * Throws not_allowed, conflict beside `email` for a member or an open invitation, limit_exceeded.
 */
export async function inviteMember(ctx: Context, input: Omit<Invited, 'locale'>): Promise<{ invitationId: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const { firm, subject } = await openMemberFirm(tx, ctx);
      assertAllowed(canInviteMember(ctx.actor, subject));
      return { invitationId: await createInvitation(tx, ctx, firm, { ...input, locale: ctx.actor.locale }) };
    },
    { operation: 'firms.invite-member', content: input },
  );
}

/** Writes an invitation and its mail inside another use-case, which has asked the policy. Throws as inviteMember does. */
export async function createInvitation(tx: ActorTx, ctx: Context, firm: FirmHead, invited: Invited): Promise<string> {
  const members = await listMemberRows(tx, firm.id);
  if (members.some(({ email }) => email === invited.email)) throw new AppError('conflict', { fields: { email: ['members.invite.already_member'] } });
  const open = await listOpenInvitations(tx, firm.id);
  if (open.some(({ email, expiresAt }) => email === invited.email && expiresAt > ctx.now)) throw new AppError('conflict', { fields: { email: ['members.invite.already_invited'] } });
  if (open.length >= INVITATION_LIMITS.open) throw new AppError('limit_exceeded', { fields: { '': ['members.invite.too_many'] } });
  const id = uuidv7(ctx.now);
  const tokenId = randomUUID();
  await insertInvitation(tx, { ...invited, id, hash: linkToken(tokenId).hash, firmId: firm.id, createdBy: userIdOf(ctx), at: ctx.now, expiresAt: endOf(ctx.now) });
  await recordEvent(tx, ctx, { subjectType: 'invitation', subjectId: id, firmId: firm.id, action: 'invite', payload: { duty: invited.duty } });
  await tellInvited(tx, ctx, firm, { ...invited, id, tokenId });
  return id;
}

/** Sends an open invitation again, with a new link and a new week; the older link is worthless then. Throws not_found, too_many_requests. */
export async function resendInvitation(ctx: Context, input: { invitationId: string }): Promise<void> {
  await asAuth(async (tx) => {
    const { firm, subject } = await openMemberFirm(tx, ctx);
    assertAllowed(canInviteMember(ctx.actor, subject));
    const invitation = await lockInvitation(tx, firm.id, input.invitationId);
    if (!invitation) throw new AppError('not_found');
    if (invitation.sends >= INVITATION_LIMITS.sends) throw new AppError('too_many_requests', { fields: { '': ['members.invite.sent_often'] } });
    const tokenId = randomUUID();
    await renewInvitation(tx, { id: invitation.id, hash: linkToken(tokenId).hash, sends: invitation.sends + 1, expiresAt: endOf(ctx.now) });
    await recordEvent(tx, ctx, { subjectType: 'invitation', subjectId: invitation.id, firmId: firm.id, action: 'resend' });
    await tellInvited(tx, ctx, firm, { ...invitation, tokenId });
  }, ctx.requestId);
}

/** Takes an open invitation back; its link is worthless from then on. Throws not_found. */
export async function revokeInvitation(ctx: Context, input: { invitationId: string }): Promise<void> {
  await asAuth(async (tx) => {
    const { firm, subject } = await openMemberFirm(tx, ctx);
    assertAllowed(canInviteMember(ctx.actor, subject));
    const invitation = await lockInvitation(tx, firm.id, input.invitationId);
    if (!invitation) throw new AppError('not_found');
    await closeInvitation(tx, invitation.id, ctx.now);
    await recordEvent(tx, ctx, { subjectType: 'invitation', subjectId: invitation.id, firmId: firm.id, action: 'revoke' });
  }, ctx.requestId);
}

function endOf(now: Date): Date {
  return new Date(now.getTime() + HOURS * 3_600_000);
}

async function tellInvited(tx: ActorTx, ctx: Context, firm: FirmHead, invited: { id: string; email: string; name: string; locale: 'ko' | 'en'; tokenId: string }): Promise<void> {
  await notify(tx, ctx, {
    kind: 'invitation',
    recipients: [{ email: invited.email, name: invited.name, locale: invited.locale }],
    path: paths.invitation(),
    values: { firmName: firm.name, days: INVITATION_LIMITS.days, tokenId: invited.tokenId },
    subjectType: 'invitation',
    subjectId: invited.id,
    firmId: firm.id,
  });
}
