import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays } from '#app/domain/calendar/working-days.ts';
import { AppError } from '#app/domain/errors.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { canMoveVisit } from '#app/domain/visits/visit-policy.ts';
import { assertAllowed, readRules } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findCaseRules } from '#db/queries/case-settings.ts';
import { insertVisitAnswer, markVisitDisputed } from '#db/queries/visit-changes.ts';
import { withActor } from '#db/transaction.ts';
import { tellConsultant, tellOfficers } from './tell-visit.ts';
import { getVisitRow, hashOfVisit, subjectOf } from './visit-subject.ts';

/** Parts of a log that a firm may call wrong. */
export const DISPUTE_ITEMS = ['time', 'days', 'people', 'content', 'tasks', 'promises', 'not_held'] as const;
export type DisputeItem = (typeof DISPUTE_ITEMS)[number];

export interface VisitDispute {
  readonly visitId: string;
  readonly version: number;
  readonly items: readonly DisputeItem[];
  readonly reason: string;
}

/** The firm disputes a visit log, naming what is wrong. Throws invalid_input without items, reason_required, stale_version. */
export async function disputeVisit(ctx: Context, given: VisitDispute): Promise<{ visitId: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const visit = await getVisitRow(tx, given.visitId);
      assertAllowed(canMoveVisit(ctx.actor, subjectOf(visit), 'dispute'));
      if (given.items.length === 0) throw new AppError('invalid_input', { fields: { items: ['errors.field.choose'] } });
      const hash = await hashOfVisit(tx, visit);
      const shared = { applicationId: visit.applicationId, firmId: visit.firmId };
      await moveState(tx, ctx, visitMachine, { id: visit.id, transition: 'dispute', expectedVersion: given.version, reason: given.reason, ...shared, payload: { items: given.items, hash: hash.toString('hex') } });
      await markVisitDisputed(tx, visit.id, given.items);
      await insertVisitAnswer(tx, { visitId: visit.id, ...shared, outcome: 'disputed', userId: ctx.actor.userId, name: ctx.actor.name, satisfaction: null, note: given.reason, hash, at: ctx.now });
      const { settings, holidays } = readRules(await findCaseRules(tx, visit.applicationId));
      const values = { dueOn: addWorkingDays(toSeoulDate(ctx.now), settings.visitConfirmDays, holidays), reason: given.reason };
      await tellConsultant(tx, ctx, visit, 'visit_disputed', values);
      await tellOfficers(tx, ctx, visit, 'visit_disputed', values);
      return { visitId: visit.id };
    },
    { operation: 'visits.dispute', content: given },
  );
}
