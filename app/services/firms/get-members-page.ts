import type { Duty } from '#app/domain/accounts/actor.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { canChangeMemberDuty, canInviteMember, canRemoveMember, INVITATION_LIMITS } from '#app/domain/firms/member-policy.ts';
import { listMemberRows } from '#db/queries/firm-members.ts';
import { listOpenInvitations } from '#db/queries/invitations.ts';
import { listJoinRequests } from '#db/queries/join-requests.ts';
import { withActor } from '#db/transaction.ts';
import { openMemberFirm } from './member-firm.ts';

export interface MembersPage {
  readonly firmName: string;
  /** Whether the reader looks after the people of the firm. */
  readonly canManage: boolean;
  readonly members: readonly {
    readonly userId: string;
    readonly name: string;
    readonly email: string;
    readonly duty: Duty;
    readonly joinedAt: Date;
    readonly lastSignInAt: Date | null;
    readonly isSelf: boolean;
    readonly canChange: boolean;
    readonly canRemove: boolean;
  }[];
  readonly invitations: readonly {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly duty: Duty;
    readonly expiresAt: Date;
    readonly isExpired: boolean;
    readonly canResend: boolean;
  }[];
  readonly requests: readonly { readonly id: string; readonly name: string; readonly email: string; readonly message: string | null; readonly requestedAt: Date }[];
}

/** The people of the reader's firm; invitations and requests only for its representative. Throws not_allowed, not_found. */
export async function getMembersPage(ctx: Context): Promise<MembersPage> {
  return withActor(ctx, async (tx) => {
    const { firm, subject } = await openMemberFirm(tx, ctx);
    const canManage = canInviteMember(ctx.actor, subject).allowed;
    const members = await listMemberRows(tx, firm.id);
    const invitations = canManage ? await listOpenInvitations(tx, firm.id) : [];
    const requests = canManage ? await listJoinRequests(tx, firm.id) : [];
    return {
      firmName: firm.name,
      canManage,
      members: members.map((member) => ({
        ...member,
        lastSignInAt: canManage ? member.lastSignInAt : null,
        isSelf: member.userId === ctx.actor.userId,
        canChange: canChangeMemberDuty(ctx.actor, subject, member, 'manager').allowed,
        canRemove: canRemoveMember(ctx.actor, subject, member).allowed,
      })),
      invitations: invitations.map(({ id, name, email, duty, expiresAt, sends }) => ({ id, name, email, duty, expiresAt, isExpired: expiresAt <= ctx.now, canResend: sends < INVITATION_LIMITS.sends })),
      requests: requests.map(({ id, name, email, message, requestedAt }) => ({ id, name, email, message, requestedAt })),
    };
  });
}
