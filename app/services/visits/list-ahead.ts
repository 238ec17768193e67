import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AHEAD_STATES, overdueOf } from '#app/domain/visits/planned-visit.ts';
import { sideOf } from '#app/domain/visits/visit-policy.ts';
import { listVisits, type VisitLine } from '#db/queries/visits.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/** A visit that lies ahead or waits for its log. */
export interface VisitAhead extends VisitLine {
  readonly overdue: 'unanswered' | 'not_logged' | null;
  readonly isToday: boolean;
  /** The actor's side has to answer the proposal. */
  readonly mine: boolean;
}

const MOST = 60;

/** The visits of the acting consultant or firm that lie ahead or wait for their log, nearest first. */
export async function listVisitsAhead(ctx: Context): Promise<VisitAhead[]> {
  const { consultantId, firmId, role } = ctx.actor;
  const scope = role === 'consultant' && consultantId ? { consultantId } : role === 'firm' && firmId ? { firmId } : null;
  if (scope === null) return [];
  return withActor(ctx, (tx) => readAhead(tx, ctx, scope));
}

async function readAhead(tx: ActorTx, ctx: Context, scope: { consultantId: string } | { firmId: string }): Promise<VisitAhead[]> {
  const today = toSeoulDate(ctx.now);
  const side = sideOf(ctx.actor);
  const rows = await listVisits(tx, { ...scope, states: AHEAD_STATES, soonestFirst: true, limit: MOST });
  return rows.map((visit) => ({
    ...visit,
    overdue: overdueOf(visit, ctx.now),
    isToday: visit.visitOn === today,
    mine: visit.state === 'planned' ? visit.proposedSide !== side : side === 'consultant' && (visit.visitOn <= today || visit.state === 'checked_in'),
  }));
}
