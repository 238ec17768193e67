import type { Context } from '#app/domain/accounts/context.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { officerPeople, tell } from '#app/services/applications/tell.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { forEachPastDue } from '#app/services/workflow/past-due.ts';
import { findAssignment, patchAnswer } from '#db/queries/assignments.ts';
import { findCaseHead } from '#db/queries/cases.ts';
import { findConsultantRecipient } from '#db/queries/recipients.ts';

/**
 * Daily rule: an offer that the consultant was told of and did not answer in time ends, so that the officer can propose somebody else.
 * Returns how many ended.
 */
export function expireOffers(ctx: Context): Promise<number> {
  const told = { kinds: ['assignment_offered', 'deadline_near'], times: 1 };
  return forEachPastDue(ctx, { kind: 'assignment_offer', machine: assignmentMachine, told }, async (tx, row) => {
    const head = await findCaseHead(tx, row.applicationId);
    const offer = await findAssignment(tx, row.id);
    const consultant = offer ? await findConsultantRecipient(tx, offer.consultantId) : null;
    if (!head) return false;
    await moveState(tx, ctx, assignmentMachine, { id: row.id, transition: 'expire', applicationId: row.applicationId, firmId: row.firmId, payload: { dueOn: row.dueOn } });
    await patchAnswer(tx, row.id, { due_on: null });
    const people = [...(consultant ? [consultant] : []), ...(await officerPeople(tx, head))];
    await tell(tx, ctx, head, 'assignment_expired', people, { consultantName: consultant?.name ?? '', dueOn: row.dueOn });
    return true;
  });
}
