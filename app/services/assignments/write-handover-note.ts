import type { Context } from '#app/domain/accounts/context.ts';
import { canWriteHandoverNote } from '#app/domain/assignments/assignment-policy.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findAssignment } from '#db/queries/assignments.ts';
import { saveHandoverNote } from '#db/queries/handovers.ts';
import { lockAggregate } from '#db/queries/workflow.ts';
import { withActor } from '#db/transaction.ts';

/**
 * The consultant who is being replaced writes down what the successor needs to know; it may be rewritten until the hand-over is
 * complete. Throws AppError invalid_input, not_found, not_allowed for others, transition_not_allowed when nothing is handed over.
 */
export async function writeHandoverNote(ctx: Context, input: { applicationId: string; assignmentId: string; note: string }): Promise<void> {
  const note = input.note.trim();
  if (note.length < 10) throw new AppError('invalid_input', { fields: { note: ['assignments.handover.note_short'] } });
  await withActor(ctx, async (tx) => {
    await lockAggregate(tx, 'assignment', input.assignmentId);
    const row = await findAssignment(tx, input.assignmentId);
    if (!row || row.applicationId !== input.applicationId) throw new AppError('not_found');
    assertAllowed(canWriteHandoverNote(ctx.actor, { firmId: row.firmId, state: row.state, consultantId: row.consultantId }));
    await saveHandoverNote(tx, row.id, note);
    await recordEvent(tx, ctx, { machine: 'assignment', subjectType: 'assignment', subjectId: row.id, applicationId: row.applicationId, firmId: row.firmId, action: 'write_handover_note', payload: { length: note.length } });
  });
}
