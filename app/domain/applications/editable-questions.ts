import type { Answers } from './answers.ts';
import { visibleQuestions } from './answers.ts';
import type { QuestionSet } from './question-set.ts';

/**
 * Questions that may be written now: all of them in a draft (`items` null), in a correction the listed ones and those
 * that the corrected answers have made visible.
 */
export function editableQuestions(set: Pick<QuestionSet, 'sections'>, sent: Answers, now: Answers, items: readonly { questionId: string }[] | null): ReadonlySet<string> {
  const visible = visibleQuestions(set, now).map((question) => question.id);
  if (items === null) return new Set(set.sections.flatMap((section) => section.questions.map((question) => question.id)));
  const before = new Set(visibleQuestions(set, sent).map((question) => question.id));
  return new Set([...items.map((item) => item.questionId), ...visible.filter((id) => !before.has(id))]);
}
