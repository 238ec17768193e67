import type { Context } from '#app/domain/accounts/context.ts';
import { canEvaluateApplication } from '#app/domain/applications/application-policy.ts';
import { parseScoreSheet, totalPoints } from '#app/domain/applications/score-sheet.ts';
import { AppError, type FieldErrors } from '#app/domain/errors.ts';
import { assertAllowed, openCase, userIdOf, type OpenCase } from '#app/services/applications/open-case.ts';
import { officerPeople, tell } from '#app/services/applications/tell.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { declareInterest, findOwnTask, findScoreSheet, saveScore, type EvaluationTask } from '#db/queries/evaluations.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/**
 * An evaluator's declaration before the file is opened. A conflict gives the case back at once. Throws AppError not_found
 * when the case was not assigned, not_your_turn after a declaration was made, reason_required for a conflict without words.
 */
export async function declareConflict(ctx: Context, input: { applicationId: string; conflict: boolean; note: string }): Promise<void> {
  if (input.conflict && input.note.trim().length < 2) throw new AppError('invalid_input', { fields: { note: ['cases.score.conflict_note_missing'] } });
  await withActor(ctx, async (tx) => {
    const { head } = await openCase(tx, input.applicationId);
    const task = await ownTask(tx, ctx, head.id);
    if (task.declaration !== null) throw new AppError('not_your_turn');
    await declareInterest(tx, task.id, { conflict: input.conflict, note: input.note.trim() || null, at: ctx.now });
    await recordEvent(tx, ctx, {
      subjectType: 'evaluation_assignment', subjectId: task.id, applicationId: head.id, action: input.conflict ? 'declare_conflict' : 'declare_no_conflict', reason: input.note.trim() || null,
    });
    if (input.conflict) await tell(tx, ctx, head, 'evaluator_conflict', await officerPeople(tx, head), {});
  });
}

export interface ScoreInput {
  readonly applicationId: string;
  /** Points per item; half points are allowed. */
  readonly points: Readonly<Record<string, number | undefined>>;
  readonly bonuses: readonly string[];
  readonly comment: string;
  /** False keeps a draft, true closes the sheet for good. */
  readonly submit: boolean;
}

/**
 * Keeps or closes the own score sheet. Throws AppError conflict or not_your_turn (no declaration, closed sheet, not under
 * evaluation), four_eyes (advises the firm), invalid_input with the items that are missing or out of range.
 */
export async function submitScore(ctx: Context, input: ScoreInput): Promise<{ total: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const opened = await openCase(tx, input.applicationId);
      const task = await ownTask(tx, ctx, opened.head.id);
      checkMay(ctx, opened, task);
      const stored = await findScoreSheet(tx, opened.head.id);
      if (!stored) throw new AppError('unavailable');
      const sheet = parseScoreSheet(stored.content);
      const bonuses = input.bonuses.filter((id) => sheet.bonuses.some((bonus) => bonus.id === id));
      const result = totalPoints(sheet, input.points, bonuses);
      const problems: FieldErrors = {};
      for (const id of result.invalid) problems[`points.${id}`] = [`cases.score.out_of_range|${JSON.stringify({ maximum: sheet.items.find((item) => item.id === id)?.maxPoints ?? 0 })}`];
      if (input.submit) {
        for (const id of result.missing) problems[`points.${id}`] = ['cases.score.missing'];
        if (input.comment.trim().length < 10) problems['comment'] = ['cases.score.comment_missing'];
      }
      if (Object.keys(problems).length > 0) throw new AppError('invalid_input', { fields: problems });
      const points = Object.fromEntries(Object.entries(input.points).filter((entry): entry is [string, number] => entry[1] !== undefined && sheet.items.some((item) => item.id === entry[0])));
      await saveScore(tx, {
        taskId: task.id, applicationId: opened.head.id, evaluatorId: task.evaluatorId, sheetId: stored.id, scores: { points, bonuses },
        total: result.total, comment: input.comment.trim() || null, submittedAt: input.submit ? ctx.now : null, at: ctx.now,
      });
      if (input.submit) {
        await recordEvent(tx, ctx, { subjectType: 'evaluation_score', subjectId: task.id, applicationId: opened.head.id, action: 'submit_score', payload: { total: result.total, sheet: sheet.version } });
        await tell(tx, ctx, opened.head, 'score_submitted', await officerPeople(tx, opened.head), {});
      }
      return { total: result.total };
    },
    { operation: 'applications.submit_score', content: input },
  );
}

async function ownTask(tx: ActorTx, ctx: Context, applicationId: string): Promise<EvaluationTask> {
  const task = ctx.actor.duty === 'evaluator' ? await findOwnTask(tx, applicationId, userIdOf(ctx)) : null;
  if (!task) throw new AppError('not_found');
  return task;
}

function checkMay(ctx: Context, { subject }: OpenCase, task: EvaluationTask): void {
  if (task.submittedAt !== null) throw new AppError('not_your_turn');
  assertAllowed(
    canEvaluateApplication(ctx.actor, {
      ...subject,
      evaluatorUserIds: [task.evaluatorId],
      advisorUserIds: [],
      conflictDeclared: task.declaration === null ? null : task.declaration === 'conflict',
    }),
  );
}
