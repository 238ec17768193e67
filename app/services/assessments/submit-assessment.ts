import type { Context } from '#app/domain/accounts/context.ts';
import { canMoveAssessment } from '#app/domain/assessments/assessment-policy.ts';
import { checkAssessment } from '#app/domain/assessments/assessment-rules.ts';
import { diagnosisMachine } from '#app/domain/assessments/diagnosis-machine.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchAssessment } from '#db/queries/assessments.ts';
import { withActor } from '#db/transaction.ts';
import { assertSigner, getCurrentAssessment, levelsOf, meanLevel, toAreaAnswers } from './assessment-facts.ts';
import { assertAllowed, consultantPeople, getCaseFacts, getOwnCase, promiseOn } from './case-facts.ts';

/**
 * Sends the self-assessment to the consultant. By the representative, or a manager whom the representative delegated.
 * Throws incomplete with one message per open area, not_allowed, stale_version.
 */
export async function submitAssessment(ctx: Context, input: { version: number }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const facts = await getCaseFacts(tx, await getOwnCase(tx, ctx));
      const { assessment, roadmap, answers } = await getCurrentAssessment(tx, facts.applicationId);
      assertAllowed(canMoveAssessment(ctx.actor, { ...facts.subject, state: assessment.state }, 'submit_self'));
      await assertSigner(tx, ctx);
      const issues = checkAssessment(roadmap, toAreaAnswers(answers));
      if (issues.length > 0) {
        throw new AppError('incomplete', { fields: Object.fromEntries(issues.map((issue) => [`area.${issue.subject ?? ''}`, [encodeMessage(issue.messageId, issue.params)]])) });
      }
      await patchAssessment(tx, assessment.id, { ownScore: meanLevel(roadmap, levelsOf(answers, 'ownLevel')), submitted: { at: ctx.now, by: ctx.actor.userId } });
      await moveState(tx, ctx, diagnosisMachine, {
        id: assessment.id, transition: 'submit_self', expectedVersion: input.version, applicationId: facts.applicationId, firmId: facts.firmId, payload: { kind: assessment.kind },
      });
      await notify(tx, ctx, {
        kind: 'diagnosis_self_submitted', recipients: await consultantPeople(tx, facts), path: `/consultant/firms/${facts.applicationId}/assessment`,
        values: { firmName: facts.firmName, dueOn: promiseOn(ctx, facts, 'firstVisit') },
        subjectType: 'diagnosis', subjectId: assessment.id, applicationId: facts.applicationId, firmId: facts.firmId,
      });
    },
    { operation: 'assessments.submit', content: input },
  );
}
