import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { refuseEarlierEnd } from '#app/domain/firms/follow-up-dates.ts';
import { canShortenMembership } from '#app/domain/firms/membership-policy.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { openOutcomeCase, tellCase } from '#app/services/outcomes/outcome-case.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findMembership, setMembershipEnd } from '#db/queries/memberships.ts';
import { lockAggregate } from '#db/queries/workflow.ts';
import { withActor } from '#db/transaction.ts';

export interface ShortenInput {
  readonly applicationId: string;
  readonly endsOn: string;
  readonly reason: string;
}

/**
 * An officer brings the end of a follow-up forward, because the firm asked for it or moves its work; the firm is told with the
 * reason. Throws AppError invalid_input for a day that is too near or not earlier, not_found, not_allowed, transition_not_allowed.
 */
export async function shortenMembership(ctx: Context, input: ShortenInput): Promise<void> {
  const reason = input.reason.trim();
  if (reason.length < 10) throw new AppError('invalid_input', { fields: { reason: ['settlements.membership.reason_short'] } });
  await withActor(
    ctx,
    async (tx) => {
      const { head, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const found = await findMembership(tx, head.id);
      if (!found) throw new AppError('not_found');
      await lockAggregate(tx, 'membership', found.id);
      const membership = (await findMembership(tx, head.id)) ?? found;
      assertAllowed(canShortenMembership(ctx.actor, { ...subject, state: membership.state }));
      const presentEndOn = membership.endsOn ?? '9999-12-31';
      const refusal = refuseEarlierEnd(input.endsOn, { today: toSeoulDate(ctx.now), presentEndOn });
      if (refusal) throw new AppError('invalid_input', { fields: { endsOn: [`settlements.membership.end_${refusal}`] } });
      await setMembershipEnd(tx, membership.id, input.endsOn);
      await recordEvent(tx, ctx, { machine: 'membership', subjectType: 'membership', subjectId: membership.id, applicationId: head.id, firmId: head.firmId, action: 'shorten', reason, payload: { before: presentEndOn, endsOn: input.endsOn } });
      await tellCase(tx, ctx, head, { kind: 'membership_shortened', to: ['firm'], values: { dueOn: input.endsOn, reason }, paths: { firm: paths.firm() }, subjectType: 'membership', subjectId: membership.id });
    },
    { operation: 'firms.shorten-membership', content: input },
  );
}
