import type { Context } from '#app/domain/accounts/context.ts';
import { parseQuestionSet, listQuestions } from '#app/domain/applications/question-set.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { canRequestCorrection } from '#app/domain/applications/application-policy.ts';
import { makeDeadline } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, type FieldErrors } from '#app/domain/errors.ts';
import { assertAllowed, openCase, userIdOf } from '#app/services/applications/open-case.ts';
import { tellFirmSide } from '#app/services/applications/tell.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findQuestionContent, patchCase } from '#db/queries/cases.ts';
import { insertCorrection } from '#db/queries/screening.ts';
import { withActor } from '#db/transaction.ts';

export interface CorrectionInput {
  readonly applicationId: string;
  /** Chosen questions of the form with what is wrong with each. */
  readonly fields: readonly { readonly questionId: string; readonly reason: string }[];
  readonly reason: string;
  /** `YYYY-MM-DD`; a weekend or holiday moves to the next working day. */
  readonly dueOn: string;
}

/**
 * Sends the application back for corrections of the chosen fields only. Throws AppError invalid_input (no field, a field
 * without remark, unknown field, due date in the past), limit_exceeded after the last round, transition_not_allowed.
 */
export async function requestCorrection(ctx: Context, input: CorrectionInput): Promise<{ dueOn: string; round: number }> {
  const problems = problemsOf(ctx, input);
  if (Object.keys(problems).length > 0) throw new AppError('invalid_input', { fields: problems });
  return withActor(
    ctx,
    async (tx) => {
      const { head, rules, subject } = await openCase(tx, input.applicationId);
      assertAllowed(canRequestCorrection(ctx.actor, subject));
      if (head.correctionRounds >= rules.settings.correctionRoundsMax) throw new AppError('limit_exceeded', { details: { maximum: rules.settings.correctionRoundsMax } });
      const stored = head.questionSetId ? await findQuestionContent(tx, head.questionSetId) : null;
      const known = new Set(stored ? listQuestions(parseQuestionSet(stored.content)).map((question) => question.id) : []);
      if (input.fields.some((field) => !known.has(field.questionId))) throw new AppError('invalid_input', { fields: { questions: ['cases.correction.unknown_field'] } });
      const dueOn = makeDeadline(input.dueOn, rules.holidays).dueOn;
      const round = head.correctionRounds + 1;
      await moveState(tx, ctx, applicationMachine, {
        id: head.id,
        transition: 'request_correction',
        reason: input.reason,
        applicationId: head.id,
        firmId: head.firmId,
        payload: { round, dueOn, questions: input.fields.map((field) => field.questionId) },
      });
      await patchCase(tx, head.id, { due_on: dueOn, correction_rounds: round });
      await insertCorrection(tx, {
        applicationId: head.id,
        firmId: head.firmId,
        round,
        fields: input.fields.map((field) => ({ questionId: field.questionId, reason: field.reason.trim() })),
        reason: input.reason.trim(),
        dueOn,
        requestedBy: userIdOf(ctx),
        at: ctx.now,
      });
      await tellFirmSide(tx, ctx, head, 'correction_requested', { dueOn, count: input.fields.length, reason: input.reason.trim() });
      return { dueOn, round };
    },
    { operation: 'applications.request_correction', content: input },
  );
}

function problemsOf(ctx: Context, input: CorrectionInput): FieldErrors {
  const problems: FieldErrors = {};
  if (input.fields.length === 0) problems['questions'] = ['cases.correction.no_field'];
  for (const field of input.fields) if (field.reason.trim().length < 2) problems[`remarks.${field.questionId}`] = ['cases.correction.remark_missing'];
  if (input.reason.trim().length < 2) problems['reason'] = ['cases.correction.reason_missing'];
  if (input.dueOn < toSeoulDate(ctx.now)) problems['dueOn'] = ['cases.correction.due_past'];
  return problems;
}
