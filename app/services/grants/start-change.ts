import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { canMoveChangeRequest } from '#app/domain/grants/agreement-policy.ts';
import { rivalsOf, type ChangeKind } from '#app/domain/grants/change-kinds.ts';
import { currentValues } from '#app/domain/grants/change-values.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { hasOpenChange, insertChange } from '#db/queries/change-requests.ts';
import { withActor } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { openChangeBase } from './change-case.ts';
import { subjectOf } from './grant-case.ts';

/** The refusal while an agreement is not in force, or over. */
export function notInForce(): AppError {
  return new AppError('transition_not_allowed', { fields: { '': ['changes.refused.not_in_force'] } });
}

/**
 * The firm starts a request of one kind on the current version of its agreement. Throws transition_not_allowed while the
 * agreement is not in force, conflict while a request of that kind is open.
 */
export async function startChange(ctx: Context, input: { applicationId: string; kind: ChangeKind }): Promise<{ id: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const { head, agreement, current, facts } = await openChangeBase(tx, ctx, input.applicationId);
      assertAllowed(canMoveChangeRequest(ctx.actor, { ...subjectOf(head), state: null }, 'start'));
      const today = toSeoulDate(ctx.now);
      if (agreement.state !== 'in_force') throw notInForce();
      if (today > agreement.endsOn) throw new AppError('window_closed', { fields: { '': [encodeMessage('changes.rule.agreement_over', { endsOn: agreement.endsOn })] } });
      const id = uuidv7(ctx.now);
      const taken = await hasOpenChange(tx, agreement.id, rivalsOf(input.kind), null);
      const started = !taken && (await insertChange(tx, { id, agreementId: agreement.id, applicationId: head.id, firmId: head.firmId, kind: input.kind, baseVersion: current.number, before: currentValues(input.kind, null, facts), requestedBy: userIdOf(ctx), at: ctx.now }));
      if (!started) throw new AppError('conflict', { fields: { kind: ['changes.refused.kind_open'] } });
      await recordEvent(tx, ctx, { machine: 'change_request', subjectType: 'change_request', subjectId: id, applicationId: head.id, firmId: head.firmId, action: 'start', to: 'draft', payload: { kind: input.kind, baseVersion: current.number }, versionAfter: 1 });
      return { id };
    },
    { operation: 'changes.start', content: input },
  );
}
