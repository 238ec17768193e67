import type { Context } from '#app/domain/accounts/context.ts';
import { canRequestCorrection } from '#app/domain/applications/application-policy.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { readCaseAnswers } from '#app/services/applications/case-answers.ts';
import { assertAllowed, openCase } from '#app/services/applications/open-case.ts';
import { previewTold } from '#app/services/applications/told-people.ts';
import { withActor } from '#db/transaction.ts';

/** What a correction request may name, with the present answers. Throws as the request itself would: not_found, not_your_turn, transition_not_allowed. */
export async function getCorrectionForm(ctx: Context, applicationId: string) {
  return withActor(ctx, async (tx) => {
    const opened = await openCase(tx, applicationId);
    const { head, rules, subject } = opened;
    assertAllowed(canRequestCorrection(ctx.actor, subject));
    const answers = await readCaseAnswers(tx, head, []);
    const today = toSeoulDate(ctx.now);
    return {
      head: { id: head.id, firmName: head.firmName, receiptNumber: head.receiptNumber },
      round: head.correctionRounds + 1,
      rounds: rules.settings.correctionRoundsMax,
      today,
      dueOn: deadlineAfterDays(today, rules.settings.correctionDays, rules.holidays).dueOn,
      sections: answers.askable.map((section) => ({ id: section.id, title: section.title, questions: section.questions.map((question) => ({ ...question, view: answers.views[question.id]?.view ?? null })) })),
      told: (await previewTold(tx, ctx, opened, ['request_correction'])).request_correction,
    };
  });
}
