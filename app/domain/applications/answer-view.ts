import { isEmptyAnswer, isIndicatorAnswer, visibleQuestions, type Answers, type AnswerValue } from '#app/domain/applications/answers.ts';
import type { Question, QuestionSet } from '#app/domain/applications/question-set.ts';
import type { Text } from '#app/domain/workflow/machine.ts';

/** An answer ready to be written in either language. */
export type AnswerView =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string; readonly long: boolean }
  | { readonly kind: 'number'; readonly value: number; readonly unit: Text | null }
  | { readonly kind: 'won'; readonly value: number }
  | { readonly kind: 'date'; readonly on: string }
  | { readonly kind: 'business_number'; readonly text: string }
  | { readonly kind: 'labels'; readonly labels: readonly Text[] }
  | { readonly kind: 'yesno'; readonly value: boolean }
  | { readonly kind: 'files'; readonly count: number }
  | { readonly kind: 'indicator'; readonly rate: number | null; readonly unit: Text; readonly numerator: number | null; readonly denominator: number | null; readonly fromMonth: string | null; readonly toMonth: string | null; readonly source: string };

export interface AnsweredQuestion {
  readonly id: string;
  readonly label: Text;
  readonly view: AnswerView;
}

export interface AnsweredSection {
  readonly id: string;
  readonly title: Text;
  readonly items: readonly AnsweredQuestion[];
}

/** Names of the code lists that options come from. */
export type OptionNames = Readonly<Record<'ksic' | 'regions' | 'root_technologies', Readonly<Record<string, Text>>>>;

const EMPTY: AnswerView = { kind: 'none' };

/** One answer as a view. */
export function viewOf(question: Question, value: AnswerValue | undefined, names: OptionNames): AnswerView {
  if (isEmptyAnswer(value, question.kind) || value === null || value === undefined) return EMPTY;
  if (isIndicatorAnswer(value)) return indicatorView(question, value);
  const label = (entry: string): Text => {
    if (question.kind === 'ksic') return prefixed(entry, names.ksic[entry]);
    if (question.kind === 'region') return names.regions[entry] ?? plain(entry);
    const listed = question.optionsFrom ? names[question.optionsFrom][entry] : question.options?.find((option) => option.value === entry)?.label;
    return listed ?? plain(entry);
  };
  switch (question.kind) {
    case 'file':
      return { kind: 'files', count: Array.isArray(value) ? value.length : 1 };
    case 'choice':
    case 'multi':
    case 'ksic':
    case 'region':
      return { kind: 'labels', labels: (Array.isArray(value) ? value : [String(value)]).map(label) };
    case 'yesno':
    case 'consent':
      return { kind: 'yesno', value: value === true || value === 'yes' };
    case 'won':
      return typeof value === 'number' ? { kind: 'won', value } : EMPTY;
    case 'integer':
    case 'percent':
      return typeof value === 'number' ? { kind: 'number', value, unit: question.unit ?? null } : EMPTY;
    case 'date':
      return { kind: 'date', on: String(value) };
    case 'business_number':
      return { kind: 'business_number', text: String(value) };
    default:
      return { kind: 'text', text: Array.isArray(value) ? value.join(', ') : String(value), long: question.kind === 'longtext' };
  }
}

/** The answered questions of a form by section; sections without an answer are left out. */
export function answeredSections(set: QuestionSet, answers: Answers, names: OptionNames): AnsweredSection[] {
  const visible = new Set(visibleQuestions(set, answers).map((question) => question.id));
  return set.sections
    .map((section) => ({
      id: section.id,
      title: section.title,
      items: section.questions
        .filter((question) => visible.has(question.id))
        .map((question) => ({ id: question.id, label: question.label, view: viewOf(question, answers[question.id], names) }))
        .filter((item) => item.view.kind !== 'none'),
    }))
    .filter((section) => section.items.length > 0);
}

function indicatorView(question: Question, value: Extract<AnswerValue, { numerator: number | null }>): AnswerView {
  const scale = question.indicator?.scale ?? 1;
  const rate = value.numerator === null || !value.denominator ? null : (value.numerator / value.denominator) * scale;
  return {
    kind: 'indicator', rate, unit: question.indicator?.unit ?? plain(''), numerator: value.numerator, denominator: value.denominator,
    fromMonth: value.fromMonth, toMonth: value.toMonth, source: value.source,
  };
}

function plain(text: string): Text {
  return { ko: text, en: text };
}

function prefixed(code: string, name: Text | undefined): Text {
  return name ? { ko: `${code} ${name.ko}`, en: `${code} ${name.en}` } : plain(code);
}
