import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { toSeoulTime } from '#app/domain/calendar/seoul.ts';
import { ASSIGNMENT_ENDED } from '#app/domain/visits/planned-visit.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { markVisitCancelled } from '#db/queries/planned-visits.ts';
import { listVisits } from '#db/queries/visits.ts';
import type { ActorTx } from '#db/transaction.ts';
import { tellBothSides } from './tell-visit.ts';

/** Calls off the proposed and agreed visits of a case whose assignment ends, and tells both sides. For use inside another use-case. */
export async function closeOpenVisits(tx: ActorTx, ctx: Context, subject: { applicationId: string; firmId: string }): Promise<number> {
  const open = await listVisits(tx, { applicationId: subject.applicationId, states: ['planned', 'confirmed'], limit: 200 });
  for (const visit of open) {
    await moveState(tx, asSystem(ctx), visitMachine, { id: visit.id, transition: 'cancel', reason: ASSIGNMENT_ENDED, reasonCode: ASSIGNMENT_ENDED, ...subject });
    await markVisitCancelled(tx, visit.id, { code: ASSIGNMENT_ENDED, text: '', isLate: false });
    await tellBothSides(tx, ctx, { ...visit, organisationId: null }, 'visit_ended', { startTime: toSeoulTime(visit.startsAt) });
  }
  return open.length;
}
