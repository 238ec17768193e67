import type { Context } from '#app/domain/accounts/context.ts';
import { pruneAnswers, visibleQuestions, type AnswerValue } from '#app/domain/applications/answers.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { checkCorrection, mergeCorrection, type CorrectionCheck } from '#app/domain/applications/correction.ts';
import { toFieldErrors, type AnswerIssue } from '#app/domain/applications/validate-answers.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays } from '#app/domain/calendar/working-days.ts';
import { AppError } from '#app/domain/errors.ts';
import { officerPeople, tell } from '#app/services/applications/tell.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { setCorrected } from '#db/queries/applications.ts';
import { answerCorrectionRequest } from '#db/queries/corrections.ts';
import { findCaseHead } from '#db/queries/cases.ts';
import { withActor } from '#db/transaction.ts';
import { checkForm, type FormLists, loadFormLists } from './check-draft.ts';
import { openFirmDraft, type FirmDraft } from './firm-draft.ts';
import { freezeVersion } from './freeze-version.ts';

export interface PreparedCorrection {
  /** What would be sent: the sent answers with the corrected ones in their place. */
  readonly answers: Record<string, AnswerValue>;
  readonly check: CorrectionCheck;
  /** Errors that stand against sending, by question. */
  readonly issues: readonly AnswerIssue[];
}

/** Puts the corrected answers into the version that was sent and checks the result. */
export function prepareCorrection(draft: FirmDraft, lists: FormLists): PreparedCorrection {
  const { set, call } = draft;
  const items = draft.correction?.items ?? [];
  const sent = draft.versions[0]?.answers ?? {};
  const dependants = [...draft.editable].filter((id) => !items.some((item) => item.questionId === id)).map((questionId) => ({ questionId }));
  const merged = mergeCorrection(sent, draft.answers, [...items, ...dependants]);
  const answers = pruneAnswers(set, merged);
  // An answer that disappears because its question no longer applies follows from a listed change.
  const visible = new Set(visibleQuestions(set, merged).map((question) => question.id));
  const gone = Object.keys(sent).filter((id) => !visible.has(id));
  const check = checkCorrection(sent, answers, items, [...dependants.map((item) => item.questionId), ...gone]);
  const issues = checkForm({ set, answers, settings: call.settings, today: call.today, lists }, 'submit').filter((issue) => issue.severity === 'error' && draft.editable.has(issue.questionId));
  return { answers, check, issues };
}

/**
 * Sends the corrections as a new version; only the listed fields may differ from what was sent. Throws incomplete with
 * the messages by question, conflict when something else changed, expired after the due date, not_your_turn.
 */
export async function answerCorrection(ctx: Context, input: { applicationId: string; note: string }): Promise<{ applicationId: string; number: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const draft = await openFirmDraft(tx, ctx);
      const { application, correction, firm, call } = draft;
      if (!application || application.id !== input.applicationId) throw new AppError('not_found');
      if (application.state === 'correction_requested' && !correction) throw new AppError('transition_not_allowed');
      const move = { id: application.id, applicationId: application.id, firmId: firm.id };
      if (!correction) {
        // Answered before, or not asked: the machine says which.
        await moveState(tx, ctx, applicationMachine, { ...move, transition: 'answer_correction' });
        throw new AppError('transition_not_allowed');
      }
      if (correction.dueOn < call.today) throw new AppError('expired');
      const { answers, check, issues } = prepareCorrection(draft, await loadFormLists(tx, call.today));
      if (!check.allowed) throw new AppError('conflict', { fields: { '': ['errors.conflict.outside_correction'] } });
      if (issues.length > 0) throw new AppError('incomplete', { fields: toFieldErrors(issues) });
      const version = await freezeVersion(tx, ctx, draft, application.id, answers);
      await moveState(tx, ctx, applicationMachine, { ...move, transition: 'answer_correction', payload: { versionId: version.versionId, number: version.number, hash: version.hash, questions: check.changes.map((change) => change.questionId) } });
      await setCorrected(tx, application.id, version.versionId);
      await answerCorrectionRequest(tx, { id: correction.id, versionId: version.versionId, by: ctx.actor.userId, at: ctx.now, note: input.note.trim() || null });
      const head = await findCaseHead(tx, application.id);
      if (head) await tell(tx, ctx, head, 'application_resubmitted', await officerPeople(tx, head), { dueOn: addWorkingDays(toSeoulDate(ctx.now), call.settings.promises.screening, call.holidays) });
      return { applicationId: application.id, number: version.number };
    },
    { operation: 'applications.answer_correction', content: input },
  );
}
