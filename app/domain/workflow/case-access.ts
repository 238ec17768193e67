import type { Actor, Duty } from '#app/domain/accounts/actor.ts';
import { onlyReads, relationOf, type CaseSubject, type Relation } from '#app/domain/workflow/case-subject.ts';
import { ALLOWED, allowIf, deny, hasDuty, type Decision } from '#app/domain/workflow/decision.ts';
import { canTransition, type Machine } from '#app/domain/workflow/machine.ts';

const WRITING_RELATIONS: readonly Relation[] = [
  'own_firm',
  'assigned_consultant',
  'own_group',
  'central',
  'assigned_evaluator',
];

/** Allowed when the actor stands to the case in one of the relations. */
export function canReadAs(actor: Actor, subject: CaseSubject, relations: readonly Relation[]): Decision {
  if (actor.duty === 'visitor') return deny('not_signed_in');
  const relation = relationOf(actor, subject);
  return allowIf(relation !== null && relations.includes(relation));
}

/** Allowed when the actor has one of the duties and works on this very case: own firm, assignment, group or score sheet. */
export function canWriteAs(actor: Actor, subject: CaseSubject, duties: readonly Duty[]): Decision {
  const byDuty = hasDuty(actor, duties);
  if (!byDuty.allowed) return byDuty;
  return allowIf(WRITING_RELATIONS.includes(relationOf(actor, subject)) && !onlyReads(actor, subject));
}

/**
 * Whether the actor may make a transition on a case: the case must be his or her own to work on, and the
 * table must list the duty. The system passes the first test, for cascades and scheduled rules.
 */
export function canMoveCase<S extends string>(
  actor: Actor,
  machine: Machine<S>,
  subject: CaseSubject,
  attempt: { from: string | null; name: string },
): Decision {
  if (actor.duty === 'visitor') return deny('not_signed_in');
  if (actor.duty !== 'system' && (!WRITING_RELATIONS.includes(relationOf(actor, subject)) || onlyReads(actor, subject))) return deny();
  const decision = canTransition(machine, { ...attempt, duty: actor.duty });
  return decision.allowed ? ALLOWED : deny(decision.code);
}
