import type { CivilDate } from '../calendar/civil-date.ts';
import { isCivilDate } from '../calendar/civil-date.ts';
import { parseCorporateNumber } from '../formats/corporate-number.ts';
import type { ProgrammeSettings } from '../programmes/settings.ts';
import type { Answers, AnswerValue } from './answers.ts';
import { isEmptyAnswer, isIndicatorAnswer, visibleQuestions } from './answers.ts';
import { normaliseAnswer } from './normalise-answer.ts';
import type { Question, QuestionRule, QuestionSet } from './question-set.ts';

export interface AnswerIssue {
  questionId: string;
  messageId: string;
  params: Record<string, string | number>;
  severity: 'error' | 'warning';
}

export interface ValidationContext {
  /** A draft may be incomplete: only unreadable values, impossible dates and upper limits are reported. */
  stage: 'draft' | 'submit';
  settings: ProgrammeSettings;
  today: CivilDate;
  /** Option values of lists that live outside the set (KSIC, regions, root technologies). */
  lists?: Partial<Record<'ksic' | 'regions' | 'root_technologies', readonly string[]>>;
}

type Complain = (messageId: string, params?: Record<string, string | number>, severity?: 'warning') => void;

function limitOf(own: number | undefined, key: string | undefined, settings: ProgrammeSettings): number | undefined {
  const fromSettings: unknown = key === undefined ? undefined : settings[key as keyof ProgrammeSettings];
  return typeof fromSettings === 'number' ? fromSettings : own;
}

function checkNumber(question: Question, value: number, context: ValidationContext, complain: Complain): void {
  const min = limitOf(question.min, question.minSetting, context.settings);
  const max = limitOf(question.max, question.maxSetting, context.settings);
  const family = question.kind === 'won' ? 'won' : 'number';
  if (max !== undefined && value > max) complain(`answers.${family}.above_max`, { max });
  if (context.stage === 'draft') return;
  if (min !== undefined && value < min) complain(`answers.${family}.below_min`, { min });
  if (question.step !== undefined && value % question.step !== 0) complain('answers.won.not_a_step', { step: question.step });
}

function checkText(question: Question, value: string, context: ValidationContext, complain: Complain): void {
  const length = [...value].length;
  if (question.maxLength !== undefined && length > question.maxLength) complain('answers.too_long', { max: question.maxLength, length });
  if (context.stage === 'submit' && question.minLength !== undefined && length < question.minLength) complain('answers.too_short', { min: question.minLength, length });
}

function checkIndicator(question: Question, value: AnswerValue, context: ValidationContext, complain: Complain): void {
  if (!isIndicatorAnswer(value)) return;
  const { numerator, denominator } = value;
  if (question.indicator?.part && numerator !== null && denominator !== null && numerator > denominator) {
    complain('answers.indicator.part_larger_than_whole', { numerator, denominator });
  }
  if (value.fromMonth && value.toMonth && value.toMonth < value.fromMonth) complain('answers.indicator.months_reversed');
  if (value.toMonth && value.toMonth > context.today.slice(0, 7)) complain('answers.indicator.month_in_future');
  if (context.stage === 'draft') return;
  if (numerator === null || denominator === null) complain('answers.indicator.counts_missing');
  else if (denominator === 0) complain('answers.indicator.zero_denominator');
  if (!value.fromMonth || !value.toMonth) complain('answers.indicator.months_missing');
  if (value.source === '') complain('answers.indicator.source_missing');
}

function checkChoice(question: Question, value: AnswerValue, context: ValidationContext, complain: Complain): void {
  const listName = question.optionsFrom ?? (question.kind === 'ksic' ? 'ksic' : question.kind === 'region' ? 'regions' : undefined);
  const allowed = question.options?.map((option) => option.value) ?? (listName ? context.lists?.[listName] : undefined);
  const chosen = Array.isArray(value) ? value : [String(value)];
  if (allowed && chosen.some((entry) => !allowed.includes(entry))) complain('answers.choice.unknown');
  if (question.kind === 'multi' && context.stage === 'submit') {
    if (question.min !== undefined && chosen.length < question.min) complain('answers.choice.too_few', { min: question.min });
    if (question.max !== undefined && chosen.length > question.max) complain('answers.choice.too_many', { max: question.max });
  }
}

