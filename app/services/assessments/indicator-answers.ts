import { isIndicatorAnswer, type AnswerValue } from '#app/domain/applications/answers.ts';
import questions from '#db/seeds/question-set-2026.json' with { type: 'json' };

/** A figure the firm stated in its application, for one KPI. Months are YYYY-MM. */
export interface StatedIndicator {
  readonly kpi: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly fromMonth: string | null;
  readonly toMonth: string | null;
  readonly scope: string;
  readonly source: string;
}

interface FormQuestion {
  readonly id: string;
  readonly indicator?: { readonly kpi: string };
}

const formQuestions = questions.sections.flatMap((section): readonly FormQuestion[] => section.questions);

/** Question id → KPI code of the application form. */
const KPI_OF: ReadonlyMap<string, string> = new Map(formQuestions.flatMap((question): [string, string][] => (question.indicator ? [[question.id, question.indicator.kpi]] : [])));

/** The measured figures among submitted answers; those without both counts are left out. */
export function listIndicators(answers: Readonly<Record<string, unknown>>): StatedIndicator[] {
  return [...KPI_OF].flatMap(([id, kpi]) => {
    const answer = answers[id] as AnswerValue | undefined;
    if (!isIndicatorAnswer(answer) || answer.numerator === null || answer.denominator === null || answer.denominator === 0) return [];
    return [{ kpi, numerator: answer.numerator, denominator: answer.denominator, fromMonth: answer.fromMonth, toMonth: answer.toMonth, scope: answer.scope, source: answer.source }];
  });
}
