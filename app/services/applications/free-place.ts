import type { Context } from '#app/domain/accounts/context.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { endWithdrawnCase } from '#app/services/applications/end-withdrawn-case.ts';
import { openCase } from '#app/services/applications/open-case.ts';
import { officerPeople, tell, tellFirmSide } from '#app/services/applications/tell.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { patchCase } from '#db/queries/cases.ts';
import { findYearPlaces, lockYear } from '#db/queries/decisions.ts';
import { listOfficerRecipients } from '#db/queries/recipients.ts';
import { countOpenCalls, findWithdrawal, listEndedReserves, listLapsedCalls, recountPlaces, takeNextReserve } from '#db/queries/reserve-list.ts';
import { asWorker, type ActorTx } from '#db/transaction.ts';

/**
 * Ends what belonged to a withdrawn case, gives its place back to the programme year and offers it to the next firm of the reserve list. Runs as a
 * job that the withdrawal put into the queue; a second run changes nothing. Returns the application that was called.
 */
export async function freePlace(now: Date, applicationId: string): Promise<{ calledId: string | null }> {
  const ctx = systemContext(now, `free-place ${applicationId}`);
  return asWorker(async (tx) => {
    const { head } = await openCase(tx, applicationId);
    await lockYear(tx, head.programmeYearId);
    const withdrawal = await findWithdrawal(tx, applicationId);
    if (head.state !== 'withdrawn' || !withdrawal || withdrawal.isFreed) return { calledId: null };
    await endWithdrawnCase(tx, ctx, head.id);
    await recountPlaces(tx, head.programmeYearId);
    await patchCase(tx, head.id, { reserve_call_until: null });
    await recordEvent(tx, ctx, { subjectType: 'application', subjectId: head.id, applicationId: head.id, firmId: head.firmId, action: 'free_place', from: withdrawal.from });
    return { calledId: await callNext(tx, ctx, head.programmeYearId) };
  }, ctx.requestId);
}

/** Offers one free place; never more places than are free. The year is locked by the caller. */
async function callNext(tx: ActorTx, ctx: Context, programmeYearId: string): Promise<string | null> {
  const places = await findYearPlaces(tx, programmeYearId);
  if (!places || places.admitted + (await countOpenCalls(tx, programmeYearId)) >= places.quota) return null;
  const today = toSeoulDate(ctx.now);
  const id = await takeNextReserve(tx, programmeYearId, today);
  if (id === null) return null;
  const { head, rules } = await openCase(tx, id);
  const dueOn = deadlineAfterDays(today, rules.settings.offerDays, rules.holidays).dueOn;
  await patchCase(tx, id, { reserve_called_at: ctx.now, reserve_call_until: dueOn, due_on: dueOn });
  await recordEvent(tx, ctx, { subjectType: 'application', subjectId: id, applicationId: id, firmId: head.firmId, action: 'call_reserve', payload: { reserveNumber: head.reserveNumber, dueOn } });
  await tellFirmSide(tx, ctx, head, 'reserve_called', { count: head.reserveNumber ?? 1, dueOn });
  await tell(tx, ctx, head, 'reserve_called_officer', [...(await officerPeople(tx, head)), ...(await listOfficerRecipients(tx, ['senior_officer']))], { count: head.reserveNumber ?? 1, dueOn });
  return id;
}

/** The daily rule: a call that was not answered in time lapses, and the next firm is called. Returns how many lapsed. */
export async function lapseReserveCalls(ctx: Context): Promise<number> {
  const today = toSeoulDate(ctx.now);
  const lapsed = await asWorker((tx) => listLapsedCalls(tx, today), ctx.requestId);
  let count = 0;
  for (const id of lapsed) {
    count += await asWorker(async (tx) => {
      const { head } = await openCase(tx, id);
      await lockYear(tx, head.programmeYearId);
      if (!(await listLapsedCalls(tx, today)).includes(id)) return 0;
      await patchCase(tx, id, { reserve_call_until: null, due_on: head.reserveUntil });
      await recordEvent(tx, ctx, { subjectType: 'application', subjectId: id, applicationId: id, firmId: head.firmId, action: 'lapse_reserve_call' });
      await tellFirmSide(tx, ctx, head, 'reserve_call_lapsed', {});
      await tell(tx, ctx, head, 'reserve_call_lapsed', await officerPeople(tx, head), {});
      await callNext(tx, ctx, head.programmeYearId);
      return 1;
    }, ctx.requestId);
  }
  return count;
}

/** The daily rule: a place on the reserve list holds until its day; afterwards the application is returned. Returns how many ended. */
export async function endReserveList(ctx: Context): Promise<number> {
  const ended = await asWorker((tx) => listEndedReserves(tx, toSeoulDate(ctx.now)), ctx.requestId);
  for (const id of ended) {
    await asWorker(async (tx) => {
      const { head } = await openCase(tx, id);
      if (head.state !== 'reserve') return;
      await moveState(tx, ctx, applicationMachine, { id, transition: 'return_unassessed', applicationId: id, firmId: head.firmId });
      await patchCase(tx, id, { due_on: null });
      await tellFirmSide(tx, ctx, head, 'reserve_ended', {});
      await tell(tx, ctx, head, 'reserve_ended', await officerPeople(tx, head), {});
    }, ctx.requestId);
  }
  return ended.length;
}
