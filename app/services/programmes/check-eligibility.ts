import { decideEligibility, decodeEligibility, eligibilityQuestionsSchema, encodeEligibility, type EligibilityAnswer, type EligibilityDecision, type EligibilityQuestions } from '#app/domain/applications/eligibility.ts';
import questionsJson from '#db/seeds/eligibility-questions.json' with { type: 'json' };

const questions: EligibilityQuestions = eligibilityQuestionsSchema.parse(questionsJson);

/** The questions of the public self-check. */
export function listEligibilityQuestions(): EligibilityQuestions['questions'] {
  return questions.questions;
}

/** Reads answers out of a form; unknown words count as unanswered. */
export function readEligibilityForm(form: FormData): Record<string, EligibilityAnswer | undefined> {
  return Object.fromEntries(
    questions.questions.map((question) => {
      const given = form.get(question.id);
      return [question.id, question.answers.find((answer) => answer === given)];
    }),
  );
}

/** Decision and code of complete answers; the ids of unanswered questions otherwise. Nothing is stored. */
export function checkEligibility(answers: Readonly<Record<string, EligibilityAnswer | undefined>>): { code: string | null; missing: string[]; decision: EligibilityDecision } {
  const decision = decideEligibility(questions, answers);
  return { code: encodeEligibility(questions, answers), missing: decision.missing, decision };
}

/** The result behind a code, or null when it was mistyped. */
export function readEligibilityCode(code: string): { answers: Record<string, EligibilityAnswer>; decision: EligibilityDecision } | null {
  const answers = decodeEligibility(questions, code);
  return answers ? { answers, decision: decideEligibility(questions, answers) } : null;
}
