import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { listVisitsPastWindow, markVisitSilent, type OpenVisit } from '#db/queries/jobs.ts';
import { findConsultantRecipient, listFirmRecipients } from '#db/queries/recipients.ts';
import { asWorker, type ActorTx } from '#db/transaction.ts';

const BATCH = 200;

/**
 * Visit logs that the firm neither confirmed nor disputed in time count as not disputed. Each visit in a transaction of
 * its own: one that moved meanwhile does not hold up the others. Returns how many were closed.
 */
export async function closeVisitWindows(ctx: Context): Promise<number> {
  const visits = await asWorker((tx) => listVisitsPastWindow(tx, toSeoulDate(ctx.now), BATCH), ctx.requestId);
  let closed = 0;
  for (const visit of visits) {
    closed += await asWorker((tx) => closeWindow(tx, ctx, visit), ctx.requestId);
  }
  return closed;
}

async function closeWindow(tx: ActorTx, ctx: Context, visit: OpenVisit): Promise<number> {
  const still = await listVisitsPastWindow(tx, toSeoulDate(ctx.now), BATCH);
  if (!still.some(({ id }) => id === visit.id)) return 0;
  await moveState(tx, ctx, visitMachine, { id: visit.id, transition: 'close_window', applicationId: visit.applicationId, firmId: visit.firmId, payload: { dueOn: visit.confirmDueOn } });
  await markVisitSilent(tx, visit.id);
  const shared = { kind: 'visit_not_disputed', values: { firmName: visit.firmName, visitOn: visit.visitOn, dueOn: visit.confirmDueOn }, subjectType: 'visit', subjectId: visit.id, applicationId: visit.applicationId, firmId: visit.firmId };
  await notify(tx, ctx, { ...shared, recipients: await listFirmRecipients(tx, visit.firmId, ['representative', 'manager']), path: `/firm/visits/${visit.id}` });
  const consultant = await findConsultantRecipient(tx, visit.consultantId);
  await notify(tx, ctx, { ...shared, recipients: consultant ? [consultant] : [], path: `/consultant/visits/${visit.id}` });
  return 1;
}
