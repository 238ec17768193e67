import type { Actor } from '#app/domain/accounts/actor.ts';
import { FIRM_WRITERS, SCREENING_OFFICERS } from '#app/domain/accounts/duty-groups.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import type { ApplicationState } from '#app/domain/applications/application-states.ts';
import { canMoveCase, canReadAs, canWriteAs } from '#app/domain/workflow/case-access.ts';
import { relationOf, type CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { all, allowIf, deny, type Decision } from '#app/domain/workflow/decision.ts';
import { canEvaluateFirm, canSign, isOtherPerson } from '#app/domain/workflow/separation.ts';

/** The facts about an application. */
export interface ApplicationSubject extends CaseSubject {
  state: ApplicationState;
  /** Who proposed the rejection or closed the ranking; must not decide. */
  proposedBy?: string | null;
  /** Users who advise or advised the firm; they never evaluate it. */
  advisorUserIds?: readonly string[];
  /** The acting evaluator's declaration; null before it was made. */
  conflictDeclared?: boolean | null;
}

const OPEN_TO_RECOMMENDATION: readonly ApplicationState[] = [
  'draft', 'ready_for_sign_off', 'submitted', 'screening', 'correction_requested', 'resubmitted', 'eligible', 'evaluation',
];
const IN_SCREENING: readonly ApplicationState[] = ['submitted', 'screening', 'resubmitted'];

/** Who reads the application. */
export function canViewApplication(actor: Actor, subject: ApplicationSubject): Decision {
  return canReadAs(actor, subject, [
    'own_firm', 'assigned_consultant', 'linked_parent', 'own_group', 'central', 'assigned_evaluator', 'auditor', 'administrator',
  ]);
}

/** The requested budget and cost figures: never a parent company (protects the firm in price talks). */
export function canViewApplicationCosts(actor: Actor, subject: ApplicationSubject): Decision {
  return canReadAs(actor, subject, ['own_firm', 'assigned_consultant', 'own_group', 'central', 'assigned_evaluator', 'auditor', 'administrator']);
}

/** The firm writes until it submits; during a correction only its own writers, helpers no more. */
export function canEditAnswers(actor: Actor, subject: ApplicationSubject): Decision {
  if (subject.state === 'correction_requested') return canWriteAs(actor, subject, FIRM_WRITERS);
  return all(canWriteAs(actor, subject, [...FIRM_WRITERS, 'helper']), allowIf(subject.state === 'draft', 'not_your_turn'));
}

/** Attachments follow the answers; the firm's accountant may add papers too. */
export function canUploadAttachment(actor: Actor, subject: ApplicationSubject): Decision {
  const open = subject.state === 'draft' || subject.state === 'correction_requested';
  const duties = subject.state === 'correction_requested' ? FIRM_WRITERS : ([...FIRM_WRITERS, 'helper'] as const);
  return all(canWriteAs(actor, subject, [...duties, 'firm_finance']), allowIf(open, 'not_your_turn'));
}

/** Signing and sending is for the representative alone. */
export function canSubmitApplication(actor: Actor, subject: ApplicationSubject): Decision {
  return all(canSign(actor.duty), canMoveApplication(actor, subject, 'submit'));
}

/** Withdrawing is a declaration of the firm, so for the representative. */
export function canWithdrawApplication(actor: Actor, subject: ApplicationSubject): Decision {
  return canMoveApplication(actor, subject, 'withdraw');
}

/** A linked parent company may recommend until the scores are closed. */
export function canRecommendApplication(actor: Actor, subject: ApplicationSubject): Decision {
  if (actor.duty !== 'parent_manager' || relationOf(actor, subject) !== 'linked_parent') return deny();
  return allowIf(OPEN_TO_RECOMMENDATION.includes(subject.state), 'not_your_turn');
}

/** Officers, and partner headquarters in their own group, work on the eligibility checks. */
export function canScreenApplication(actor: Actor, subject: ApplicationSubject): Decision {
  return all(canWriteAs(actor, subject, SCREENING_OFFICERS), allowIf(IN_SCREENING.includes(subject.state), 'not_your_turn'));
}

/** Asking the firm for corrections. */
export function canRequestCorrection(actor: Actor, subject: ApplicationSubject): Decision {
  return canMoveApplication(actor, subject, 'request_correction');
}

/** Choosing evaluators is the Central Headquarters' work. */
export function canAssignEvaluators(actor: Actor, subject: ApplicationSubject): Decision {
  return canMoveApplication(actor, subject, 'assign_evaluators');
}

/** An assigned evaluator scores after declaring no conflict, and never a firm that he or she advises. */
export function canEvaluateApplication(actor: Actor, subject: ApplicationSubject): Decision {
  return all(
    canWriteAs(actor, subject, ['evaluator']),
    allowIf(subject.state === 'evaluation', 'not_your_turn'),
    canEvaluateFirm({
      userId: actor.userId,
      advisorUserIds: subject.advisorUserIds ?? [],
      declaredConflict: subject.conflictDeclared ?? null,
    }),
  );
}

/** Scores are read by the Central Headquarters and the auditor; an evaluator reads only the own sheet. */
export function canViewScores(actor: Actor, subject: ApplicationSubject, scorerUserId: string | null = null): Decision {
  if (actor.duty !== 'evaluator') return canReadAs(actor, subject, ['central', 'auditor']);
  return all(canReadAs(actor, subject, ['assigned_evaluator']), allowIf(actor.userId !== null && actor.userId === scorerUserId));
}

/** The officers' working notes and checklists. */
export function canViewScreening(actor: Actor, subject: ApplicationSubject): Decision {
  return canReadAs(actor, subject, ['own_group', 'central', 'auditor']);
}

/** Deciding (admit, put_on_reserve, reject, confirm_ineligible …) by a senior officer who did not propose. */
export function canDecideApplication(actor: Actor, subject: ApplicationSubject, transition: string): Decision {
  return all(
    canWriteAs(actor, subject, ['senior_officer']),
    canMoveApplication(actor, subject, transition),
    isOtherPerson(actor.userId, [subject.proposedBy]),
  );
}

/** Any transition of the application machine, without the separation rules. */
export function canMoveApplication(actor: Actor, subject: ApplicationSubject, transition: string): Decision {
  return canMoveCase(actor, applicationMachine, subject, { from: subject.state, name: transition });
}

/** Starting an application for the own firm. */
export function canStartApplication(actor: Actor, subject: CaseSubject): Decision {
  return canMoveCase(actor, applicationMachine, subject, { from: null, name: 'start' });
}
