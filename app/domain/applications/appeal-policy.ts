import type { Actor } from '#app/domain/accounts/actor.ts';
import { appealMachine, type AppealState } from '#app/domain/applications/appeal-machine.ts';
import { isAppealable } from '#app/domain/applications/appeal-rules.ts';
import { canMoveCase, canReadAs } from '#app/domain/workflow/case-access.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { all, allowIf, type Decision } from '#app/domain/workflow/decision.ts';
import { canReviewAppeal, canSign } from '#app/domain/workflow/separation.ts';

/** The facts about an appeal. */
export interface AppealSubject extends CaseSubject {
  state: AppealState | null;
  /** Everybody of the headquarters who acted on the case before. */
  earlierActorIds: readonly string[];
}

/** The firm, the Central Headquarters, the auditor and the administrator read an appeal. */
export function canViewAppeal(actor: Actor, subject: AppealSubject): Decision {
  return canReadAs(actor, subject, ['own_firm', 'central', 'auditor', 'administrator']);
}

/** Whether a decision may be appealed now: it is one of those with an appeal, in time, and without an earlier appeal. */
export function canAppealDecision(decision: { machine: string; state: string; isOpen: boolean; hasAppeal: boolean }): Decision {
  return all(
    allowIf(isAppealable(decision.machine, decision.state), 'transition_not_allowed'),
    allowIf(!decision.hasAppeal, 'conflict'),
    allowIf(decision.isOpen, 'window_closed'),
  );
}

/** Filing is signed by the representative. */
export function canFileAppeal(actor: Actor, subject: AppealSubject): Decision {
  return all(canSign(actor.duty), canMoveCase(actor, appealMachine, subject, { from: null, name: 'file' }));
}

/** Every step on an appeal by the headquarters is for people who are new to the case. */
export function canMoveAppeal(actor: Actor, subject: AppealSubject, transition: string): Decision {
  const move = canMoveCase(actor, appealMachine, subject, { from: subject.state, name: transition });
  if (actor.duty === 'representative' || actor.duty === 'system' || transition === 'implement') return move;
  return all(move, canReviewAppeal(actor.userId, subject.earlierActorIds));
}
