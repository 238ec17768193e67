import type { Actor } from '#app/domain/accounts/actor.ts';
import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { kpiCardMachine, type KpiCardState } from '#app/domain/outcomes/kpi-card-machine.ts';
import { readingMachine, type ReadingState } from '#app/domain/outcomes/reading-machine.ts';
import { verificationMachine, type VerificationState } from '#app/domain/outcomes/verification-machine.ts';
import { canMoveCase, canReadAs, canWriteAs } from '#app/domain/workflow/case-access.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { all, allowIf, type Decision } from '#app/domain/workflow/decision.ts';
import { canConfirmAfterRecording, isOtherPerson } from '#app/domain/workflow/separation.ts';

/** The facts about a KPI card. */
export interface KpiCardSubject extends CaseSubject {
  state: KpiCardState | null;
}

/** The facts about one reading. */
export interface ReadingSubject extends CaseSubject {
  state: ReadingState | null;
  recordedBy: string | null;
}

/** The facts about an outcome verification. */
export interface VerificationSubject extends CaseSubject {
  state: VerificationState | null;
  reviewedBy?: string | null;
}

/** KPI values: everybody with a relation to the case; a parent sees rates of linked firms, never costs. */
export function canViewKpi(actor: Actor, subject: CaseSubject): Decision {
  return canReadAs(actor, subject, [
    'own_firm', 'assigned_consultant', 'linked_parent', 'own_group', 'central', 'assigned_evaluator', 'auditor', 'administrator',
  ]);
}

/** The annual financial effect rests on unit costs, so it is closed to parent companies. */
export function canViewCostEffect(actor: Actor, subject: CaseSubject): Decision {
  return canReadAs(actor, subject, ['own_firm', 'assigned_consultant', 'own_group', 'central', 'assigned_evaluator', 'auditor', 'administrator']);
}

/** The firm and its consultant define the card while it is a draft. */
export function canEditKpiCard(actor: Actor, subject: KpiCardSubject): Decision {
  return all(canWriteAs(actor, subject, [...FIRM_WRITERS, 'consultant']), allowIf(subject.state === 'draft', 'not_your_turn'));
}

/** Any transition of a KPI card. */
export function canMoveKpiCard(actor: Actor, subject: KpiCardSubject, transition: string): Decision {
  return canMoveCase(actor, kpiCardMachine, subject, { from: subject.state, name: transition });
}

/** Values are recorded by the firm, on the shop floor too. */
export function canRecordReading(actor: Actor, subject: CaseSubject): Decision {
  return canMoveCase(actor, readingMachine, subject, { from: null, name: 'record' });
}

/** Any transition of a reading; who confirms or verifies did not record it. */
export function canMoveReading(actor: Actor, subject: ReadingSubject, transition: string): Decision {
  const move = canMoveCase(actor, readingMachine, subject, { from: subject.state, name: transition });
  const needsOther = transition === 'confirm' || transition === 'verify';
  return needsOther ? all(move, canConfirmAfterRecording(actor.userId, subject.recordedBy)) : move;
}

/** Any transition of an outcome verification; a dispute is ruled by a second reviewer. */
export function canMoveVerification(actor: Actor, subject: VerificationSubject, transition: string): Decision {
  const move = canMoveCase(actor, verificationMachine, subject, { from: subject.state, name: transition });
  return transition.startsWith('rule_') ? all(move, isOtherPerson(actor.userId, [subject.reviewedBy])) : move;
}
