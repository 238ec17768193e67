import { isFirmDuty, type Actor, type Duty } from '#app/domain/accounts/actor.ts';
import { all, allowIf, any, deny, hasDuty, type Decision } from '#app/domain/workflow/decision.ts';

/** The facts about an account. */
export interface AccountSubject {
  userId: string;
  firmId: string | null;
  duty: Duty | null;
}

/** The list of accounts is for the administrator and the auditor. */
export function canListAccounts(actor: Actor): Decision {
  return hasDuty(actor, ['admin', 'auditor']);
}

/** One's own account; the administrator and the auditor see all, a representative the people of the own firm. */
export function canViewAccount(actor: Actor, subject: AccountSubject): Decision {
  return any(canListAccounts(actor), isSelf(actor, subject), isOwnFirmMember(actor, subject));
}

/** Locking, unlocking, ending sessions and resetting the second factor of somebody else. */
export function canManageAccount(actor: Actor, subject: AccountSubject): Decision {
  return all(hasDuty(actor, ['admin']), allowIf(!isSelf(actor, subject).allowed, 'four_eyes'));
}

/**
 * Giving a duty: the administrator to everybody but him- or herself; a representative to people of the own
 * firm, except the representative's own duty, which passes by a checked document.
 */
export function canGrantDuty(actor: Actor, subject: AccountSubject, duty: Duty): Decision {
  if (duty === 'system' || duty === 'visitor') return deny();
  if (isSelf(actor, subject).allowed) return deny('four_eyes');
  if (actor.duty === 'admin') return { allowed: true };
  return all(
    hasDuty(actor, ['representative']),
    allowIf(isFirmDuty(duty) && duty !== 'representative'),
    isOwnFirmMember(actor, subject),
  );
}

/** Name, language, password, second factor and notices of the own account. */
export function canEditOwnAccount(actor: Actor, subject: AccountSubject): Decision {
  return isSelf(actor, subject);
}

/** The record of events over all cases. */
export function canViewAuditLog(actor: Actor): Decision {
  return hasDuty(actor, ['admin', 'auditor']);
}

/** Failed jobs and mails, back-ups and system state. */
export function canOperateSystem(actor: Actor): Decision {
  return hasDuty(actor, ['admin']);
}

function isSelf(actor: Actor, subject: AccountSubject): Decision {
  return allowIf(actor.userId !== null && actor.userId === subject.userId);
}

function isOwnFirmMember(actor: Actor, subject: AccountSubject): Decision {
  return allowIf(actor.duty === 'representative' && actor.firmId !== null && actor.firmId === subject.firmId);
}
