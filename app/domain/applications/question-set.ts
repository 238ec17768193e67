import { z } from 'zod';
import { textSchema } from '../formats/text.ts';
import { programmeSettingsSchema } from '../programmes/settings.ts';

export const questionKinds = [
  'text', 'longtext', 'integer', 'won', 'date', 'choice', 'multi', 'business_number', 'corporate_number', 'phone', 'postal_code',
  'person_name', 'email', 'ksic', 'region', 'percent', 'indicator', 'file', 'consent', 'yesno',
] as const;
export type QuestionKind = (typeof questionKinds)[number];

const idSchema = z.string().regex(/^[a-z][a-z0-9_]*$/);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** Visible only when another answer equals a value or is one of several (for multi answers: contains one). */
export const conditionSchema = z.union([
  z.strictObject({ question: idSchema, equals: scalar }),
  z.strictObject({ question: idSchema, in: z.array(scalar).min(1) }),
]);
export type QuestionCondition = z.infer<typeof conditionSchema>;

const settingKeys = Object.keys(programmeSettingsSchema.shape) as [string, ...string[]];

export const questionSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(questionKinds),
  label: textSchema,
  hint: textSchema.optional(),
  required: z.boolean(),
  visibleWhen: z.array(conditionSchema).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Limits that come from the programme year, such as `grantMinWon`. */
  minSetting: z.enum(settingKeys).optional(),
  maxSetting: z.enum(settingKeys).optional(),
  /** Amounts are entered in multiples of this many won. */
  step: z.int().positive().optional(),
  minLength: z.int().min(0).optional(),
  maxLength: z.int().min(1).optional(),
  options: z.array(z.strictObject({ value: z.string(), label: textSchema })).optional(),
  optionsFrom: z.enum(['ksic', 'regions', 'root_technologies']).optional(),
  unit: textSchema.optional(),
  date: z.enum(['past', 'future', 'any']).optional(),
  /** The answer that may be sent; a self-check answer outside these stops the submission. */
  accepts: z.array(scalar).optional(),
  document: idSchema.optional(),
  maxFiles: z.int().min(1).max(20).optional(),
  consent: idSchema.optional(),
  indicator: z
    .strictObject({
      kpi: z.string(),
      family: z.enum(['P', 'Q', 'C', 'D', 'S', 'E']),
      scale: z.number().positive(),
      unit: textSchema,
      numerator: textSchema,
      denominator: textSchema,
      /** The numerator counts a part of the denominator. */
      part: z.boolean(),
    })
    .optional(),
  /** Field of the firm profile from which the answer is prefilled. */
  prefill: z.string().optional(),
  autocomplete: z.string().optional(),
});
export type Question = z.infer<typeof questionSchema>;

/** A rule over several questions. */
export const questionRuleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sum_equals'), id: idSchema, questions: z.array(idSchema).min(1), total: idSchema }),
  z.strictObject({ kind: z.literal('one_indicator_of'), id: idSchema, family: z.enum(['P', 'Q', 'C', 'D', 'S', 'E']) }),
  z.strictObject({ kind: z.literal('not_above'), id: idSchema, question: idSchema, ceiling: idSchema }),
]);
export type QuestionRule = z.infer<typeof questionRuleSchema>;

export const questionSectionSchema = z.strictObject({
  id: idSchema,
  title: textSchema,
  lead: textSchema.optional(),
  questions: z.array(questionSchema),
});
export type QuestionSection = z.infer<typeof questionSectionSchema>;

/** A versioned form: sections of questions and rules over them. A submitted application keeps the version it was answered with. */
export const questionSetSchema = z
  .strictObject({
    version: z.string().min(1),
    sections: z.array(questionSectionSchema).min(1),
    rules: z.array(questionRuleSchema),
  })
  .superRefine((set, context) => {
    const ids = set.sections.flatMap((section) => section.questions.map((question) => question.id));
    const seen = new Set<string>();
    for (const id of ids) {
      if (seen.has(id)) context.addIssue({ code: 'custom', path: ['sections'], message: `question ${id} appears twice` });
      seen.add(id);
    }
    const referred = [
      ...set.sections.flatMap((section) => section.questions.flatMap((question) => (question.visibleWhen ?? []).map((condition) => condition.question))),
      ...set.rules.flatMap((rule) => (rule.kind === 'sum_equals' ? [...rule.questions, rule.total] : rule.kind === 'not_above' ? [rule.question, rule.ceiling] : [])),
    ];
    for (const id of referred) if (!seen.has(id)) context.addIssue({ code: 'custom', path: ['rules'], message: `question ${id} is unknown` });
    for (const question of set.sections.flatMap((section) => section.questions)) {
      const choices = question.kind === 'choice' || question.kind === 'multi';
      if (choices && !question.options && !question.optionsFrom) context.addIssue({ code: 'custom', path: ['sections'], message: `question ${question.id} has no options` });
      if (question.kind === 'indicator' && !question.indicator) context.addIssue({ code: 'custom', path: ['sections'], message: `question ${question.id} has no indicator` });
    }
  });
export type QuestionSet = z.infer<typeof questionSetSchema>;

/** Reads a stored question set; throws ZodError when ids repeat or point nowhere. */
export function parseQuestionSet(input: unknown): QuestionSet {
  return questionSetSchema.parse(input);
}

/** All questions of a set in order. */
export function listQuestions(set: Pick<QuestionSet, 'sections'>): Question[] {
  return set.sections.flatMap((section) => section.questions);
}

/** Finds a question by id, or null. */
export function findQuestion(set: Pick<QuestionSet, 'sections'>, id: string): Question | null {
  return listQuestions(set).find((question) => question.id === id) ?? null;
}

/** The section that holds a question, or null. */
export function findSectionOf(set: Pick<QuestionSet, 'sections'>, questionId: string): QuestionSection | null {
  return set.sections.find((section) => section.questions.some((question) => question.id === questionId)) ?? null;
}
