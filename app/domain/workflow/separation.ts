import { maySign, type Duty } from '#app/domain/accounts/actor.ts';
import { ALLOWED, all, allowIf, type Decision } from '#app/domain/workflow/decision.ts';

/** Who did what on one decision; null where nobody has yet. */
export interface PaymentHands {
  verifiedBy?: string | null;
  proposedBy?: string | null;
  approvedBy?: string | null;
  orderedBy?: string | null;
}

/** Refuses when the same person did something earlier that must be in other hands. Unknown persons are never accepted. */
export function isOtherPerson(userId: string | null, earlier: readonly (string | null | undefined)[]): Decision {
  if (userId === null) return { allowed: false, code: 'four_eyes' };
  return allowIf(!earlier.includes(userId), 'four_eyes');
}

/** Who approves is not who proposed or checked. */
export function canApproveAfter(userId: string | null, hands: PaymentHands): Decision {
  return isOtherPerson(userId, [hands.proposedBy, hands.verifiedBy]);
}

/** Who orders a payment has neither confirmed the proofs, nor proposed, nor approved it. */
export function canPayAfter(userId: string | null, hands: PaymentHands): Decision {
  return isOtherPerson(userId, [hands.verifiedBy, hands.proposedBy, hands.approvedBy]);
}

/** Proposer, approver and payer of one payment are three people (invariant 4); missing hands do not count. */
export function areThreePeople(hands: PaymentHands): Decision {
  return all(
    hands.approvedBy == null ? ALLOWED : canApproveAfter(hands.approvedBy, hands),
    hands.orderedBy == null ? ALLOWED : canPayAfter(hands.orderedBy, hands),
  );
}

/** A consultant never evaluates, inspects or verifies a firm that he or she advises or has advised. */
export function canEvaluateFirm(person: {
  userId: string | null;
  advisorUserIds: readonly string[];
  declaredConflict: boolean | null;
}): Decision {
  if (person.userId === null) return { allowed: false, code: 'four_eyes' };
  if (person.advisorUserIds.includes(person.userId)) return { allowed: false, code: 'four_eyes' };
  return allowIf(person.declaredConflict === false, 'conflict');
}

/** Only the representative signs; a helper may prepare but never sign. */
export function canSign(duty: Duty): Decision {
  return allowIf(maySign(duty));
}

/** An administrator manages accounts and decides no case; the auditor only reads. */
export function canDecideCases(duty: Duty): Decision {
  return allowIf(duty !== 'admin' && duty !== 'auditor' && duty !== 'visitor' && duty !== 'helper' && duty !== 'firm_reader');
}

/** Who confirms a value is not who recorded it (invariant 5). */
export function canConfirmAfterRecording(userId: string | null, recordedBy: string | null): Decision {
  return isOtherPerson(userId, [recordedBy]);
}

/** An appeal is reviewed by somebody who never acted on the case before. */
export function canReviewAppeal(userId: string | null, earlierActorIds: readonly string[]): Decision {
  return isOtherPerson(userId, earlierActorIds);
}
