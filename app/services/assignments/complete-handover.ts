import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { lastReadableDay } from '#app/domain/assignments/former-access.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { openCase } from '#app/services/applications/open-case.ts';
import { tell, type ToldCase } from '#app/services/applications/tell.ts';
import { forEachRow } from '#app/services/workflow/each-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findHandover, listReadyHandovers, noteHandoverEnd } from '#db/queries/handovers.ts';
import { findConsultantRecipient } from '#db/queries/recipients.ts';
import type { ActorTx } from '#db/transaction.ts';

/**
 * Ends the assignment that hands over once its successor has begun and its visits are closed; the former consultant reads the
 * case for some days more. Returns false while visits are open: the daily rule tries again. For use inside another use-case.
 */
export async function completeHandover(tx: ActorTx, ctx: Context, head: ToldCase, id: string): Promise<boolean> {
  const handover = await findHandover(tx, id);
  if (!handover || handover.openVisits > 0) return false;
  const today = toSeoulDate(ctx.now);
  const readableUntil = lastReadableDay(today);
  const former = await findConsultantRecipient(tx, handover.consultantId);
  await moveState(tx, asSystem(ctx), assignmentMachine, { id, transition: 'complete_handover', applicationId: head.id, firmId: head.firmId, payload: { readableUntil } });
  await noteHandoverEnd(tx, id, { on: today, reason: 'replaced', readableUntil });
  await tell(tx, ctx, head, 'handover_complete', former ? [former] : [], { dueOn: readableUntil });
  return true;
}

/** Daily rule: hand-overs whose successor has begun and whose last visit is closed meanwhile end. Returns how many did. */
export function completeHandovers(ctx: Context): Promise<number> {
  return forEachRow(ctx, listReadyHandovers, async (tx, { id, applicationId }) => completeHandover(tx, ctx, (await openCase(tx, applicationId)).head, id));
}
