import { z } from 'zod';
import { readResultCode, writeResultCode } from '../formats/result-code.ts';
import { textSchema } from '../formats/text.ts';

export const eligibilityAnswers = ['yes', 'no', 'deferred', 'unsure'] as const;
export type EligibilityAnswer = (typeof eligibilityAnswers)[number];

/** One question of the public self-check. `blocks` are answers that exclude; `proof` names a document that an answer makes necessary. */
export const eligibilityQuestionSchema = z.strictObject({
  id: z.string().regex(/^check_[a-z_]+$/),
  text: textSchema,
  help: textSchema,
  answers: z.array(z.enum(eligibilityAnswers)).min(2),
  blocks: z.array(z.enum(eligibilityAnswers)).min(1),
  reason: textSchema,
  proof: z.partialRecord(z.enum(eligibilityAnswers), z.string()).optional(),
  /** Label of the answer "deferred", where it is offered. */
  deferredLabel: textSchema.optional(),
});
export const eligibilityQuestionsSchema = z.strictObject({ version: z.int().min(1).max(31), questions: z.array(eligibilityQuestionSchema).min(1).max(12) });

export type EligibilityQuestion = z.infer<typeof eligibilityQuestionSchema>;
export type EligibilityQuestions = z.infer<typeof eligibilityQuestionsSchema>;
export type EligibilityAnswers = Readonly<Record<string, EligibilityAnswer | undefined>>;

export interface EligibilityDecision {
  /** `ask` means that something is unsure or unanswered and an officer can tell. */
  outcome: 'eligible' | 'not_eligible' | 'ask';
  /** Questions whose answer excludes. */
  blockedBy: string[];
  unsure: string[];
  missing: string[];
  /** Documents that the answers make necessary, such as the decision on a tax deferral. */
  proofs: string[];
}

/** Decides the self-check. A tax deferral is no obstacle but needs its proof. */
export function decideEligibility(set: Pick<EligibilityQuestions, 'questions'>, answers: EligibilityAnswers): EligibilityDecision {
  const blockedBy: string[] = [];
  const unsure: string[] = [];
  const missing: string[] = [];
  const proofs: string[] = [];
  for (const question of set.questions) {
    const answer = answers[question.id];
    if (answer === undefined || !question.answers.includes(answer)) missing.push(question.id);
    else if (question.blocks.includes(answer)) blockedBy.push(question.id);
    else if (answer === 'unsure') unsure.push(question.id);
    const proof = answer === undefined ? undefined : question.proof?.[answer];
    if (proof !== undefined && !proofs.includes(proof)) proofs.push(proof);
  }
  const outcome = blockedBy.length > 0 ? 'not_eligible' : missing.length + unsure.length > 0 ? 'ask' : 'eligible';
  return { outcome, blockedBy, unsure, missing, proofs };
}

function bodyLength(set: EligibilityQuestions): number {
  return Math.ceil((set.questions.length * 2) / 5);
}

/** Writes version and answers as a short code without personal data, e.g. `1-7P3Q-A`. It can seed a draft after sign-in. Null when an answer is missing. */
export function encodeEligibility(set: EligibilityQuestions, answers: EligibilityAnswers): string | null {
  let value = 0n;
  for (const question of set.questions) {
    const answer = answers[question.id];
    const index = answer === undefined || !question.answers.includes(answer) ? -1 : eligibilityAnswers.indexOf(answer);
    if (index < 0) return null;
    value = value * 4n + BigInt(index);
  }
  return writeResultCode(set.version, value, bodyLength(set));
}

/** Reads a code made by encodeEligibility for the same version; null when it was mistyped or belongs to another version. */
export function decodeEligibility(set: EligibilityQuestions, code: string): Record<string, EligibilityAnswer> | null {
  let value = readResultCode(code, set.version, bodyLength(set));
  if (value === null) return null;
  const answers: Record<string, EligibilityAnswer> = {};
  for (const question of [...set.questions].reverse()) {
    const answer = eligibilityAnswers[Number(value % 4n)];
    if (answer === undefined || !question.answers.includes(answer)) return null;
    answers[question.id] = answer;
    value /= 4n;
  }
  return value === 0n ? answers : null;
}

/** Self-check answers as answers of the form section with the same question ids; unsure ones are left open. */
export function toDraftAnswers(answers: EligibilityAnswers): Record<string, string> {
  return Object.fromEntries(Object.entries(answers).filter((entry): entry is [string, 'yes' | 'no' | 'deferred'] => entry[1] !== undefined && entry[1] !== 'unsure'));
}
