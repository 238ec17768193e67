import type { Context } from '#app/domain/accounts/context.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { officerPeople, tell, tellFirmSide } from '#app/services/applications/tell.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { withActor } from '#db/transaction.ts';
import { openFirmDraft } from './firm-draft.ts';

/**
 * Opens a sent application again before the deadline; number and sent version stay. It has to be sent again to count.
 * Throws window_closed after the deadline (without grace), transition_not_allowed once the review has begun.
 */
export async function reopenApplication(ctx: Context, input: { applicationId: string }): Promise<{ applicationId: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const { application, firm, call } = await openFirmDraft(tx, ctx);
      if (!application || application.id !== input.applicationId) throw new AppError('not_found');
      if (application.state === 'submitted' && call.phase !== 'open') throw new AppError('window_closed');
      await moveState(tx, ctx, applicationMachine, { id: application.id, transition: 'reopen', applicationId: application.id, firmId: firm.id, payload: { versionId: application.currentVersionId } });
      const subject = { id: application.id, firmId: firm.id, firmName: firm.name, receiptNumber: application.receiptNumber, organisationId: application.organisationId };
      const values = { dueOn: toSeoulDate(call.year.callClosesAt) };
      await tellFirmSide(tx, ctx, subject, 'application_reopened', values);
      await tell(tx, ctx, subject, 'application_reopened', await officerPeople(tx, subject), values);
      return { applicationId: application.id };
    },
    { operation: 'applications.reopen', content: input },
  );
}
