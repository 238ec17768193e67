import type { Actor } from '#app/domain/accounts/actor.ts';
import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import type { FirmSubject } from '#app/domain/firms/firm-policy.ts';
import { canWriteAs } from '#app/domain/workflow/case-access.ts';
import { all, allowIf, hasDuty, type Decision } from '#app/domain/workflow/decision.ts';

/** Steps of a change of representative. */
export type HandOverStatus = 'requested' | 'document_checked' | 'transferred' | 'refused';

/** Asking for another representative: the one who leaves, or a manager where that person is gone already. */
export function canRequestHandOver(actor: Actor, firm: FirmSubject): Decision {
  return all(canWriteAs(actor, firm, FIRM_WRITERS), allowIf(firm.state !== 'closed' && firm.state !== 'merged', 'not_your_turn'));
}

/** Reading the requests of all firms. */
export function canListHandOvers(actor: Actor): Decision {
  return hasDuty(actor, ['officer', 'senior_officer']);
}

/** Deciding on a request by its document: an officer of the Central Headquarters, never the person who asked. */
export function canDecideHandOver(actor: Actor, change: { readonly status: HandOverStatus; readonly requestedBy: string }): Decision {
  return all(hasDuty(actor, ['officer', 'senior_officer']), allowIf(actor.userId !== change.requestedBy, 'four_eyes'), allowIf(change.status === 'requested' || change.status === 'document_checked', 'not_your_turn'));
}
