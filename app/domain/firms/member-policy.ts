import type { Actor, Duty } from '#app/domain/accounts/actor.ts';
import { canManageFirmMembers, type FirmSubject } from '#app/domain/firms/firm-policy.ts';
import { all, allowIf, type Decision } from '#app/domain/workflow/decision.ts';

/** Duties a representative gives to people of the firm; the own duty passes by a checked document only. */
export const MEMBER_DUTIES = ['manager', 'firm_finance', 'shop_floor', 'firm_reader'] as const satisfies readonly Duty[];

/** One of the duties a representative may give. */
export type MemberDuty = (typeof MEMBER_DUTIES)[number];

/** How many invitations of one firm may stand open, and how often one is sent. */
export const INVITATION_LIMITS = { open: 30, sends: 5, days: 7 } as const;

/** A member as a rule sees it. */
export interface MemberSubject {
  readonly userId: string;
  readonly duty: Duty;
}

/** True for a text that names a duty a representative may give. */
export function isMemberDuty(value: string): value is MemberDuty {
  return (MEMBER_DUTIES as readonly string[]).includes(value);
}

/** Inviting somebody, sending an invitation again, taking it back, and answering a request to join. */
export function canInviteMember(actor: Actor, firm: FirmSubject): Decision {
  return canManageFirmMembers(actor, firm);
}

/** Another duty for a member: by the representative, for others, and never from or to the duty that signs. */
export function canChangeMemberDuty(actor: Actor, firm: FirmSubject, member: MemberSubject, duty: Duty): Decision {
  return all(canManageFirmMembers(actor, firm), notSelf(actor, member), allowIf(member.duty !== 'representative', 'conflict'), allowIf(isMemberDuty(duty)));
}

/** Taking a member's access away. The representative goes only by a hand-over, for a firm without one could sign nothing. */
export function canRemoveMember(actor: Actor, firm: FirmSubject, member: MemberSubject): Decision {
  return all(canManageFirmMembers(actor, firm), notSelf(actor, member), allowIf(member.duty !== 'representative', 'conflict'));
}

function notSelf(actor: Actor, member: MemberSubject): Decision {
  return allowIf(actor.userId !== null && actor.userId !== member.userId, 'four_eyes');
}
