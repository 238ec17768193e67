import type { Duty } from '#app/domain/accounts/actor.ts';

/** A person of the firm as the page shows it. */
export interface ShownMember {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly duty: Duty;
  readonly joinedAt: Date;
  readonly lastSignInAt: Date | null;
  readonly isSelf: boolean;
  readonly canChange: boolean;
  readonly canRemove: boolean;
}

/** An invitation that nobody has taken up. */
export interface ShownInvitation {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly duty: Duty;
  readonly expiresAt: Date;
  readonly isExpired: boolean;
  readonly canResend: boolean;
}

/** Somebody who asks to work for the firm. */
export interface ShownRequest {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly message: string | null;
  readonly requestedAt: Date;
}

/** The page of the people of a firm. */
export interface ShownMembers {
  readonly firmName: string;
  readonly canManage: boolean;
  readonly members: readonly ShownMember[];
  readonly invitations: readonly ShownInvitation[];
  readonly requests: readonly ShownRequest[];
}
