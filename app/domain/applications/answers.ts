import { isDeepStrictEqualJson } from './json-equal.ts';
import type { Question, QuestionCondition, QuestionSet } from './question-set.ts';
import { listQuestions } from './question-set.ts';

/** A measured value with its two counts, months (`YYYY-MM`) and source. */
export interface IndicatorAnswer {
  numerator: number | null;
  denominator: number | null;
  fromMonth: string | null;
  toMonth: string | null;
  scope: string;
  source: string;
}

/** What one question holds: text, number, yes/no, several choices or file ids, or a measured value. Null means not answered. */
export type AnswerValue = string | number | boolean | string[] | IndicatorAnswer | null;

/** Answers by question id, the form in which drafts are stored. */
export type Answers = Readonly<Record<string, AnswerValue>>;

/** True when nothing was entered. A false consent counts as empty, a false yes/no answer does not. */
export function isEmptyAnswer(value: AnswerValue | undefined, kind?: Question['kind']): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'boolean') return kind === 'consent' && !value;
  if (typeof value === 'object') return value.numerator === null && value.denominator === null;
  return false;
}

/** True when the value is a measured value. */
export function isIndicatorAnswer(value: unknown): value is IndicatorAnswer {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'numerator' in value && 'denominator' in value;
}

function conditionHolds(condition: QuestionCondition, answers: Answers): boolean {
  const value = answers[condition.question];
  const wanted = 'equals' in condition ? [condition.equals] : condition.in;
  if (Array.isArray(value)) return value.some((entry) => wanted.includes(entry));
  return value !== null && value !== undefined && typeof value !== 'object' && wanted.includes(value);
}

/** Questions that apply to the given answers; a question whose condition names a hidden question is hidden too. */
export function visibleQuestions(set: Pick<QuestionSet, 'sections'>, answers: Answers): Question[] {
  const all = listQuestions(set);
  const byId = new Map(all.map((question) => [question.id, question]));
  const known = new Map<string, boolean>();
  const visible = (question: Question): boolean => {
    const cached = known.get(question.id);
    if (cached !== undefined) return cached;
    // Marked first, so that a circle of conditions ends instead of recursing for ever.
    known.set(question.id, false);
    const result = (question.visibleWhen ?? []).every((condition) => {
      const source = byId.get(condition.question);
      return source !== undefined && visible(source) && conditionHolds(condition, answers);
    });
    known.set(question.id, result);
    return result;
  };
  return all.filter(visible);
}

/** Answers of visible questions only; what a submission keeps. */
export function pruneAnswers(set: Pick<QuestionSet, 'sections'>, answers: Answers): Record<string, AnswerValue> {
  const kept: Record<string, AnswerValue> = {};
  for (const question of visibleQuestions(set, answers)) {
    const value = answers[question.id];
    if (!isEmptyAnswer(value, question.kind)) kept[question.id] = value ?? null;
  }
  return kept;
}

export interface AnswerChange {
  questionId: string;
  before: AnswerValue;
  after: AnswerValue;
}

/** Changed answers in the order of the new, then the old answers; a missing answer and null are the same. */
export function diffAnswers(before: Answers, after: Answers): AnswerChange[] {
  const ids = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return ids.flatMap((questionId) => {
    const left = Object.hasOwn(before, questionId) ? (before[questionId] ?? null) : null;
    const right = Object.hasOwn(after, questionId) ? (after[questionId] ?? null) : null;
    return isDeepStrictEqualJson(left, right) ? [] : [{ questionId, before: left, after: right }];
  });
}

/** Applies changes made by diffAnswers; null removes the answer. */
export function patchAnswers(answers: Answers, changes: readonly AnswerChange[]): Record<string, AnswerValue> {
  const entries = new Map(Object.entries(answers));
  for (const change of changes) {
    if (change.after === null) entries.delete(change.questionId);
    else entries.set(change.questionId, change.after);
  }
  return Object.fromEntries(entries);
}

/** Answers of earlier forms that the firm profile can prefill. */
export function prefillAnswers(set: Pick<QuestionSet, 'sections'>, profile: Readonly<Record<string, AnswerValue | undefined>>): Record<string, AnswerValue> {
  const filled: Record<string, AnswerValue> = {};
  for (const question of listQuestions(set)) {
    const value = question.prefill === undefined ? undefined : profile[question.prefill];
    if (value !== undefined && !isEmptyAnswer(value, question.kind)) filled[question.id] = value;
  }
  return filled;
}

/** Share of required visible questions that hold an answer, per section, for the list of sections. */
export function sectionProgress(set: Pick<QuestionSet, 'sections'>, answers: Answers): { sectionId: string; required: number; answered: number }[] {
  const visible = new Set(visibleQuestions(set, answers).map((question) => question.id));
  return set.sections.map((section) => {
    const required = section.questions.filter((question) => question.required && visible.has(question.id));
    return { sectionId: section.id, required: required.length, answered: required.filter((question) => !isEmptyAnswer(answers[question.id], question.kind)).length };
  });
}
