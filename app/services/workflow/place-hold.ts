import type { Context } from '#app/domain/accounts/context.ts';
import { endOfSeoulDay, toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { agreementMachine } from '#app/domain/grants/agreement-machine.ts';
import { canActivateHold, canPlaceHold } from '#app/domain/workflow/hold-policy.ts';
import { holdMachine } from '#app/domain/workflow/hold-machine.ts';
import type { Hold, StoredHoldScope } from '#app/domain/workflow/hold-record.ts';
import { paths } from '#app/http/paths.ts';
import { asSystem } from '#app/domain/accounts/context.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { openOutcomeCase, tellCase, type OpenOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findHold, insertHold, patchHold } from '#db/queries/holds.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

/** Why something is held. */
export const HOLD_CAUSES = ['registry_change', 'bank_change', 'document_doubt', 'dispute', 'no_contact', 'other'] as const;
export type HoldCause = (typeof HOLD_CAUSES)[number];

export interface HoldInput {
  readonly applicationId: string;
  readonly scope: StoredHoldScope;
  readonly cause: HoldCause;
  readonly reason: string;
  /** Last day of the hold. */
  readonly untilOn: string;
}

const HOUR = 3_600_000;

/**
 * Places a hold until a day: an officer for at most two days (longer ones are requested and wait for a senior officer), a senior officer for
 * longer. Throws AppError reason_required, invalid_input (a day in the past), not_allowed.
 */
export async function placeHold(ctx: Context, input: HoldInput): Promise<{ holdId: string; state: 'active' | 'requested' }> {
  if (!input.reason.trim()) throw new AppError('reason_required', { fields: { reason: ['errors.reason_required'] } });
  return withActor(
    ctx,
    async (tx) => {
      const open = await openOutcomeCase(tx, ctx, input.applicationId);
      const { head, rules, subject } = open;
      if (input.untilOn < toSeoulDate(ctx.now)) throw new AppError('invalid_input', { fields: { untilOn: ['settlements.hold.past'] } });
      const wanted = endOfSeoulDay(input.untilOn);
      const hours = (wanted.getTime() - ctx.now.getTime()) / HOUR;
      const mayPlace = canPlaceHold(ctx.actor, { ...subject, state: null }, hours, rules.settings.officerHoldHours);
      const needsSenior = ctx.actor.duty === 'finance_officer' || (ctx.actor.duty === 'officer' && hours > rules.settings.officerHoldHours);
      if (!needsSenior) assertAllowed(mayPlace);
      const state = needsSenior ? 'requested' : 'active';
      const id = uuidv7(ctx.now);
      await insertHold(tx, { id, firmId: head.firmId, applicationId: head.id, state, scope: input.scope, causeCode: input.cause, causeText: input.reason.trim(), endsAt: wanted, placedBy: userIdOf(ctx), at: ctx.now });
      await recordEvent(tx, ctx, {
        machine: 'hold', subjectType: 'hold', subjectId: id, applicationId: head.id, firmId: head.firmId, action: needsSenior ? 'request' : 'place', to: state, reason: input.reason.trim(), reasonCode: input.cause,
        payload: { scope: input.scope, untilOn: input.untilOn },
      });
      if (needsSenior) await tellCase(tx, ctx, head, { kind: 'hold_requested', to: ['senior_officers'], values: { reason: input.reason.trim() }, paths: { officer: paths.officerHold(head.id) }, subjectType: 'hold', subjectId: id });
      else await startHold(tx, ctx, open, { id, scope: input.scope, untilOn: input.untilOn, reason: input.reason.trim() });
      return { holdId: id, state };
    },
    { operation: 'workflow.place-hold', content: input },
  );
}

async function startHold(tx: ActorTx, ctx: Context, { head }: OpenOutcomeCase, hold: { id: string; scope: StoredHoldScope; untilOn: string; reason: string }): Promise<void> {
  if (hold.scope === 'all' && head.agreement?.state === 'in_force') {
    await moveState(tx, asSystem(ctx), agreementMachine, { id: head.agreement.id, transition: 'hold', reason: hold.reason, applicationId: head.id, firmId: head.firmId });
  }
  await tellCase(tx, ctx, head, { kind: 'hold_placed', to: ['firm', 'officers', 'finance'], values: { dueOn: hold.untilOn, reason: hold.reason }, paths: { officer: paths.officerHold(head.id) }, subjectType: 'hold', subjectId: hold.id });
}

/** A hold of the case. Throws AppError not_found. */
export async function getHold(tx: ActorTx, id: string): Promise<Hold> {
  const hold = await findHold(tx, id);
  if (!hold) throw new AppError('not_found');
  return hold;
}

/** Approves a requested hold, by a senior officer other than the one who asked. Throws AppError four_eyes, not_your_turn. */
export async function activateHold(ctx: Context, input: { holdId: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const hold = await getHold(tx, input.holdId);
    if (!hold.applicationId) throw new AppError('not_found');
    const open = await openOutcomeCase(tx, ctx, hold.applicationId);
    assertAllowed(canActivateHold(ctx.actor, { ...open.subject, state: hold.state, requestedBy: hold.placedBy }));
    await moveState(tx, ctx, holdMachine, { id: hold.id, transition: 'activate', applicationId: hold.applicationId, firmId: hold.firmId });
    await startHold(tx, ctx, open, { id: hold.id, scope: hold.scope, untilOn: toSeoulDate(hold.endsAt ? new Date(hold.endsAt.getTime() - 1) : ctx.now), reason: hold.causeText ?? '' });
  });
}

/** Makes a hold longer. Senior officers only. Throws AppError reason_required, invalid_input for an earlier day, not_your_turn. */
export async function extendHold(ctx: Context, input: { holdId: string; untilOn: string; reason: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const hold = await getHold(tx, input.holdId);
      if (!hold.applicationId) throw new AppError('not_found');
      const { head } = await openOutcomeCase(tx, ctx, hold.applicationId);
      const until = endOfSeoulDay(input.untilOn);
      if (hold.endsAt && until <= hold.endsAt) throw new AppError('invalid_input', { fields: { untilOn: ['settlements.hold.not_longer'] } });
      await moveState(tx, ctx, holdMachine, { id: hold.id, transition: 'extend', reason: input.reason, applicationId: head.id, firmId: head.firmId, payload: { untilOn: input.untilOn } });
      await patchHold(tx, hold.id, { ends_at: until });
      await tellCase(tx, ctx, head, { kind: 'hold_placed', to: ['firm', 'officers', 'finance'], values: { dueOn: input.untilOn, reason: input.reason.trim() }, paths: { officer: paths.officerHold(head.id) }, subjectType: 'hold', subjectId: hold.id });
    },
    { operation: 'workflow.extend-hold', content: input },
  );
}
