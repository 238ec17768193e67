import type { Actor } from '#app/domain/accounts/actor.ts';
import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { diagnosisMachine, type DiagnosisState } from '#app/domain/assessments/diagnosis-machine.ts';
import { canMoveCase, canReadAs, canWriteAs } from '#app/domain/workflow/case-access.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { all, allowIf, type Decision } from '#app/domain/workflow/decision.ts';

/** The facts about a diagnosis; `state` is null before it exists. */
export interface AssessmentSubject extends CaseSubject {
  state: DiagnosisState | null;
}

/** Who reads the levels of each item; a parent company reads totals only. */
export function canViewAssessment(actor: Actor, subject: AssessmentSubject): Decision {
  return canReadAs(actor, subject, ['own_firm', 'assigned_consultant', 'own_group', 'central', 'assigned_evaluator', 'auditor', 'administrator']);
}

/** Who reads the totals per area. */
export function canViewAssessmentTotals(actor: Actor, subject: AssessmentSubject): Decision {
  return canReadAs(actor, subject, [
    'own_firm', 'assigned_consultant', 'linked_parent', 'own_group', 'central', 'assigned_evaluator', 'auditor', 'administrator',
  ]);
}

/** The firm answers the self-assessment; the shop floor and a helper may prepare answers. */
export function canAnswerAssessment(actor: Actor, subject: AssessmentSubject): Decision {
  return all(
    canWriteAs(actor, subject, [...FIRM_WRITERS, 'shop_floor', 'helper']),
    allowIf(subject.state === 'self_in_progress', 'not_your_turn'),
  );
}

/** The assigned consultant scores each item after the visit, and again while answering a dispute. */
export function canConfirmAssessment(actor: Actor, subject: AssessmentSubject): Decision {
  return all(
    canWriteAs(actor, subject, ['consultant']),
    allowIf(subject.state === 'onsite_done' || subject.state === 'disputed', 'not_your_turn'),
  );
}

/** Any transition of the diagnosis machine. */
export function canMoveAssessment(actor: Actor, subject: AssessmentSubject, transition: string): Decision {
  return canMoveCase(actor, diagnosisMachine, subject, { from: subject.state, name: transition });
}
