import type { Context } from '#app/domain/accounts/context.ts';
import { grantDecisionMachine } from '#app/domain/grants/grant-decision-machine.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findAgreement } from '#db/queries/agreements.ts';
import { findCaseHead } from '#db/queries/cases.ts';
import { findGrantDecision } from '#db/queries/grants.ts';
import type { ActorTx } from '#db/transaction.ts';
import { releaseFunds } from './commit-funds.ts';

const NEVER_SIGNED: readonly string[] = ['declined', 'lapsed', 'offer_withdrawn'];

/**
 * Frees the money of an agreement that was never concluded and lets its grant decision lapse. Runs as the system after
 * the step that ended the offer; a second run changes nothing. Returns the freed amount in won.
 */
export async function releaseAgreementFunds(tx: ActorTx, now: Date, applicationId: string): Promise<number> {
  const ctx: Context = systemContext(now, 'release-agreement');
  const head = await findCaseHead(tx, applicationId);
  const agreement = await findAgreement(tx, { applicationId });
  const decision = await findGrantDecision(tx, applicationId);
  if (!head || !agreement || !decision || !NEVER_SIGNED.includes(agreement.state) || decision.id !== agreement.grantDecisionId) return 0;
  if (!['approved', 'approved_conditional', 'partial'].includes(decision.state)) return 0;
  const subject = { applicationId, firmId: head.firmId, programmeYearId: head.programmeYearId, decisionId: decision.id };
  const freedWon = await releaseFunds(tx, ctx, subject, { key: `release:${decision.id}`, agreementId: agreement.id, memo: agreement.state });
  await moveState(tx, ctx, grantDecisionMachine, { id: decision.id, transition: 'lapse', reason: agreement.state, applicationId, firmId: head.firmId, payload: { freedWon } });
  return freedWon;
}
