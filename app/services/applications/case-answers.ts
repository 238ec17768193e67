import { diffAnswers, visibleQuestions, type Answers } from '#app/domain/applications/answers.ts';
import { findQuestion, parseQuestionSet, type QuestionSet } from '#app/domain/applications/question-set.ts';
import type { Text } from '#app/domain/workflow/machine.ts';
import { answeredSections, viewOf, type AnsweredSection, type AnswerView, type OptionNames } from '#app/domain/applications/answer-view.ts';
import { findQuestionContent, listSubmittedVersions, type CaseHead, type SubmittedVersion } from '#db/queries/cases.ts';
import type { CorrectionRound } from '#db/queries/screening.ts';
import type { ActorTx } from '#db/transaction.ts';

/** What changed in one question between two submitted versions. */
export interface ChangedAnswer {
  readonly questionId: string;
  readonly label: Text;
  readonly before: AnswerView;
  readonly after: AnswerView;
  readonly isLong: boolean;
  /** What the officer asked for; null for a change that followed from another answer. */
  readonly remark: string | null;
}

export interface VersionDiff {
  readonly round: number;
  readonly beforeAt: Date;
  readonly afterAt: Date;
  readonly changes: readonly ChangedAnswer[];
  /** Fields that were asked for and stayed as they were. */
  readonly untouched: readonly { label: Text; remark: string }[];
}

export interface CaseAnswers {
  readonly sections: readonly AnsweredSection[];
  readonly diff: VersionDiff | null;
  readonly versionCount: number;
  readonly submittedAt: Date | null;
  /** Questions that a correction may name, by section. */
  readonly askable: readonly { id: string; title: Text; questions: readonly { id: string; label: Text }[] }[];
  /** Views by question id, for the facts beside the checklist. */
  readonly views: Readonly<Record<string, { label: Text; view: AnswerView }>>;
}

const NOTHING: CaseAnswers = { sections: [], diff: null, versionCount: 0, submittedAt: null, askable: [], views: {} };
const NOT_ASKABLE = new Set(['consent']);

/** The submitted answers of a case in words, and what the last correction changed. */
export async function readCaseAnswers(tx: ActorTx, head: Pick<CaseHead, 'id' | 'questionSetId'>, corrections: readonly CorrectionRound[]): Promise<CaseAnswers> {
  const versions = await listSubmittedVersions(tx, head.id);
  const current = versions.at(-1);
  const stored = head.questionSetId ? await findQuestionContent(tx, head.questionSetId) : null;
  if (!current || !stored) return NOTHING;
  const set = parseQuestionSet(stored.content);
  const answers = current.answers as Answers;
  const sections = answeredSections(set, answers, stored.names);
  const visible = new Set(visibleQuestions(set, answers).map((question) => question.id));
  return {
    sections,
    diff: diffOf(set, stored.names, versions, corrections),
    versionCount: versions.length,
    submittedAt: current.submittedAt,
    askable: set.sections
      .map((section) => ({ id: section.id, title: section.title, questions: section.questions.filter((question) => !NOT_ASKABLE.has(question.kind) && visible.has(question.id)).map(({ id, label }) => ({ id, label })) }))
      .filter((section) => section.questions.length > 0),
    views: Object.fromEntries(sections.flatMap((section) => section.items.map((item) => [item.id, { label: item.label, view: item.view }]))),
  };
}

function diffOf(set: QuestionSet, names: OptionNames, versions: readonly SubmittedVersion[], corrections: readonly CorrectionRound[]): VersionDiff | null {
  const after = versions.at(-1);
  const before = versions.at(-2);
  if (!before || !after) return null;
  const round = corrections.find((entry) => entry.answeredVersionId === after.id) ?? corrections.find((entry) => entry.answeredAt !== null) ?? null;
  const remarks = new Map((round?.fields ?? []).map((field) => [field.questionId, field.reason]));
  const changes = diffAnswers(before.answers as Answers, after.answers as Answers).flatMap((change): ChangedAnswer[] => {
    const question = findQuestion(set, change.questionId);
    if (!question) return [];
    return [{
      questionId: question.id,
      label: question.label,
      before: viewOf(question, change.before, names),
      after: viewOf(question, change.after, names),
      isLong: question.kind === 'longtext',
      remark: remarks.get(question.id) ?? null,
    }];
  });
  const changed = new Set(changes.map((change) => change.questionId));
  const untouched = (round?.fields ?? []).filter((field) => !changed.has(field.questionId)).flatMap((field) => {
    const question = findQuestion(set, field.questionId);
    return question ? [{ label: question.label, remark: field.reason }] : [];
  });
  return { round: round?.round ?? versions.length - 1, beforeAt: before.submittedAt, afterAt: after.submittedAt, changes, untouched };
}
