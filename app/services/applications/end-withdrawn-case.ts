import type { Context } from '#app/domain/accounts/context.ts';
import { grantDecisionMachine } from '#app/domain/grants/grant-decision-machine.ts';
import { planMachine } from '#app/domain/plans/plan-machine.ts';
import { findTransition } from '#app/domain/workflow/machine.ts';
import { endAssignments } from '#app/services/assignments/end-assignments.ts';
import { releaseFunds } from '#app/services/grants/commit-funds.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findCaseParts } from '#db/queries/case-states.ts';
import type { ActorTx } from '#db/transaction.ts';

const WITHDRAWN = 'application_withdrawn';
const GRANTED: readonly string[] = ['approved', 'approved_conditional', 'partial'];

/**
 * Ends the work that belonged to a withdrawn application: the consultant is free again, the plan is given up, an open grant decision
 * lapses, and money reserved by a granted one goes back to the year. For the system; a second run changes nothing.
 */
export async function endWithdrawnCase(tx: ActorTx, ctx: Context, applicationId: string): Promise<{ freedWon: number }> {
  const parts = await findCaseParts(tx, applicationId);
  if (parts?.application.state !== 'withdrawn') return { freedWon: 0 };
  const ids = { applicationId, firmId: parts.firmId };
  await endAssignments(tx, ctx, ids, WITHDRAWN);
  const { plan, grantDecision } = parts;
  if (plan && findTransition(planMachine, 'abandon', plan.state)) await moveState(tx, ctx, planMachine, { id: plan.id, transition: 'abandon', reason: WITHDRAWN, ...ids });
  if (!grantDecision || !findTransition(grantDecisionMachine, 'lapse', grantDecision.state)) return { freedWon: 0 };
  const freedWon = GRANTED.includes(grantDecision.state)
    ? await releaseFunds(tx, ctx, { ...ids, programmeYearId: parts.programmeYearId, decisionId: grantDecision.id }, { key: `release:${grantDecision.id}`, memo: WITHDRAWN })
    : 0;
  await moveState(tx, ctx, grantDecisionMachine, { id: grantDecision.id, transition: 'lapse', reason: WITHDRAWN, ...ids, payload: { freedWon } });
  return { freedWon };
}
