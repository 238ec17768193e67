import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import type { PaymentSubject } from '#app/domain/grants/payment-policy.ts';
import type { Decision } from '#app/domain/workflow/decision.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { heldError } from '#app/services/workflow/assert-not-held.ts';
import { findAgreement, type AgreementRow } from '#db/queries/agreements.ts';
import { listHeldScopes } from '#db/queries/holds.ts';
import { findTranche, lockTranche, type TrancheRow } from '#db/queries/tranches.ts';
import type { ActorTx } from '#db/transaction.ts';
import { openGrantCase, subjectOf, type GrantCase } from './grant-case.ts';

/** A payment with the case it belongs to. */
export interface PaymentCase extends GrantCase {
  readonly tranche: TrancheRow;
  readonly agreement: AgreementRow;
  /** The facts for the policy: state, hands, holds. */
  readonly payment: PaymentSubject;
}

/** Throws the refusal of a payment policy; one because of a hold says in words what is stopped. */
export function assertPaymentAllowed(decision: Decision, scope: 'claim' | 'pay'): void {
  if (!decision.allowed && decision.code === 'held') throw heldError(scope);
  assertAllowed(decision);
}

/** A payment for a step on it: its row is locked first, so that of two people only one finds it in its state. Throws not_found. */
export async function takePayment(tx: ActorTx, ctx: Context, trancheId: string): Promise<PaymentCase> {
  return assemble(tx, ctx, await lockTranche(tx, trancheId));
}

/** A payment for reading. Throws not_found. */
export async function readPayment(tx: ActorTx, ctx: Context, trancheId: string): Promise<PaymentCase> {
  return assemble(tx, ctx, await findTranche(tx, trancheId));
}

async function assemble(tx: ActorTx, ctx: Context, tranche: TrancheRow | null): Promise<PaymentCase> {
  if (!tranche) throw new AppError('not_found');
  const opened = await openGrantCase(tx, ctx, tranche.applicationId);
  const agreement = await findAgreement(tx, { id: tranche.agreementId });
  if (!agreement) throw new AppError('not_found');
  const holds = await listHeldScopes(tx, { firmId: tranche.firmId, applicationId: tranche.applicationId });
  const payment: PaymentSubject = {
    ...subjectOf(opened.head),
    state: tranche.state,
    holds,
    verifiedBy: tranche.verifiedBy,
    proposedBy: tranche.verifiedBy,
    approvedBy: tranche.approvedBy,
    orderedBy: tranche.paidBy,
  };
  return { ...opened, tranche, agreement, payment };
}
