import type { Actor } from '#app/domain/accounts/actor.ts';
import { assignmentMachine, type AssignmentState } from '#app/domain/assignments/assignment-machine.ts';
import { canMoveCase, canReadAs } from '#app/domain/workflow/case-access.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { all, allowIf, any, type Decision } from '#app/domain/workflow/decision.ts';

/** The facts about an assignment; `state` is null before it exists. */
export interface AssignmentSubject extends CaseSubject {
  state: AssignmentState | null;
  consultantId: string | null;
}

/** The firm, the consultant it concerns, headquarters; parent companies and evaluators do not. */
export function canViewAssignment(actor: Actor, subject: AssignmentSubject): Decision {
  return any(canReadAs(actor, subject, ['own_firm', 'own_group', 'central', 'auditor', 'administrator']), isOwnAssignment(actor, subject));
}

/** Officers propose, and partner headquarters in their own group. */
export function canProposeAssignment(actor: Actor, subject: CaseSubject): Decision {
  return canMoveCase(actor, assignmentMachine, subject, { from: null, name: 'propose' });
}

/** Accepting or declining an offer is for the consultant to whom it was made. */
export function canAnswerOffer(actor: Actor, subject: AssignmentSubject, answer: 'accept' | 'decline'): Decision {
  return canMoveAssignment(actor, subject, answer);
}

/** The firm agrees or objects once, through its representative. */
export function canAnswerConsultant(actor: Actor, subject: AssignmentSubject, answer: 'agree' | 'object'): Decision {
  return canMoveAssignment(actor, subject, answer);
}

/** What is passed on is written by the consultant who is being replaced, until the hand-over is complete. */
export function canWriteHandoverNote(actor: Actor, subject: AssignmentSubject): Decision {
  return all(isOwnAssignment(actor, subject), allowIf(subject.state === 'handover', 'transition_not_allowed'));
}

/** Any transition of an existing assignment. A consultant moves only the own one. */
export function canMoveAssignment(actor: Actor, subject: AssignmentSubject, transition: string): Decision {
  const scoped: CaseSubject = { ...subject, assignedConsultantIds: subject.consultantId === null ? [] : [subject.consultantId] };
  return canMoveCase(actor, assignmentMachine, scoped, { from: subject.state, name: transition });
}

function isOwnAssignment(actor: Actor, subject: AssignmentSubject): Decision {
  return allowIf(actor.duty === 'consultant' && actor.consultantId !== null && actor.consultantId === subject.consultantId);
}
