import type { Actor } from '#app/domain/accounts/actor.ts';
import { canMoveCase } from '#app/domain/workflow/case-access.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { all, allowIf, type Decision } from '#app/domain/workflow/decision.ts';
import { holdMachine, type HoldScope, type HoldState } from '#app/domain/workflow/hold-machine.ts';
import type { StoredHoldScope } from '#app/domain/workflow/hold-record.ts';
import { isOtherPerson } from '#app/domain/workflow/separation.ts';

/** The facts about a hold. */
export interface HoldSubject extends CaseSubject {
  state: HoldState | null;
  requestedBy?: string | null;
}

/** Who may place a hold of this length on a case; beyond `officerHours` (a setting) it is for the senior officer. */
export function canPlaceHold(actor: Actor, subject: HoldSubject, hours: number, officerHours: number): Decision {
  return all(
    canMoveCase(actor, holdMachine, subject, { from: null, name: 'place' }),
    allowIf(actor.duty !== 'officer' || hours <= officerHours),
  );
}

/** Who may approve a requested hold: a senior officer other than the one who asked. */
export function canActivateHold(actor: Actor, subject: HoldSubject): Decision {
  return all(
    canMoveCase(actor, holdMachine, subject, { from: subject.state, name: 'activate' }),
    isOtherPerson(actor.userId, [subject.requestedBy]),
  );
}

/** Who may lift a hold; an officer lifts only what he or she placed. */
export function canLiftHold(actor: Actor, subject: HoldSubject): Decision {
  return all(
    canMoveCase(actor, holdMachine, subject, { from: subject.state, name: 'lift' }),
    allowIf(actor.duty !== 'officer' || (actor.userId !== null && actor.userId === subject.requestedBy)),
  );
}

/** Refuses with `held` while the scope, or everything, is on hold. */
export function isNotHeld(holds: readonly StoredHoldScope[], scope: HoldScope): Decision {
  return allowIf(!holds.includes(scope) && !holds.includes('all'), 'held');
}
