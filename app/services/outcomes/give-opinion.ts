import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canGiveCompletionOpinion } from '#app/domain/outcomes/completion-policy.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { openOutcomeCase, tellCase } from '#app/services/outcomes/outcome-case.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findCompletion, patchCompletion } from '#db/queries/completions.ts';
import { withActor } from '#db/transaction.ts';

/** Keeps the consultant's opinion on the completion; it can be rewritten until the inspection. Throws AppError not_your_turn, not_allowed, not_found. */
export async function giveOpinion(ctx: Context, input: { applicationId: string; opinion: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const completion = await findCompletion(tx, head.id);
      if (!completion) throw new AppError('not_found');
      assertAllowed(canGiveCompletionOpinion(ctx.actor, { ...subject, state: completion.state }));
      await patchCompletion(tx, completion.id, { consultant_opinion: input.opinion.trim(), opinion_by: userIdOf(ctx) });
      await recordEvent(tx, ctx, { subjectType: 'completion', subjectId: completion.id, applicationId: head.id, firmId: head.firmId, action: completion.opinion ? 'change_opinion' : 'give_opinion' });
      if (!completion.opinion && completion.state === 'submitted') {
        await tellCase(tx, ctx, head, {
          kind: 'completion_opinion', to: ['officers', 'evaluators'], paths: { officer: paths.officerCompletion(head.id), evaluator: paths.officerCompletion(head.id) }, subjectType: 'completion', subjectId: completion.id,
        });
      }
    },
    { operation: 'outcomes.give-opinion', content: input },
  );
}
