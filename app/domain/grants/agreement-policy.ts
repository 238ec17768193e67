import type { Actor } from '#app/domain/accounts/actor.ts';
import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { agreementMachine, type AgreementState } from '#app/domain/grants/agreement-machine.ts';
import { changeRequestMachine, type ChangeRequestState } from '#app/domain/grants/change-request-machine.ts';
import { grantDecisionMachine, type GrantDecisionState } from '#app/domain/grants/grant-decision-machine.ts';
import { canMoveCase, canReadAs, canWriteAs } from '#app/domain/workflow/case-access.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { all, allowIf, any, type Decision } from '#app/domain/workflow/decision.ts';
import { canSign, isOtherPerson } from '#app/domain/workflow/separation.ts';

/** The facts about a grant decision. */
export interface GrantDecisionSubject extends CaseSubject {
  state: GrantDecisionState | null;
  recommendedBy?: string | null;
}

/** The facts about an agreement. */
export interface AgreementSubject extends CaseSubject {
  state: AgreementState | null;
  /** Who recommended the grant; must not sign for the headquarters. */
  recommendedBy?: string | null;
  /** A parent company that is a party of the agreement. */
  partyOrganisationId?: string | null;
}

/** The facts about a change request. */
export interface ChangeRequestSubject extends CaseSubject {
  state: ChangeRequestState | null;
  recommendedBy?: string | null;
  /** The finance officer who checked a change of the bank account. */
  bankCheckedBy?: string | null;
}

const BUDGET_READERS = ['own_firm', 'own_group', 'central', 'auditor', 'administrator'] as const;
const DECIDING = ['approve', 'approve_with_conditions', 'approve_partly', 'refuse'];

/** The decision with its reasons is closed to consultants, parent companies and evaluators. */
export function canViewGrantDecision(actor: Actor, subject: GrantDecisionSubject): Decision {
  return canReadAs(actor, subject, BUDGET_READERS);
}

/** Any transition of the grant decision; who decides has not recommended. */
export function canMoveGrantDecision(actor: Actor, subject: GrantDecisionSubject, transition: string): Decision {
  const move = canMoveCase(actor, grantDecisionMachine, subject, { from: subject.state, name: transition });
  return DECIDING.includes(transition) ? all(move, isOtherPerson(actor.userId, [subject.recommendedBy])) : move;
}

/** The agreement with its budget; a parent company reads it only where it is a party. */
export function canViewAgreement(actor: Actor, subject: AgreementSubject): Decision {
  return any(canReadAs(actor, subject, BUDGET_READERS), canSignAsParty(actor, subject));
}

/** The budget lines of an agreement: never a parent company, party or not. */
export function canViewAgreementBudget(actor: Actor, subject: AgreementSubject): Decision {
  return canReadAs(actor, subject, BUDGET_READERS);
}

/** Signing for the firm. */
export function canSignAgreement(actor: Actor, subject: AgreementSubject): Decision {
  return all(canSign(actor.duty), canMoveAgreement(actor, subject, 'accept'));
}

/** Signing as the third party: the parent company that takes part and is linked to the firm. */
export function canSignAsParty(actor: Actor, subject: AgreementSubject): Decision {
  return all(
    canReadAs(actor, subject, ['linked_parent']),
    allowIf(actor.organisationId !== null && actor.organisationId === subject.partyOrganisationId),
  );
}

/** Signing for the headquarters: a senior officer who did not recommend the grant. */
export function canCountersignAgreement(actor: Actor, subject: AgreementSubject): Decision {
  return all(canMoveAgreement(actor, subject, 'countersign'), isOtherPerson(actor.userId, [subject.recommendedBy]));
}

/** Any transition of the agreement machine. */
export function canMoveAgreement(actor: Actor, subject: AgreementSubject, transition: string): Decision {
  return canMoveCase(actor, agreementMachine, subject, { from: subject.state, name: transition });
}

/** A change request: firm, the consultant who gives an opinion, headquarters. */
export function canViewChangeRequest(actor: Actor, subject: ChangeRequestSubject): Decision {
  return canReadAs(actor, subject, [...BUDGET_READERS, 'assigned_consultant']);
}

/** The firm writes the request while it is a draft or was queried. */
export function canEditChangeRequest(actor: Actor, subject: ChangeRequestSubject): Decision {
  return all(canWriteAs(actor, subject, FIRM_WRITERS), allowIf(subject.state === 'draft' || subject.state === 'queried', 'not_your_turn'));
}

/** The assigned consultant gives an opinion until the request is decided. */
export function canGiveChangeOpinion(actor: Actor, subject: ChangeRequestSubject): Decision {
  const open = subject.state === 'submitted' || subject.state === 'queried' || subject.state === 'recommended';
  return all(canWriteAs(actor, subject, ['consultant']), allowIf(open, 'not_your_turn'));
}

/** Any transition of the change request; the approver neither recommended it nor checked the bank account. */
export function canMoveChangeRequest(actor: Actor, subject: ChangeRequestSubject, transition: string): Decision {
  const move = canMoveCase(actor, changeRequestMachine, subject, { from: subject.state, name: transition });
  return transition === 'approve' ? all(move, isOtherPerson(actor.userId, [subject.recommendedBy, subject.bankCheckedBy])) : move;
}
