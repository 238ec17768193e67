import type { Context } from '#app/domain/accounts/context.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { acceptsSubmissions } from '#app/domain/programmes/call-window.ts';
import { firmPeople, officerPeople, tell } from '#app/services/applications/tell.ts';
import { findCallOf } from '#app/services/programmes/call-year.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { forEachPastDue } from '#app/services/workflow/past-due.ts';
import { findCaseHead } from '#db/queries/cases.ts';

/** Daily rule: an application that was not sent before its call and the grace were over ends, and the firm is told. Returns how many ended. */
export function expireDrafts(ctx: Context): Promise<number> {
  return forEachPastDue(ctx, { kind: 'draft', machine: applicationMachine }, async (tx, row) => {
    const head = await findCaseHead(tx, row.id);
    const call = head ? await findCallOf(tx, head.programmeYearId, ctx.now) : null;
    if (!head || !call || call.phase === 'before' || acceptsSubmissions(call.phase)) return false;
    await moveState(tx, ctx, applicationMachine, { id: row.id, transition: 'expire', applicationId: row.id, firmId: row.firmId, payload: { closedOn: row.dueOn } });
    await tell(tx, ctx, head, 'application_expired', await firmPeople(tx, row.firmId), { dueOn: row.dueOn });
    return true;
  });
}

/** Daily rule: an application whose requested corrections did not come in time ends, once the request and a reminder reached the firm. Returns how many ended. */
export function expireCorrections(ctx: Context): Promise<number> {
  const told = { kinds: ['correction_requested', 'deadline_near'], times: 2 };
  return forEachPastDue(ctx, { kind: 'correction', machine: applicationMachine, told }, async (tx, row) => {
    const head = await findCaseHead(tx, row.id);
    if (!head) return false;
    await moveState(tx, ctx, applicationMachine, { id: row.id, transition: 'expire', applicationId: row.id, firmId: row.firmId, payload: { dueOn: row.dueOn } });
    await tell(tx, ctx, head, 'correction_expired', [...(await firmPeople(tx, row.firmId)), ...(await officerPeople(tx, head))], { dueOn: row.dueOn });
    return true;
  });
}
