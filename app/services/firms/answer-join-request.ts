import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canInviteMember, type MemberDuty } from '#app/domain/firms/member-policy.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { notify } from '#app/services/notices/notify.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import type { FirmHead } from '#db/queries/firm-members.ts';
import { decideJoinRequest, lockJoinRequest, type JoinRequestRow } from '#db/queries/join-requests.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { createInvitation } from './invite-member.ts';
import { openMemberFirm } from './member-firm.ts';

/**
 * Lets somebody who asked into the firm, with a duty: an invitation goes to the address, and only its link opens the door.
 * Throws not_allowed, not_found for an answered request, and as inviteMember does.
 */
export async function acceptJoinRequest(ctx: Context, input: { requestId: string; duty: MemberDuty }): Promise<{ invitationId: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const { firm, request } = await openRequest(tx, ctx, input.requestId);
      await decideJoinRequest(tx, { id: request.id, status: 'accepted', reason: null, by: userIdOf(ctx), at: ctx.now });
      await recordEvent(tx, ctx, { subjectType: 'join_request', subjectId: request.id, firmId: firm.id, action: 'accept', payload: { duty: input.duty } });
      const { email, name, locale } = request;
      return { invitationId: await createInvitation(tx, ctx, firm, { email, name, locale, duty: input.duty }) };
    },
    { operation: 'firms.accept-join-request', content: input },
  );
}

/** Refuses a request; the person who asked gets the reason by mail. Throws not_allowed, not_found, reason_required. */
export async function refuseJoinRequest(ctx: Context, input: { requestId: string; reason: string }): Promise<void> {
  if (!input.reason.trim()) throw new AppError('reason_required');
  await withActor(
    ctx,
    async (tx) => {
      const { firm, request } = await openRequest(tx, ctx, input.requestId);
      await decideJoinRequest(tx, { id: request.id, status: 'refused', reason: input.reason, by: userIdOf(ctx), at: ctx.now });
      await recordEvent(tx, ctx, { subjectType: 'join_request', subjectId: request.id, firmId: firm.id, action: 'refuse', reason: input.reason });
      await notify(tx, ctx, {
        kind: 'join_refused',
        recipients: [{ email: request.email, name: request.name, locale: request.locale }],
        path: paths.home(),
        values: { firmName: firm.name, reason: input.reason },
        subjectType: 'join_request',
        subjectId: request.id,
        firmId: firm.id,
      });
    },
    { operation: 'firms.refuse-join-request', content: input },
  );
}

async function openRequest(tx: ActorTx, ctx: Context, id: string): Promise<{ firm: FirmHead; request: JoinRequestRow }> {
  const { firm, subject } = await openMemberFirm(tx, ctx);
  assertAllowed(canInviteMember(ctx.actor, subject));
  const request = await lockJoinRequest(tx, firm.id, id);
  if (!request) throw new AppError('not_found');
  return { firm, request };
}