function checkValue(question: Question, value: AnswerValue, context: ValidationContext, complain: Complain): void {
  if (typeof value === 'number') checkNumber(question, value, context, complain);
  if (question.kind === 'text' || question.kind === 'longtext') checkText(question, String(value), context, complain);
  if (question.kind === 'percent' && typeof value === 'number' && question.max === undefined && value > 100) complain('answers.number.above_max', { max: 100 });
  if (question.kind === 'date' && isCivilDate(value)) {
    if (question.date === 'past' && value > context.today) complain('answers.date.in_future');
    if (question.date === 'future' && value < context.today) complain('answers.date.in_past');
  }
  if (question.kind === 'indicator') checkIndicator(question, value, context, complain);
  if (['choice', 'multi', 'ksic', 'region'].includes(question.kind)) checkChoice(question, value, context, complain);
  if (question.kind === 'corporate_number' && typeof value === 'string') {
    const reading = parseCorporateNumber(value);
    if (reading.form === 'ok' && reading.checksum === 'warning') complain('answers.corporate_number.checksum', {}, 'warning');
  }
  if (question.kind === 'file' && Array.isArray(value) && value.length > (question.maxFiles ?? 5)) complain('answers.file.too_many', { max: question.maxFiles ?? 5 });
  if (question.accepts && context.stage === 'submit' && typeof value !== 'object' && !question.accepts.includes(value as string | number | boolean)) complain('answers.blocks');
}

function checkRule(rule: QuestionRule, set: Pick<QuestionSet, 'sections'>, answers: Answers, visible: readonly Question[], add: (issue: AnswerIssue) => void): void {
  const error = (questionId: string, messageId: string, params: AnswerIssue['params'] = {}) => add({ questionId, messageId, params, severity: 'error' });
  const numberOf = (id: string) => (typeof answers[id] === 'number' && visible.some((question) => question.id === id) ? answers[id] : 0);
  if (rule.kind === 'sum_equals') {
    const sum = rule.questions.reduce((total, id) => total + numberOf(id), 0);
    const total = numberOf(rule.total);
    if (total > 0 && sum !== total) error(rule.questions[0] ?? rule.total, 'answers.rule.sum_differs', { sum, total });
  } else if (rule.kind === 'not_above') {
    if (numberOf(rule.question) > numberOf(rule.ceiling)) error(rule.question, 'answers.rule.not_above', { max: numberOf(rule.ceiling) });
  } else {
    const family = visible.filter((question) => question.indicator?.family === rule.family);
    if (family[0] && family.every((question) => isEmptyAnswer(answers[question.id]))) error(family[0].id, `answers.rule.indicator_missing_${rule.family.toLowerCase()}`);
  }
}

/** Checks answers against a question set. Hidden questions are ignored; issues come in the order of the form, rules over several questions last. */
export function validateAnswers(set: QuestionSet, answers: Answers, context: ValidationContext): AnswerIssue[] {
  const issues: AnswerIssue[] = [];
  const typed: Record<string, AnswerValue> = { ...answers };
  const visible = visibleQuestions(set, answers);
  for (const question of visible) {
    const complain: Complain = (messageId, params = {}, severity) => issues.push({ questionId: question.id, messageId, params, severity: severity ?? 'error' });
    const reading = normaliseAnswer(question, answers[question.id]);
    typed[question.id] = reading.ok ? reading.value : null;
    if (!reading.ok) {
      complain(reading.messageId, reading.params);
      continue;
    }
    if (isEmptyAnswer(reading.value, question.kind)) {
      if (question.required && context.stage === 'submit') complain(question.kind === 'consent' ? 'answers.consent_required' : question.kind === 'file' ? 'answers.file.required' : 'answers.required');
      continue;
    }
    checkValue(question, reading.value, context, complain);
  }
  if (context.stage === 'submit') for (const rule of set.rules) checkRule(rule, set, typed, visible, (issue) => issues.push(issue));
  return issues;
}

/** Issues as field errors of a form: message ids by question id, with parameters attached. */
export function toFieldErrors(issues: readonly AnswerIssue[]): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const issue of issues) {
    if (issue.severity !== 'error') continue;
    const text = Object.keys(issue.params).length === 0 ? issue.messageId : `${issue.messageId}|${JSON.stringify(issue.params)}`;
    (fields[issue.questionId] ??= []).push(text);
  }
  return fields;
}
