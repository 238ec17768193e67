import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { agreementMachine } from '#app/domain/grants/agreement-machine.ts';
import { canLiftHold } from '#app/domain/workflow/hold-policy.ts';
import { holdMachine } from '#app/domain/workflow/hold-machine.ts';
import type { Hold } from '#app/domain/workflow/hold-record.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { openOutcomeCase, tellCase } from '#app/services/outcomes/outcome-case.ts';
import { getHold } from '#app/services/workflow/place-hold.ts';
import { forEachRow } from '#app/services/workflow/each-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { listHeldScopes, listOverdueHolds, patchHold } from '#db/queries/holds.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

async function resume(tx: ActorTx, ctx: Context, hold: Hold): Promise<void> {
  if (!hold.applicationId) return;
  const { head } = await openOutcomeCase(tx, ctx, hold.applicationId);
  const held = await listHeldScopes(tx, { firmId: hold.firmId, applicationId: hold.applicationId });
  if (head.agreement?.state === 'on_hold' && !held.includes('all')) {
    await moveState(tx, asSystem(ctx), agreementMachine, { id: head.agreement.id, transition: 'lift', applicationId: head.id, firmId: head.firmId });
  }
  await tellCase(tx, ctx, head, { kind: 'hold_lifted', to: ['firm', 'officers', 'finance'], paths: { officer: paths.officerHold(head.id) }, subjectType: 'hold', subjectId: hold.id });
}

/** Lifts a hold: a senior officer any, an officer the own one. Throws AppError not_allowed, not_your_turn, transition_not_allowed. */
export async function liftHold(ctx: Context, input: { holdId: string; reason: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const hold = await getHold(tx, input.holdId);
      const subject = hold.applicationId ? (await openOutcomeCase(tx, ctx, hold.applicationId)).subject : { firmId: hold.firmId };
      assertAllowed(canLiftHold(ctx.actor, { ...subject, state: hold.state, requestedBy: hold.placedBy }));
      await moveState(tx, ctx, holdMachine, { id: hold.id, transition: 'lift', reason: input.reason.trim() || undefined, applicationId: hold.applicationId, firmId: hold.firmId });
      await patchHold(tx, hold.id, { lifted_by: userIdOf(ctx), lifted_at: ctx.now, lift_reason: input.reason.trim() || null });
      await resume(tx, ctx, hold);
    },
    { operation: 'workflow.lift-hold', content: input },
  );
}

/** Refuses a requested hold. Senior officers only. Throws AppError reason_required, not_your_turn. */
export async function refuseHold(ctx: Context, input: { holdId: string; reason: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const hold = await getHold(tx, input.holdId);
      if (hold.state !== 'requested') throw new AppError('transition_not_allowed');
      await moveState(tx, ctx, holdMachine, { id: hold.id, transition: 'refuse', reason: input.reason, applicationId: hold.applicationId, firmId: hold.firmId });
      await patchHold(tx, hold.id, { lifted_at: ctx.now, lift_reason: input.reason.trim() });
    },
    { operation: 'workflow.refuse-hold', content: input },
  );
}

/** The daily rule: a hold that was not renewed ends. Returns how many ended. */
export async function expireHolds(now: Date, requestId = 'expire-holds'): Promise<number> {
  const ctx = systemContext(now, requestId);
  const overdue = (tx: ActorTx, page: { except: readonly string[]; limit: number }) => listOverdueHolds(tx, now, page);
  return forEachRow(ctx, overdue, async (tx, { id }) => {
    const [hold] = await listOverdueHolds(tx, now, { id, except: [], limit: 1 });
    if (!hold) return false;
    await moveState(tx, ctx, holdMachine, { id: hold.id, transition: 'expire', applicationId: hold.applicationId, firmId: hold.firmId });
    await patchHold(tx, hold.id, { lifted_at: now });
    if (hold.state !== 'requested') await resume(tx, ctx, hold);
    return true;
  });
}
