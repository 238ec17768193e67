import { z } from 'zod';
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

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Check digit over version and body. Odd weights modulo 32 find every single mistyped character. */
function checkDigit(digits: readonly number[]): number {
  return digits.reduce((sum, digit, index) => sum + digit * (2 * index + 3), 13) % 32;
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
  const length = Math.ceil((set.questions.length * 2) / 5);
  let body = '';
  for (let place = 0, rest = value; place < length; place += 1, rest /= 32n) body = `${alphabet[Number(rest % 32n)]}${body}`;
  const version = alphabet[set.version] ?? '0';
  const check = checkDigit([...`${version}${body}`].map((letter) => alphabet.indexOf(letter)));
  return `${version}-${body}-${alphabet[check] ?? '0'}`;
}

/** Reads a code made by encodeEligibility for the same version; null when it was mistyped or belongs to another version. */
export function decodeEligibility(set: EligibilityQuestions, code: string): Record<string, EligibilityAnswer> | null {
  const text = code.toUpperCase().replace(/[^0-9A-Z]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const length = Math.ceil((set.questions.length * 2) / 5);
  if (text.length !== length + 2) return null;
  const digits = [...text].map((letter) => alphabet.indexOf(letter));
  if (digits.some((digit) => digit < 0) || digits[0] !== set.version) return null;
  if (digits.at(-1) !== checkDigit(digits.slice(0, -1))) return null;
  let value = digits.slice(1, -1).reduce((sum, digit) => sum * 32n + BigInt(digit), 0n);
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
