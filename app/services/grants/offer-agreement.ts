import type { Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { agreementMachine } from '#app/domain/grants/agreement-machine.ts';
import { canMoveAgreement } from '#app/domain/grants/agreement-policy.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchAgreement } from '#db/queries/agreements.ts';
import type { CaseParts } from '#db/queries/case-states.ts';
import { asWorker, withActor } from '#db/transaction.ts';
import { getAgreementCase, subjectOf } from './grant-case.ts';
import { releaseAgreementFunds } from './release-agreement.ts';
import { startAgreementDraft } from './start-agreement-draft.ts';
import { tellGrant } from './tell-grant.ts';

/** What must stand before an agreement is offered; each has a text `grants.guard.<code>`. */
export const offerGuards = ['version_missing', 'plan_not_approved', 'consultant_not_active', 'diagnosis_not_agreed', 'kpi_not_signed'] as const;
export type OfferGuard = (typeof offerGuards)[number];

/** What is missing before the agreement can be offered and, again, before it enters force. */
export function listMissing(parts: CaseParts, currentVersionId: string | null): OfferGuard[] {
  const missing: OfferGuard[] = [];
  if (currentVersionId === null) missing.push('version_missing');
  if (parts.plan?.state !== 'approved' && parts.plan?.state !== 'amended') missing.push('plan_not_approved');
  if (parts.assignment?.state !== 'active' && parts.assignment?.state !== 'handover') missing.push('consultant_not_active');
  if (parts.diagnosis?.state !== 'agreed' && parts.diagnosis?.state !== 'superseded') missing.push('diagnosis_not_agreed');
  const cards = parts.kpiCards.filter((card) => card.state !== 'retired');
  if (cards.length === 0 || cards.some((card) => card.state === 'draft')) missing.push('kpi_not_signed');
  return missing;
}

/** Refuses with `incomplete` and the list of what is missing, as messages of the form. */
export function assertComplete(missing: readonly OfferGuard[]): void {
  if (missing.length > 0) throw new AppError('incomplete', { fields: { '': missing.map((code) => `grants.guard.${code}`) } });
}

/** Opens the draft by hand, where the plan was approved after the grant. Throws incomplete while one of both is missing. */
export async function draftAgreement(ctx: Context, input: { applicationId: string }): Promise<{ agreementId: string }> {
  return withActor(
    ctx,
    async (tx) => {
      if (ctx.actor.duty !== 'officer' && ctx.actor.duty !== 'senior_officer') throw new AppError('not_allowed');
      const agreementId = await startAgreementDraft(tx, ctx, input.applicationId);
      if (!agreementId) throw new AppError('incomplete', { fields: { '': ['grants.guard.plan_not_approved'] } });
      return { agreementId };
    },
    { operation: 'agreements.draft', content: input },
  );
}

/** Offers the current version to the firm; its representative has the promised days to sign. Returns the last day. */
export async function offerAgreement(ctx: Context, input: { applicationId: string }): Promise<{ offerEndsOn: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const { head, agreement, parts, settings, rules, decision } = await getAgreementCase(tx, ctx, input.applicationId);
      assertAllowed(canMoveAgreement(ctx.actor, { ...subjectOf(head), state: agreement.state }, 'offer'));
      assertComplete(listMissing(parts, agreement.currentVersionId));
      if (agreement.amountWon !== decision.amountWon) throw new AppError('limit_exceeded');
      const offerEndsOn = deadlineAfterDays(toSeoulDate(ctx.now), settings.offerDays, rules.holidays).dueOn;
      await moveState(tx, ctx, agreementMachine, { id: agreement.id, transition: 'offer', applicationId: head.id, firmId: head.firmId, payload: { versionId: agreement.currentVersionId, offerEndsOn } });
      await patchAgreement(tx, agreement.id, { offeredAt: ctx.now, offerEndsOn, preparedBy: userIdOf(ctx) });
      await tellGrant(tx, ctx, head, 'agreement_offered', ['firm', 'parent'], { page: 'agreement' }, { amount: agreement.amountWon, dueOn: offerEndsOn });
      return { offerEndsOn };
    },
    { operation: 'agreements.offer', content: input },
  );
}

/** A senior officer takes an offer back; the reserved money is freed. */
export async function withdrawOffer(ctx: Context, input: { applicationId: string; reason: string }): Promise<null> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, agreement } = await getAgreementCase(tx, ctx, input.applicationId);
      assertAllowed(canMoveAgreement(ctx.actor, { ...subjectOf(head), state: agreement.state }, 'withdraw_offer'));
      await moveState(tx, ctx, agreementMachine, { id: agreement.id, transition: 'withdraw_offer', reason: input.reason.trim(), applicationId: head.id, firmId: head.firmId });
      await patchAgreement(tx, agreement.id, { endedAt: ctx.now, endReason: input.reason.trim() });
      await tellGrant(tx, ctx, head, 'agreement_withdrawn', ['firm', 'officers', 'finance', 'parent'], { page: 'agreement' }, { reason: input.reason.trim() });
      return null;
    },
    { operation: 'agreements.withdraw', content: input },
  );
  await asWorker((tx) => releaseAgreementFunds(tx, ctx.now, input.applicationId), ctx.requestId);
  return null;
}

/** The representative declines the offer with a reason; the reserved money is freed. */
export async function declineAgreement(ctx: Context, input: { applicationId: string; reason: string }): Promise<null> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, agreement } = await getAgreementCase(tx, ctx, input.applicationId);
      assertAllowed(canMoveAgreement(ctx.actor, { ...subjectOf(head), state: agreement.state }, 'decline'));
      await moveState(tx, ctx, agreementMachine, { id: agreement.id, transition: 'decline', reason: input.reason.trim(), applicationId: head.id, firmId: head.firmId });
      await patchAgreement(tx, agreement.id, { endedAt: ctx.now, endCode: 'declined', endReason: input.reason.trim() });
      await tellGrant(tx, ctx, head, 'agreement_declined', ['officers', 'consultant', 'parent'], { page: 'agreement' }, { reason: input.reason.trim() });
      return null;
    },
    { operation: 'agreements.decline', content: input },
  );
  // The firm's role writes nothing into the ledger; if this second step is cut off, the daily rule frees the money.
  await asWorker((tx) => releaseAgreementFunds(tx, ctx.now, input.applicationId), ctx.requestId);
  return null;
}
