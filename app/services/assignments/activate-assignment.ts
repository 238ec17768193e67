import type { Context } from '#app/domain/accounts/context.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import type { OpenCase } from '#app/services/applications/open-case.ts';
import { firmPeople, officerPeople, tell } from '#app/services/applications/tell.ts';
import { completeHandover } from '#app/services/assignments/complete-handover.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { noteAssignmentStart } from '#db/queries/firm-consultant.ts';
import { findConsultantRecipient, listParentRecipients } from '#db/queries/recipients.ts';
import type { ActorTx } from '#db/transaction.ts';

interface Starting {
  readonly id: string;
  readonly consultantId: string;
  readonly manDaysHalf: number;
  /** The assignment that hands over to this one. */
  readonly replacesId: string | null;
}

/**
 * The assignment begins with its agreed man-days: by the firm's word, by the officer's ruling or by the daily rule. Tells the
 * firm, the consultant, the officers and the parent companies. For use inside another use-case; returns the day by which the
 * firm is expected to send its self-assessment.
 */
export async function activateAssignment(
  tx: ActorTx, ctx: Context, { head, rules }: OpenCase, row: Starting, by: { transition: 'agree' | 'activate' | 'overrule_objection'; reason?: string },
): Promise<{ dueOn: string; consultantName: string }> {
  const today = toSeoulDate(ctx.now);
  await moveState(tx, ctx, assignmentMachine, { id: row.id, ...by, applicationId: head.id, firmId: head.firmId, payload: { manDaysHalf: row.manDaysHalf } });
  await noteAssignmentStart(tx, row.id, today);
  const consultant = await findConsultantRecipient(tx, row.consultantId);
  const consultantName = consultant?.name ?? '';
  const { dueOn } = deadlineAfterWorkingDays(today, rules.settings.promises.firstVisit, rules.holidays);
  const people = [...(await firmPeople(tx, head.firmId)), ...(consultant ? [consultant] : []), ...(await officerPeople(tx, head)), ...(await listParentRecipients(tx, head.firmId))];
  if (row.replacesId === null) await tell(tx, ctx, head, 'assignment_active', people, { consultantName, dueOn });
  else await tell(tx, ctx, head, 'successor_active', people, { consultantName });
  if (row.replacesId !== null) await completeHandover(tx, ctx, head, row.replacesId);
  return { dueOn, consultantName };
}
