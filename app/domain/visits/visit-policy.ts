import type { Actor } from '#app/domain/accounts/actor.ts';
import { followUpRequestMachine, type FollowUpRequestState } from '#app/domain/visits/follow-up-request-machine.ts';
import { visitMachine, type VisitState } from '#app/domain/visits/visit-machine.ts';
import { canMoveCase, canReadAs } from '#app/domain/workflow/case-access.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { all, allowIf, any, type Decision } from '#app/domain/workflow/decision.ts';
import { isOtherPerson } from '#app/domain/workflow/separation.ts';

/** The facts about a visit; `state` is null before it exists. */
export interface VisitSubject extends CaseSubject {
  state: VisitState | null;
  /** The consultant whose visit it is. */
  consultantId: string | null;
  assignmentActive: boolean;
  /** Who proposed the date, on which side. */
  proposedBySide?: 'firm' | 'consultant' | null;
  /** Who accepted the visit; must not pay its fee. */
  acceptedBy?: string | null;
}

/** The facts about a follow-up request. */
export interface FollowUpRequestSubject extends CaseSubject {
  state: FollowUpRequestState | null;
}

/** Visit logs: the firm, its consultant, the author, headquarters; parent companies and evaluators do not. */
export function canViewVisit(actor: Actor, subject: VisitSubject): Decision {
  return any(
    canReadAs(actor, subject, ['own_firm', 'assigned_consultant', 'own_group', 'central', 'auditor', 'administrator']),
    isOwnVisit(actor, subject),
  );
}

/** Logging a visit, planned or not: the consultant with an active assignment at the firm. */
export function canLogVisit(actor: Actor, subject: VisitSubject, late = false): Decision {
  return all(canMoveVisit(actor, subject, late ? 'log_late' : 'log'), allowIf(subject.assignmentActive));
}

/** Proposing a visit: the firm or its consultant, while the assignment is active. */
export function canProposeVisit(actor: Actor, subject: VisitSubject): Decision {
  return all(canMoveVisit(actor, { ...subject, state: null }, 'propose'), allowIf(subject.assignmentActive));
}

/** Any transition of a visit: consultants move only their own, the other side confirms, approver and payer differ. */
export function canMoveVisit(actor: Actor, subject: VisitSubject, transition: string): Decision {
  const scoped: CaseSubject = { ...subject, assignedConsultantIds: subject.consultantId === null ? [] : [subject.consultantId] };
  const move = canMoveCase(actor, visitMachine, scoped, { from: subject.state, name: transition });
  if (transition === 'confirm') return all(move, allowIf(sideOf(actor) !== (subject.proposedBySide ?? null), 'not_your_turn'));
  if (transition === 'propose_other') return all(move, allowIf(subject.assignmentActive));
  if (transition === 'pay_fee') return all(move, isOtherPerson(actor.userId, [subject.acceptedBy]));
  return move;
}

/** Any transition of a follow-up request. */
export function canMoveFollowUpRequest(actor: Actor, subject: FollowUpRequestSubject, transition: string): Decision {
  return canMoveCase(actor, followUpRequestMachine, subject, { from: subject.state, name: transition });
}

/** The side on which somebody plans visits; null for everybody else. */
export function sideOf(actor: Actor): 'firm' | 'consultant' | null {
  if (actor.role === 'firm') return 'firm';
  return actor.role === 'consultant' ? 'consultant' : null;
}

function isOwnVisit(actor: Actor, subject: VisitSubject): Decision {
  return allowIf(actor.duty === 'consultant' && actor.consultantId !== null && actor.consultantId === subject.consultantId);
}
