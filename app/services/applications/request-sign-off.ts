import type { Context } from '#app/domain/accounts/context.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { toFieldErrors } from '#app/domain/applications/validate-answers.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { tell } from '#app/services/applications/tell.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { listFirmRecipients } from '#db/queries/recipients.ts';
import { withActor } from '#db/transaction.ts';
import { checkForm, loadFormLists } from './check-draft.ts';
import { openFirmDraft } from './firm-draft.ts';

/** Asks the representative to sign a complete draft. Throws incomplete with the messages by question, not_your_turn, not_allowed. */
export async function requestSignOff(ctx: Context, input: { applicationId: string }): Promise<{ applicationId: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const draft = await openFirmDraft(tx, ctx);
      const { application, firm, call, set, answers } = draft;
      if (!application || application.id !== input.applicationId) throw new AppError('not_found');
      const lists = await loadFormLists(tx, call.today);
      const issues = checkForm({ set, answers, settings: call.settings, today: call.today, lists }, 'submit').filter((issue) => issue.severity === 'error');
      if (issues.length > 0) throw new AppError('incomplete', { fields: toFieldErrors(issues) });
      await moveState(tx, ctx, applicationMachine, { id: application.id, transition: 'request_sign_off', applicationId: application.id, firmId: firm.id });
      const people = await listFirmRecipients(tx, firm.id, ['representative']);
      const subject = { id: application.id, firmId: firm.id, firmName: firm.name, receiptNumber: application.receiptNumber, organisationId: application.organisationId };
      await tell(tx, ctx, subject, 'sign_off_requested', people, { dueOn: toSeoulDate(call.year.callClosesAt) });
      return { applicationId: application.id };
    },
    { operation: 'applications.request_sign_off', content: input },
  );
}

/** The representative sends a draft back to its writer. Throws reason_required, not_your_turn, transition_not_allowed. */
export async function returnToDraft(ctx: Context, input: { applicationId: string; reason: string }): Promise<{ applicationId: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const { application, firm } = await openFirmDraft(tx, ctx);
      if (!application || application.id !== input.applicationId) throw new AppError('not_found');
      await moveState(tx, ctx, applicationMachine, { id: application.id, transition: 'return_to_draft', applicationId: application.id, firmId: firm.id, reason: input.reason });
      const people = (await listFirmRecipients(tx, firm.id, ['representative', 'manager'])).filter((person) => person.userId !== ctx.actor.userId);
      const subject = { id: application.id, firmId: firm.id, firmName: firm.name, receiptNumber: application.receiptNumber, organisationId: application.organisationId };
      await tell(tx, ctx, subject, 'application_returned_to_writer', people, { reason: input.reason });
      return { applicationId: application.id };
    },
    { operation: 'applications.return_to_draft', content: input },
  );
}
