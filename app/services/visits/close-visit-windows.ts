import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { notify } from '#app/services/notices/notify.ts';
import { forEachRow } from '#app/services/workflow/each-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { listVisitsPastWindow, markVisitSilent } from '#db/queries/jobs.ts';
import { findConsultantRecipient, listFirmRecipients } from '#db/queries/recipients.ts';
import { lockAggregate } from '#db/queries/workflow.ts';
import type { ActorTx } from '#db/transaction.ts';

/**
 * Visit logs that the firm neither confirmed nor disputed in time count as not disputed. Each visit in a transaction of
 * its own: one that moved meanwhile does not hold up the others. Returns how many were closed.
 */
export async function closeVisitWindows(ctx: Context): Promise<number> {
  return forEachRow(ctx, (tx, page) => listVisitsPastWindow(tx, toSeoulDate(ctx.now), page), (tx, { id }) => closeWindow(tx, ctx, id));
}

async function closeWindow(tx: ActorTx, ctx: Context, id: string): Promise<boolean> {
  await lockAggregate(tx, visitMachine.name, id);
  const [visit] = await listVisitsPastWindow(tx, toSeoulDate(ctx.now), { id, except: [], limit: 1 });
  if (!visit) return false;
  await moveState(tx, ctx, visitMachine, { id: visit.id, transition: 'close_window', applicationId: visit.applicationId, firmId: visit.firmId, payload: { dueOn: visit.confirmDueOn } });
  await markVisitSilent(tx, visit.id);
  const shared = { kind: 'visit_not_disputed', values: { firmName: visit.firmName, visitOn: visit.visitOn, dueOn: visit.confirmDueOn }, subjectType: 'visit', subjectId: visit.id, applicationId: visit.applicationId, firmId: visit.firmId };
  await notify(tx, ctx, { ...shared, recipients: await listFirmRecipients(tx, visit.firmId, ['representative', 'manager']), path: `/firm/visits/${visit.id}` });
  const consultant = await findConsultantRecipient(tx, visit.consultantId);
  await notify(tx, ctx, { ...shared, recipients: consultant ? [consultant] : [], path: `/consultant/visits/${visit.id}` });
  return true;
}
