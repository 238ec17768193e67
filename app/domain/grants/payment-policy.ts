import type { Actor } from '#app/domain/accounts/actor.ts';
import { FIRM_BOOKKEEPERS } from '#app/domain/accounts/duty-groups.ts';
import { trancheMachine } from '#app/domain/grants/tranche-machine.ts';
import type { TrancheState } from '#app/domain/grants/tranche-states.ts';
import { canMoveCase, canReadAs, canWriteAs } from '#app/domain/workflow/case-access.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { ALLOWED, all, allowIf, deny, type Decision } from '#app/domain/workflow/decision.ts';
import { isNotHeld } from '#app/domain/workflow/hold-policy.ts';
import type { StoredHoldScope } from '#app/domain/workflow/hold-record.ts';
import { canApproveAfter, canPayAfter, canSign, type PaymentHands } from '#app/domain/workflow/separation.ts';

/** The facts about a tranche and the hands it went through. */
export interface PaymentSubject extends CaseSubject, PaymentHands {
  state: TrancheState | null;
  holds?: readonly StoredHoldScope[];
}

/** Budget and payment requests with their lines: the firm, reviewing partner headquarters, central; nobody of the other sides. */
export function canViewPayment(actor: Actor, subject: PaymentSubject): Decision {
  if (actor.duty === 'shop_floor') return deny();
  return canReadAs(actor, subject, ['own_firm', 'own_group', 'central', 'auditor', 'administrator']);
}

/** Totals of grant and payment, without lines: also a linked parent company. */
export function canViewPaymentTotals(actor: Actor, subject: PaymentSubject): Decision {
  if (actor.duty === 'shop_floor') return deny();
  return canReadAs(actor, subject, ['own_firm', 'linked_parent', 'own_group', 'central', 'auditor', 'administrator']);
}

/** The full account number: those who give it, those who pay to it, and the auditor. */
export function canViewBankAccount(actor: Actor, subject: CaseSubject): Decision {
  if (actor.duty === 'finance_officer' || actor.duty === 'auditor') return ALLOWED;
  return canWriteAs(actor, subject, FIRM_BOOKKEEPERS);
}

/** Entering a new bank account: the representative or the firm's accountant. */
export function canEditBankAccount(actor: Actor, subject: CaseSubject): Decision {
  return canWriteAs(actor, subject, FIRM_BOOKKEEPERS);
}

/** Lines and proofs are prepared by the firm while it has the turn. */
export function canPreparePayment(actor: Actor, subject: PaymentSubject): Decision {
  return all(
    canWriteAs(actor, subject, [...FIRM_BOOKKEEPERS, 'manager', 'helper']),
    allowIf(subject.state === 'claim_open' || subject.state === 'queried', 'not_your_turn'),
    isNotHeld(subject.holds ?? [], 'claim'),
  );
}

/** Any transition of a tranche: holds are respected, and proofs, approval and payment are in three hands. */
export function canMovePayment(actor: Actor, subject: PaymentSubject, transition: string): Decision {
  const holds = subject.holds ?? [];
  const move = canMoveCase(actor, trancheMachine, subject, { from: subject.state, name: transition });
  switch (transition) {
    case 'claim':
      return all(canSign(actor.duty), move, isNotHeld(holds, 'claim'));
    case 'answer':
      return all(move, isNotHeld(holds, 'claim'));
    case 'approve':
      return all(move, canApproveAfter(actor.userId, subject), isNotHeld(holds, 'pay'));
    case 'order_payment':
    case 'send_to_bank':
    case 'resend':
      return all(move, canPayAfter(actor.userId, subject), isNotHeld(holds, 'pay'));
    default:
      return move;
  }
}
