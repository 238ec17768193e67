import type { Actor } from '#app/domain/accounts/actor.ts';
import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { firmMachine, type FirmState } from '#app/domain/firms/firm-machine.ts';
import { canMoveCase, canReadAs, canWriteAs } from '#app/domain/workflow/case-access.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { all, allowIf, hasDuty, type Decision } from '#app/domain/workflow/decision.ts';

/** The facts about a firm. */
export interface FirmSubject extends CaseSubject {
  state: FirmState;
}

/** Company profile: own, assigned, linked, group, central; auditor and administrator read. */
export function canViewFirm(actor: Actor, subject: FirmSubject): Decision {
  return canReadAs(actor, subject, [
    'own_firm', 'assigned_consultant', 'linked_parent', 'own_group', 'central', 'assigned_evaluator', 'auditor', 'administrator',
  ]);
}

/** Names, phones and addresses of contact persons are closed to parent companies and evaluators. */
export function canViewFirmContacts(actor: Actor, subject: FirmSubject): Decision {
  return canReadAs(actor, subject, ['own_firm', 'assigned_consultant', 'own_group', 'central', 'auditor', 'administrator']);
}

/** Only the firm writes its profile, and not after it was closed or merged. */
export function canEditFirm(actor: Actor, subject: FirmSubject): Decision {
  return all(canWriteAs(actor, subject, FIRM_WRITERS), allowIf(subject.state !== 'closed' && subject.state !== 'merged', 'not_your_turn'));
}

/** The representative invites people of the own firm and helpers, and takes their access away. */
export function canManageFirmMembers(actor: Actor, subject: FirmSubject): Decision {
  return all(canWriteAs(actor, subject, ['representative']), allowIf(subject.state !== 'closed' && subject.state !== 'merged', 'not_your_turn'));
}

/** Parent companies, officers and partner headquarters invite firms. */
export function canInviteFirm(actor: Actor): Decision {
  return hasDuty(actor, ['parent_manager', 'officer', 'partner_officer']);
}

/** The named transition of the firm machine on an existing firm. */
export function canMoveFirm(actor: Actor, subject: FirmSubject, transition: string): Decision {
  return canMoveCase(actor, firmMachine, subject, { from: subject.state, name: transition });
}

/** The register of firms: the central headquarters, audit and administration; partner headquarters for the firms of their group. */
export function canReadFirmRegister(actor: Actor): Decision {
  return hasDuty(actor, ['officer', 'partner_officer', 'senior_officer', 'finance_officer', 'auditor', 'admin']);
}

/** Looking a registration up again: officers of the central headquarters. */
export function canRecheckFirm(actor: Actor): Decision {
  return hasDuty(actor, ['officer', 'senior_officer']);
}
