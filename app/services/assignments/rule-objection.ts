import type { Context } from '#app/domain/accounts/context.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { canMoveAssignment } from '#app/domain/assignments/assignment-policy.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed, openCase } from '#app/services/applications/open-case.ts';
import { firmPeople, tell } from '#app/services/applications/tell.ts';
import { activateAssignment } from '#app/services/assignments/activate-assignment.ts';
import { assertNotHeld } from '#app/services/workflow/assert-not-held.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { noteAssignmentEnd } from '#db/queries/agreement-end.ts';
import { findAssignment, lockCase } from '#db/queries/assignments.ts';
import { findConsultantRecipient } from '#db/queries/recipients.ts';
import { withActor } from '#db/transaction.ts';

export interface RulingInput {
  readonly applicationId: string;
  readonly assignmentId: string;
  readonly ruling: 'uphold' | 'overrule';
  readonly reason: string;
}

/**
 * An officer rules on the firm's objection: upheld, the assignment is cancelled and another consultant can be proposed;
 * overruled with a reason, the assignment begins. Throws AppError invalid_input without a reason, not_found, not_your_turn,
 * transition_not_allowed, held.
 */
export async function ruleOnObjection(ctx: Context, input: RulingInput): Promise<void> {
  const reason = input.reason.trim();
  if (input.ruling === 'overrule' && reason.length < 10) throw new AppError('invalid_input', { fields: { reason: ['assignments.ruling.reason_short'] } });
  await withActor(
    ctx,
    async (tx) => {
      await lockCase(tx, input.applicationId);
      const opened = await openCase(tx, input.applicationId);
      const { head, subject } = opened;
      const row = await findAssignment(tx, input.assignmentId);
      if (!row || row.applicationId !== head.id) throw new AppError('not_found');
      const transition = input.ruling === 'uphold' ? 'uphold_objection' : 'overrule_objection';
      assertAllowed(canMoveAssignment(ctx.actor, { firmId: row.firmId, organisationId: subject.organisationId ?? null, state: row.state, consultantId: row.consultantId }, transition));
      const consultant = await findConsultantRecipient(tx, row.consultantId);
      const concerned = [...(await firmPeople(tx, head.firmId)), ...(consultant ? [consultant] : [])];
      const values = { consultantName: consultant?.name ?? '', ...(reason ? { reason } : {}) };
      if (transition === 'overrule_objection') {
        await assertNotHeld(tx, { firmId: head.firmId, applicationId: head.id }, 'assign');
        await tell(tx, ctx, head, 'objection_overruled', concerned, values);
        await activateAssignment(tx, ctx, opened, row, { transition, reason });
        return;
      }
      await moveState(tx, ctx, assignmentMachine, { id: row.id, transition, reason, applicationId: head.id, firmId: head.firmId });
      await noteAssignmentEnd(tx, row.id, { on: toSeoulDate(ctx.now), reason: 'objection_upheld' });
      await tell(tx, ctx, head, 'objection_upheld', concerned, values);
    },
    { operation: 'assignments.rule', content: input },
  );
}
