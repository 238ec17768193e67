import type { Context } from '#app/domain/accounts/context.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { ANNOUNCE_DAYS } from '#app/domain/firms/follow-up-dates.ts';
import { membershipMachine } from '#app/domain/firms/membership-machine.ts';
import { paths } from '#app/http/paths.ts';
import { openOutcomeCase, tellCase, type Told } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { forEachPastDue } from '#app/services/workflow/past-due.ts';
import type { DueCase } from '#db/queries/due-cases.ts';
import { findMembership } from '#db/queries/memberships.ts';
import type { ActorTx } from '#db/transaction.ts';

/** Daily rule: sixty days before a follow-up ends, the firm and the officers are told. Returns how many were announced. */
export function announceMembershipEnds(ctx: Context): Promise<number> {
  const before = addDays(toSeoulDate(ctx.now), ANNOUNCE_DAYS + 1);
  return forEachPastDue(ctx, { kind: 'membership_announcement', machine: membershipMachine, before }, (tx, row) => move(tx, ctx, row, { transition: 'announce_end', kind: 'membership_ending', to: ['firm', 'officers'] }));
}

/** Daily rule: a follow-up ends after its last day; one that was never taken up lapses. Returns how many ended. */
export function endMemberships(ctx: Context): Promise<number> {
  return forEachPastDue(ctx, { kind: 'membership_end', machine: membershipMachine }, async (tx, row) => {
    const membership = await findMembership(tx, row.applicationId);
    const lapses = membership?.state === 'eligible';
    return move(tx, ctx, row, { transition: lapses ? 'lapse' : 'end', kind: lapses ? 'membership_lapsed' : 'membership_ended', to: ['firm'] });
  });
}

async function move(tx: ActorTx, ctx: Context, row: DueCase, step: { transition: string; kind: string; to: readonly Told[] }): Promise<boolean> {
  const { head } = await openOutcomeCase(tx, ctx, row.applicationId);
  await moveState(tx, ctx, membershipMachine, { id: row.id, transition: step.transition, applicationId: row.applicationId, firmId: row.firmId, payload: { endsOn: row.dueOn } });
  await tellCase(tx, ctx, head, { kind: step.kind, to: step.to, values: { dueOn: row.dueOn }, paths: { firm: paths.firm(), officer: paths.officerSettlement(head.id) }, subjectType: 'membership', subjectId: row.id });
  return true;
}
