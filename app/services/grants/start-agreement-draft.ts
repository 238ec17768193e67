import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { insertAgreement } from '#db/queries/agreements.ts';
import { findCaseParts } from '#db/queries/case-states.ts';
import { findYearMoney } from '#db/queries/grants.ts';
import type { ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { openGrantCase } from './grant-case.ts';

const APPROVED: readonly string[] = ['approved', 'approved_conditional', 'partial'];
const ENDED: readonly string[] = ['completed', 'terminated', 'rescinded', 'declined', 'lapsed', 'offer_withdrawn'];

/**
 * Opens the draft of the agreement as soon as both the grant is decided and the plan approved; whichever comes second
 * calls it. Returns null while one of them is missing, or the id of the live agreement when there is one already.
 */
export async function startAgreementDraft(tx: ActorTx, ctx: Context, applicationId: string): Promise<string | null> {
  const { head, decision, settings } = await openGrantCase(tx, ctx, applicationId);
  const parts = await findCaseParts(tx, applicationId);
  if (!parts || !decision || decision.amountWon === null || !APPROVED.includes(decision.state)) return null;
  if (parts.plan?.state !== 'approved' && parts.plan?.state !== 'amended') return null;
  if (parts.agreement && !ENDED.includes(parts.agreement.state)) return parts.agreement.id;
  const year = await findYearMoney(tx, head.programmeYearId);
  if (!year) return null;
  const today = toSeoulDate(ctx.now);
  const id = uuidv7(ctx.now);
  await insertAgreement(tx, {
    id,
    applicationId,
    firmId: head.firmId,
    grantDecisionId: decision.id,
    amountWon: decision.amountWon,
    advanceCapPercent: settings.advanceCapPercent,
    startsOn: today > year.startsOn && today < year.endsOn ? today : year.startsOn,
    endsOn: year.endsOn,
    conditions: decision.conditions,
    at: ctx.now,
  });
  await recordEvent(tx, asSystem(ctx), {
    machine: 'agreement',
    subjectType: 'agreement',
    subjectId: id,
    applicationId,
    firmId: head.firmId,
    action: 'draft',
    to: 'drafting',
    payload: { amountWon: decision.amountWon },
    versionAfter: 1,
  });
  return id;
}
