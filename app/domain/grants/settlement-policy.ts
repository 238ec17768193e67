import type { Actor } from '#app/domain/accounts/actor.ts';
import { FIRM_BOOKKEEPERS } from '#app/domain/accounts/duty-groups.ts';
import { recoveryMachine, type RecoveryState } from '#app/domain/grants/recovery-machine.ts';
import { settlementMachine, type SettlementState } from '#app/domain/grants/settlement-machine.ts';
import { canMoveCase, canReadAs, canWriteAs } from '#app/domain/workflow/case-access.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { all, allowIf, type Decision } from '#app/domain/workflow/decision.ts';
import { canSign, isOtherPerson } from '#app/domain/workflow/separation.ts';

/** The facts about a settlement. */
export interface SettlementSubject extends CaseSubject {
  state: SettlementState | null;
  /** Who drafted the result; must not decide an objection against it. */
  draftedBy?: string | null;
}

/** The facts about a recovery. */
export interface RecoverySubject extends CaseSubject {
  state: RecoveryState | null;
  /** Who led the investigation; must not decide. */
  investigatedBy?: string | null;
}

const READERS = ['own_firm', 'own_group', 'central', 'auditor', 'administrator'] as const;

/** Settlement papers: closed to consultants, parent companies and evaluators. */
export function canViewSettlement(actor: Actor, subject: SettlementSubject): Decision {
  return canReadAs(actor, subject, READERS);
}

/** The firm prepares its papers while it has the turn. */
export function canPrepareSettlement(actor: Actor, subject: SettlementSubject): Decision {
  return all(
    canWriteAs(actor, subject, [...FIRM_BOOKKEEPERS, 'manager', 'helper']),
    allowIf(subject.state === 'opened' || subject.state === 'queried', 'not_your_turn'),
  );
}

/** Lines are judged by an officer during the review. */
export function canReviewSettlement(actor: Actor, subject: SettlementSubject): Decision {
  return all(canWriteAs(actor, subject, ['officer']), allowIf(subject.state === 'accountant_review', 'not_your_turn'));
}

/** Any transition of a settlement. */
export function canMoveSettlement(actor: Actor, subject: SettlementSubject, transition: string): Decision {
  const move = canMoveCase(actor, settlementMachine, subject, { from: subject.state, name: transition });
  if (transition === 'submit') return all(canSign(actor.duty), move);
  return transition === 'decide_objection' ? all(move, isOtherPerson(actor.userId, [subject.draftedBy])) : move;
}

/** A recovery is read by the firm, the headquarters, the auditor and the administrator; a parent learns only that the case ended. */
export function canViewRecovery(actor: Actor, subject: RecoverySubject): Decision {
  return canReadAs(actor, subject, READERS);
}

/** Any transition of a recovery; who decides has not investigated. */
export function canMoveRecovery(actor: Actor, subject: RecoverySubject, transition: string): Decision {
  const move = canMoveCase(actor, recoveryMachine, subject, { from: subject.state, name: transition });
  const decides = transition === 'decide_recover' || transition === 'decide_warn';
  return decides ? all(move, isOtherPerson(actor.userId, [subject.investigatedBy])) : move;
}
