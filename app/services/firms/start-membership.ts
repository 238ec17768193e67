import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { addDays, addMonths } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { membershipMachine } from '#app/domain/firms/membership-machine.ts';
import { canMoveCase } from '#app/domain/workflow/case-access.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { openOutcomeCase, tellCase, type OpenOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findMembership, insertMembership, noteMembershipStart } from '#db/queries/memberships.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

/** Offers the follow-up to a firm whose settlement is closed, with the hours and years of the settings; once per case. For use inside another use-case. */
export async function openMembership(tx: ActorTx, ctx: Context, { head, rules }: OpenOutcomeCase): Promise<string> {
  const known = await findMembership(tx, head.id);
  if (known) return known.id;
  const id = uuidv7(ctx.now);
  const startsOn = toSeoulDate(ctx.now);
  const endsOn = addDays(addMonths(startsOn, rules.settings.alumniYears * 12), -1);
  await insertMembership(tx, { id, applicationId: head.id, firmId: head.firmId, minutesGranted: rules.settings.alumniHours * 60, startsOn, endsOn, at: ctx.now });
  await recordEvent(tx, asSystem(ctx), { machine: 'membership', subjectType: 'membership', subjectId: id, applicationId: head.id, firmId: head.firmId, action: 'open', to: 'eligible', payload: { endsOn, hours: rules.settings.alumniHours } });
  await tellCase(tx, ctx, head, { kind: 'membership_open', to: ['firm'], values: { hours: rules.settings.alumniHours, dueOn: endsOn }, paths: { firm: paths.firmSettlement() }, subjectType: 'membership', subjectId: id });
  return id;
}

/** Takes up the follow-up for the firm, by its representative. Throws AppError not_found before it is offered, not_your_turn, transition_not_allowed. */
export async function startMembership(ctx: Context, input: { applicationId: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const membership = await findMembership(tx, head.id);
      if (!membership) throw new AppError('not_found');
      assertAllowed(canMoveCase(ctx.actor, membershipMachine, subject, { from: membership.state, name: 'accept_terms' }));
      await moveState(tx, ctx, membershipMachine, { id: membership.id, transition: 'accept_terms', applicationId: head.id, firmId: head.firmId });
      await noteMembershipStart(tx, membership.id, { by: userIdOf(ctx), at: ctx.now });
      await tellCase(tx, ctx, head, { kind: 'membership_started', to: ['officers'], subjectType: 'membership', subjectId: membership.id });
    },
    { operation: 'firms.start-membership', content: input },
  );
}
