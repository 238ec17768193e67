import type { Context } from '#app/domain/accounts/context.ts';
import { parseScoreSheet } from '#app/domain/applications/score-sheet.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { recordView } from '#app/services/applications/add-note.ts';
import { readCaseAnswers } from '#app/services/applications/case-answers.ts';
import { openCase, userIdOf } from '#app/services/applications/open-case.ts';
import { listCaseDocuments } from '#db/queries/cases.ts';
import { findOwnTask, findScoreSheet, listEvaluatorCases } from '#db/queries/evaluations.ts';
import { withActor } from '#db/transaction.ts';

/** The cases of an evaluator, open ones first. */
export async function listMyEvaluations(ctx: Context) {
  if (ctx.actor.duty !== 'evaluator') throw new AppError('not_allowed');
  return withActor(ctx, async (tx) => ({ cases: await listEvaluatorCases(tx, userIdOf(ctx)), today: toSeoulDate(ctx.now) }));
}

/**
 * One case as its evaluator sees it. Before the declaration only the names that the declaration needs are given; the answers,
 * papers and the sheet follow after it, and each reading is recorded. Throws AppError not_found when it was not assigned.
 */
export async function getEvaluation(ctx: Context, applicationId: string) {
  if (ctx.actor.duty !== 'evaluator') throw new AppError('not_allowed');
  return withActor(ctx, async (tx) => {
    const { head, rules } = await openCase(tx, applicationId);
    const task = await findOwnTask(tx, head.id, userIdOf(ctx));
    if (!task) throw new AppError('not_found');
    const shown = {
      id: head.id, firmName: head.firmName, receiptNumber: head.receiptNumber, regionName: head.regionName, ksicCode: head.ksicCode, ksicName: head.ksicName,
      representativeName: head.representativeName, state: head.state, yearLabel: head.yearLabel,
    };
    if (task.declaration !== 'none') return { head: shown, task, file: null, passMark: rules.settings.passMark };
    const stored = await findScoreSheet(tx, head.id);
    if (!stored) throw new AppError('unavailable');
    const file = { sections: (await readCaseAnswers(tx, head, [])).sections, documents: await listCaseDocuments(tx, head.id), sheet: parseScoreSheet(stored.content) };
    await recordView(tx, ctx, { applicationId: head.id, firmId: head.firmId, page: 'evaluator_case' });
    return { head: shown, task, file, passMark: rules.settings.passMark };
  });
}
