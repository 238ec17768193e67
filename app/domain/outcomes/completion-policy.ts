import type { Actor } from '#app/domain/accounts/actor.ts';
import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { completionMachine, type CompletionState } from '#app/domain/outcomes/completion-machine.ts';
import { canMoveCase, canReadAs, canWriteAs } from '#app/domain/workflow/case-access.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { all, allowIf, type Decision } from '#app/domain/workflow/decision.ts';
import { canEvaluateFirm, canSign, isOtherPerson } from '#app/domain/workflow/separation.ts';

/** The facts about a completion evaluation. */
export interface CompletionSubject extends CaseSubject {
  state: CompletionState | null;
  inspectedBy?: string | null;
  advisorUserIds?: readonly string[];
  conflictDeclared?: boolean | null;
}

/** The completion evaluation: everybody with a relation to the case. */
export function canViewCompletion(actor: Actor, subject: CompletionSubject): Decision {
  return canReadAs(actor, subject, [
    'own_firm', 'assigned_consultant', 'linked_parent', 'own_group', 'central', 'assigned_evaluator', 'auditor', 'administrator',
  ]);
}

/** The firm writes the report while it is due or was returned; a helper may prepare. */
export function canWriteCompletionReport(actor: Actor, subject: CompletionSubject): Decision {
  return all(
    canWriteAs(actor, subject, [...FIRM_WRITERS, 'helper']),
    allowIf(subject.state === 'due' || subject.state === 'returned', 'not_your_turn'),
  );
}

/** The assigned consultant writes an opinion until the inspection is over. */
export function canGiveCompletionOpinion(actor: Actor, subject: CompletionSubject): Decision {
  const open = subject.state === 'due' || subject.state === 'returned' || subject.state === 'submitted';
  return all(canWriteAs(actor, subject, ['consultant']), allowIf(open, 'not_your_turn'));
}

/** Any transition of a completion: inspector not from this case, decider not the inspector. */
export function canMoveCompletion(actor: Actor, subject: CompletionSubject, transition: string): Decision {
  const move = canMoveCase(actor, completionMachine, subject, { from: subject.state, name: transition });
  switch (transition) {
    case 'submit':
      return all(canSign(actor.duty), move);
    case 'inspect':
      return all(
        move,
        canEvaluateFirm({
          userId: actor.userId,
          advisorUserIds: subject.advisorUserIds ?? [],
          declaredConflict: actor.duty === 'evaluator' ? (subject.conflictDeclared ?? null) : false,
        }),
      );
    case 'accept':
    case 'refuse':
      return all(move, isOtherPerson(actor.userId, [subject.inspectedBy]));
    default:
      return move;
  }
}
