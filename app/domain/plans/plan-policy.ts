import type { Actor } from '#app/domain/accounts/actor.ts';
import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { interimCheckMachine, type InterimCheckState } from '#app/domain/plans/interim-check-machine.ts';
import { planMachine, type PlanState } from '#app/domain/plans/plan-machine.ts';
import { canMoveCase, canReadAs, canWriteAs } from '#app/domain/workflow/case-access.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { ALLOWED, all, allowIf, type Decision } from '#app/domain/workflow/decision.ts';
import { canEvaluateFirm, canSign, isOtherPerson } from '#app/domain/workflow/separation.ts';

/** The facts about an annual action plan; `state` is null before it exists. */
export interface PlanSubject extends CaseSubject {
  state: PlanState | null;
  /** The officer who reviewed or recommended it; must not approve. */
  reviewedBy?: string | null;
}

/** The facts about an interim check. */
export interface InterimCheckSubject extends CaseSubject {
  state: InterimCheckState | null;
  advisorUserIds?: readonly string[];
  conflictDeclared?: boolean | null;
}

const UNDER_WAY: readonly (PlanState | null)[] = ['approved', 'amended'];

/** Plan and tasks without money: also a linked parent company; evaluators not. */
export function canViewPlan(actor: Actor, subject: PlanSubject): Decision {
  return canReadAs(actor, subject, ['own_firm', 'assigned_consultant', 'linked_parent', 'own_group', 'central', 'auditor', 'administrator']);
}

/** The cost of each task: never a parent company. */
export function canViewPlanCosts(actor: Actor, subject: PlanSubject): Decision {
  return canReadAs(actor, subject, ['own_firm', 'assigned_consultant', 'own_group', 'central', 'auditor', 'administrator']);
}

/** The firm writes its plan while it is a draft; a helper may prepare. */
export function canEditPlan(actor: Actor, subject: PlanSubject): Decision {
  return all(canWriteAs(actor, subject, [...FIRM_WRITERS, 'helper']), allowIf(subject.state === 'draft', 'not_your_turn'));
}

/** The assigned consultant comments until the plan is decided. */
export function canCommentPlan(actor: Actor, subject: PlanSubject): Decision {
  return all(canWriteAs(actor, subject, ['consultant']), allowIf(subject.state !== null && subject.state !== 'closed', 'not_your_turn'));
}

/** Progress of tasks is reported by the firm while the plan runs. */
export function canUpdateTaskProgress(actor: Actor, subject: PlanSubject): Decision {
  return all(canWriteAs(actor, subject, [...FIRM_WRITERS, 'shop_floor']), allowIf(UNDER_WAY.includes(subject.state), 'not_your_turn'));
}

/** Approval by a senior officer who did not review the plan. */
export function canApprovePlan(actor: Actor, subject: PlanSubject): Decision {
  return all(canMovePlan(actor, subject, 'approve'), isOtherPerson(actor.userId, [subject.reviewedBy]));
}

/** Any transition of the plan machine; signing is for the representative. */
export function canMovePlan(actor: Actor, subject: PlanSubject, transition: string): Decision {
  return all(
    transition === 'sign' ? canSign(actor.duty) : ALLOWED,
    canMoveCase(actor, planMachine, subject, { from: subject.state, name: transition }),
  );
}

/** The interim check is read like the plan, and by the evaluators assigned to it. */
export function canViewInterimCheck(actor: Actor, subject: InterimCheckSubject): Decision {
  return canReadAs(actor, subject, ['own_firm', 'assigned_consultant', 'own_group', 'central', 'assigned_evaluator', 'auditor', 'administrator']);
}

/** Any transition of the interim check; the checker never advises the firm. */
export function canMoveInterimCheck(actor: Actor, subject: InterimCheckSubject, transition: string): Decision {
  const move = canMoveCase(actor, interimCheckMachine, subject, { from: subject.state, name: transition });
  if (transition !== 'check' && transition !== 'recheck') return move;
  return all(
    move,
    canEvaluateFirm({
      userId: actor.userId,
      advisorUserIds: subject.advisorUserIds ?? [],
      declaredConflict: actor.duty === 'evaluator' ? (subject.conflictDeclared ?? null) : false,
    }),
  );
}
