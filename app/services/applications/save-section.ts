import type { Context } from '#app/domain/accounts/context.ts';
import { visibleQuestions } from '#app/domain/applications/answers.ts';
import { findQuestion } from '#app/domain/applications/question-set.ts';
import { encodeMessage } from '#app/domain/errors.ts';
import { translate } from '#app/i18n/catalogue.ts';
import { createFormat } from '#app/i18n/format.ts';
import type { Locale } from '#app/i18n/locale.ts';
import { withActor } from '#db/transaction.ts';
import { checkForm, loadFormLists } from './check-draft.ts';
import { describeAnswer } from './describe-answer.ts';
import { openFirmDraft } from './firm-draft.ts';
import { readEntries, toFormValue, type FormValue } from './form-values.ts';
import { statusOfSections, type SectionStatus } from './get-section.ts';
import { saveAnswers, type SavedAnswers } from './save-answers.ts';

/** What another person has written meanwhile. */
export interface Conflict {
  readonly words: string;
  readonly value: FormValue;
  readonly by: string;
  readonly at: string;
}

/** What became of one question of a form, in words of the reader's language. */
export interface SavedField {
  readonly id: string;
  readonly status: 'saved' | 'stale' | 'locked';
  readonly revision: number;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly conflict: Conflict | null;
}

export interface SavedSection {
  readonly savedAt: string;
  readonly fields: readonly SavedField[];
  readonly sections: readonly SectionStatus[];
  /** Questions of the sent form that apply now but were not on the page before. */
  readonly appeared: readonly string[];
}

/** Saves the answers of a form as sent by a page or by its autosave. `check` reports what is missing too. */
export async function saveSection(ctx: Context, form: FormData, options: { sectionId: string | null; check: boolean; locale: Locale }): Promise<SavedSection> {
  const { set } = await withActor(ctx, (tx) => openFirmDraft(tx, ctx));
  const result = await saveAnswers(ctx, readEntries(form, set));
  const lists = await withActor(ctx, (tx) => loadFormLists(tx, result.draft.call.today));
  const { answers, call } = result.draft;
  const checked = { set, answers, settings: call.settings, today: call.today, lists };
  const missing = checkForm(checked, 'submit');
  const shown = options.check ? missing : checkForm(checked, 'draft');
  const messages = (id: string, severity: 'error' | 'warning') => shown.filter((issue) => issue.questionId === id && issue.severity === severity).map((issue) => translate(options.locale, encodeMessage(issue.messageId, issue.params)));
  const section = set.sections.find((entry) => entry.id === options.sectionId);
  const own = new Set((section?.questions ?? []).map((question) => question.id));
  // Findings may stand beside a question that was not the one written (sales and declared size).
  const touched = new Set(result.saved.map((entry) => entry.questionId));
  const others = [...own].filter((id) => !touched.has(id));
  const conflictOf = (entry: SavedAnswers['saved'][number]): Conflict | null => {
    const question = entry.status === 'stale' ? findQuestion(set, entry.questionId) : null;
    if (!question) return null;
    return { words: describeAnswer(question, entry.value, lists, new Map(), options.locale), value: toFormValue(question, entry.value), by: entry.byName ?? '', at: createFormat(options.locale).dateTime(entry.at) };
  };
  const fields: SavedField[] = [
    ...result.saved.map((entry) => ({ id: entry.questionId, status: entry.status, revision: entry.revision, errors: messages(entry.questionId, 'error'), warnings: messages(entry.questionId, 'warning'), conflict: conflictOf(entry) })),
    ...others.map((id) => ({ id, status: 'saved' as const, revision: result.draft.stored.get(id)?.revision ?? 0, errors: messages(id, 'error'), warnings: messages(id, 'warning'), conflict: null })),
  ];
  const shownBefore = new Set(String(form.get('_shown') ?? '').split(','));
  const appeared = visibleQuestions(set, answers).filter((question) => question.kind !== 'file' && own.has(question.id) && !shownBefore.has(question.id)).map((question) => question.id);
  return { savedAt: ctx.now.toISOString(), fields, sections: statusOfSections(result.draft, missing), appeared };
}
