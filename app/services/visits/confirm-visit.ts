import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays } from '#app/domain/calendar/working-days.ts';
import { AppError } from '#app/domain/errors.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { canMoveVisit } from '#app/domain/visits/visit-policy.ts';
import { assertAllowed, readRules } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findCaseRules } from '#db/queries/case-settings.ts';
import { insertVisitAnswer, markVisitConfirmed } from '#db/queries/visit-changes.ts';
import { withActor } from '#db/transaction.ts';
import { tellConsultant } from './tell-visit.ts';
import { getVisitRow, hashOfVisit, subjectOf } from './visit-subject.ts';

export interface VisitConfirmation {
  readonly visitId: string;
  readonly version: number;
  /** 1 to 5, when given. */
  readonly satisfaction: number | null;
  readonly note: string | null;
}

/** The firm confirms a visit log. Throws not_found, not_your_turn for other duties, four_eyes for its author, stale_version. */
export async function confirmVisit(ctx: Context, given: VisitConfirmation): Promise<{ visitId: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const visit = await getVisitRow(tx, given.visitId);
      assertAllowed(canMoveVisit(ctx.actor, subjectOf(visit), 'countersign'));
      if (ctx.actor.userId !== null && ctx.actor.userId === visit.loggedBy) throw new AppError('four_eyes');
      const hash = await hashOfVisit(tx, visit);
      const shared = { applicationId: visit.applicationId, firmId: visit.firmId };
      await moveState(tx, ctx, visitMachine, { id: visit.id, transition: 'countersign', expectedVersion: given.version, ...shared, payload: { hash: hash.toString('hex'), method: 'portal' } });
      await markVisitConfirmed(tx, visit.id, ctx.actor.userId, ctx.now);
      await insertVisitAnswer(tx, { visitId: visit.id, ...shared, outcome: 'confirmed', userId: ctx.actor.userId, name: ctx.actor.name, satisfaction: given.satisfaction, note: given.note, hash, at: ctx.now });
      const { settings, holidays } = readRules(await findCaseRules(tx, visit.applicationId));
      await tellConsultant(tx, ctx, visit, 'visit_confirmed', { dueOn: addWorkingDays(toSeoulDate(ctx.now), settings.promises.claimCheck, holidays) });
      return { visitId: visit.id };
    },
    { operation: 'visits.confirm', content: given },
  );
}
