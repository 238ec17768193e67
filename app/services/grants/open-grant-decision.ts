import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findOpenGrant, insertGrantDecision, setRequestedWon, type OpenGrant } from '#db/queries/grant-openings.ts';
import type { ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

/** States in which the sum asked for may still follow a plan that was changed. */
const UNDECIDED: readonly OpenGrant['state'][] = ['submitted', 'review', 'clarification'];

/** States in which a grant is decided. */
export const GRANTED: readonly OpenGrant['state'][] = ['approved', 'approved_conditional', 'partial'];

/**
 * Opens the decision on the grant of a case when its plan is sent (worker transaction, as the system), with the sum of the
 * plan. A plan that was returned and changed keeps its decision and renews the sum. Throws conflict once it is recommended.
 */
export async function openGrantDecision(tx: ActorTx, ctx: Context, plan: { applicationId: string; firmId: string; settingsVersionId: string | null; requestedWon: number }): Promise<string> {
  const open = await findOpenGrant(tx, plan.applicationId);
  const about = { subjectType: 'grant_decision', applicationId: plan.applicationId, firmId: plan.firmId };
  if (open) {
    if (open.requestedWon === plan.requestedWon) return open.id;
    if (!UNDECIDED.includes(open.state)) throw new AppError('conflict');
    await setRequestedWon(tx, open.id, plan.requestedWon);
    await recordEvent(tx, asSystem(ctx), { ...about, subjectId: open.id, action: 'renew_request', payload: { before: open.requestedWon, after: plan.requestedWon } });
    return open.id;
  }
  if (!plan.settingsVersionId) throw new AppError('unavailable');
  const id = uuidv7(ctx.now);
  await insertGrantDecision(tx, { id, applicationId: plan.applicationId, firmId: plan.firmId, settingsVersionId: plan.settingsVersionId, requestedWon: plan.requestedWon, at: ctx.now });
  await recordEvent(tx, asSystem(ctx), { ...about, machine: 'grant_decision', subjectId: id, action: 'submit', to: 'submitted', versionAfter: 1, payload: { requestedWon: plan.requestedWon } });
  return id;
}
