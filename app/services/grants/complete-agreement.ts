import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { agreementMachine } from '#app/domain/grants/agreement-machine.ts';
import { endAssignments } from '#app/services/assignments/end-assignments.ts';
import type { OpenOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { endAgreement } from '#db/queries/agreement-end.ts';
import { findSettlement } from '#db/queries/settlements.ts';
import { listVerifications } from '#db/queries/verifications.ts';
import type { ActorTx } from '#db/transaction.ts';

/** Completes an agreement in force when its settlement and all its verifications are closed, and ends the consultant's assignment; does nothing before. For use inside another use-case. */
export async function completeAgreement(tx: ActorTx, ctx: Context, { head }: OpenOutcomeCase): Promise<boolean> {
  const agreement = head.agreement;
  if (agreement?.state !== 'in_force') return false;
  const settlement = await findSettlement(tx, head.id);
  if (settlement?.state !== 'closed') return false;
  if ((await listVerifications(tx, head.id)).some((entry) => entry.state !== 'closed')) return false;
  await moveState(tx, asSystem(ctx), agreementMachine, { id: agreement.id, transition: 'complete', applicationId: head.id, firmId: head.firmId });
  await endAssignments(tx, ctx, { applicationId: head.id, firmId: head.firmId }, 'completed');
  await endAgreement(tx, agreement.id, { at: ctx.now, code: 'completed', reason: null });
  return true;
}
