import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { isLateCancel, noShowFrom, overdueOf } from '#app/domain/visits/planned-visit.ts';
import { findTightJourneys, type TightJourney } from '#app/domain/visits/travel.ts';
import { canMoveVisit } from '#app/domain/visits/visit-policy.ts';
import { listPlacesOf } from '#db/queries/planned-visits.ts';
import type { VisitRow } from '#db/queries/visits.ts';
import type { ActorTx } from '#db/transaction.ts';
import { subjectOf } from './visit-subject.ts';

/** What the page of a visit says and offers before there is a log. */
export interface PlannedFacts {
  readonly can: { readonly agree: boolean; readonly move: boolean; readonly cancel: boolean; readonly checkIn: boolean; readonly log: boolean; readonly noShow: boolean };
  readonly overdue: 'unanswered' | 'not_logged' | null;
  /** From when the other side may be reported as absent. */
  readonly noShowFrom: Date;
  readonly lateNow: boolean;
}

/** What the actor may do with a visit that was planned; null for one that was never planned. */
export function plannedFacts(ctx: Context, visit: VisitRow): PlannedFacts | null {
  if (visit.proposedSide === null) return null;
  const subject = subjectOf(visit);
  const can = (transition: string) => canMoveVisit(ctx.actor, subject, transition).allowed;
  const from = noShowFrom(visit.startsAt);
  const today = toSeoulDate(ctx.now);
  return {
    can: {
      agree: can('confirm') && visit.endsAt > ctx.now,
      move: can('propose_other'),
      cancel: can('cancel'),
      checkIn: can('check_in') && visit.visitOn === today,
      log: can('log') && visit.startsAt <= ctx.now,
      noShow: can('report_no_show') && ctx.now >= from,
    },
    overdue: overdueOf(visit, ctx.now),
    noShowFrom: from,
    lateNow: visit.state === 'confirmed' && isLateCancel(visit.startsAt, ctx.now),
  };
}

/** Other visits of the day from which the consultant could not arrive in time; firms do not see the visits elsewhere. */
export async function tightJourneysOf(tx: ActorTx, ctx: Context, visit: VisitRow): Promise<TightJourney[]> {
  if (ctx.actor.role !== 'consultant' && ctx.actor.role !== 'officer' && ctx.actor.role !== 'auditor') return [];
  if (visit.state === 'cancelled' || visit.state === 'void' || visit.state === 'no_show') return [];
  const others = await listPlacesOf(tx, visit.consultantId, visit.visitOn, visit.visitOn);
  return findTightJourneys(visit, others.filter(({ id }) => id !== visit.id));
}
