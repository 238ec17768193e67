import type { AnswerChange, Answers } from './answers.ts';
import { diffAnswers } from './answers.ts';

/** One item of a correction request: which question, and why. */
export interface CorrectionItem {
  questionId: string;
  reason: string;
}

export interface CorrectionCheck {
  allowed: boolean;
  changes: AnswerChange[];
  /** Questions that changed although nobody asked for it. */
  forbidden: string[];
  /** Listed questions that are still as they were. */
  untouched: string[];
}

/** Checks the answer to a correction request: only listed questions may change (invariant of M2). Questions that a listed answer makes visible may change too. */
export function checkCorrection(before: Answers, after: Answers, items: readonly Pick<CorrectionItem, 'questionId'>[], dependants: readonly string[] = []): CorrectionCheck {
  const listed = new Set(items.map((item) => item.questionId));
  const open = new Set([...listed, ...dependants]);
  const changes = diffAnswers(before, after);
  const forbidden = changes.filter((change) => !open.has(change.questionId)).map((change) => change.questionId);
  const changed = new Set(changes.map((change) => change.questionId));
  return { allowed: forbidden.length === 0, changes, forbidden, untouched: [...listed].filter((id) => !changed.has(id)) };
}

/** True when a question may be edited in the present round; null items mean that the whole form is open (draft). */
export function isQuestionEditable(questionId: string, items: readonly Pick<CorrectionItem, 'questionId'>[] | null): boolean {
  return items === null || items.some((item) => item.questionId === questionId);
}

/** Merges only the listed questions of the new answers into the old ones. */
export function mergeCorrection(before: Answers, after: Answers, items: readonly Pick<CorrectionItem, 'questionId'>[]): Answers {
  const merged = new Map(Object.entries(before));
  for (const { questionId } of items) {
    const value = after[questionId];
    if (value === null || value === undefined) merged.delete(questionId);
    else merged.set(questionId, value);
  }
  return Object.fromEntries(merged);
}
