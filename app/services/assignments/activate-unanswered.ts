import type { Context } from '#app/domain/accounts/context.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { openCase } from '#app/services/applications/open-case.ts';
import { activateAssignment } from '#app/services/assignments/activate-assignment.ts';
import { isHeld } from '#app/services/workflow/assert-not-held.ts';
import { forEachPastDue } from '#app/services/workflow/past-due.ts';
import { findAssignment } from '#db/queries/assignments.ts';

/**
 * Daily rule: a consultant to whom the firm, asked by a letter that arrived, neither agreed nor objected within the window
 * begins. Returns how many did.
 */
export function activateUnanswered(ctx: Context): Promise<number> {
  const told = { kinds: ['consultant_to_confirm'], times: 1 };
  return forEachPastDue(ctx, { kind: 'assignment_answer', machine: assignmentMachine, told }, async (tx, row) => {
    const accepted = await findAssignment(tx, row.id);
    if (!accepted || (await isHeld(tx, row, 'assign'))) return false;
    await activateAssignment(tx, ctx, await openCase(tx, row.applicationId), accepted, { transition: 'activate' });
    return true;
  });
}
