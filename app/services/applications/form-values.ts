import { isIndicatorAnswer, type AnswerValue } from '#app/domain/applications/answers.ts';
import { findQuestion, type Question, type QuestionSet } from '#app/domain/applications/question-set.ts';
import { formatCorporateNumber } from '#app/domain/formats/corporate-number.ts';
import { formatPhone } from '#app/domain/formats/phone.ts';
import type { AnswerEntry } from './save-answers.ts';

/** What a field of the form holds: text, chosen values, or the parts of a measured value. */
export type FormValue = string | string[] | Record<string, string>;

const REVISION = '_r.';
const KEEP = '_keep.';
const WRITER = '_w';
const SEQUENCE = '_q.';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A stored answer as the form's fields show it. */
export function toFormValue(question: Question, value: AnswerValue | undefined): FormValue {
  if (value === null || value === undefined) return question.kind === 'multi' ? [] : '';
  if (isIndicatorAnswer(value)) {
    const { numerator, denominator, fromMonth, toMonth, scope, source } = value;
    return { numerator: numerator === null ? '' : String(numerator), denominator: denominator === null ? '' : String(denominator), fromMonth: fromMonth ?? '', toMonth: toMonth ?? '', scope, source };
  }
  if (Array.isArray(value)) return value;
  if (typeof value === 'boolean') return question.kind === 'consent' ? (value ? 'on' : '') : value ? 'yes' : 'no';
  if (question.kind === 'phone') return formatPhone(String(value));
  if (question.kind === 'corporate_number') return formatCorporateNumber(String(value));
  return String(value);
}

/**
 * Reads the answers a form sent. A question takes part when its revision field came along, so that an empty box is told
 * from a field that was not on the page; a page with scripts adds which of its writings each is (`_w`, `_q.<id>`); `_keep.<id>=theirs` gives up the own value after a conflict.
 */
export function readEntries(form: FormData, set: Pick<QuestionSet, 'sections'>): AnswerEntry[] {
  const entries: AnswerEntry[] = [];
  const writer = form.get(WRITER);
  for (const name of new Set(form.keys())) {
    if (!name.startsWith(REVISION)) continue;
    const question = findQuestion(set, name.slice(REVISION.length));
    if (!question || form.get(`${KEEP}${question.id}`) === 'theirs') continue;
    const revision = Number(form.get(name));
    const sequence = Number(form.get(SEQUENCE + question.id));
    const written = typeof writer === 'string' && UUID.test(writer) && Number.isSafeInteger(sequence) && sequence > 0 ? { writer, sequence } : null;
    entries.push({ questionId: question.id, raw: rawOf(form, question), revision: Number.isSafeInteger(revision) && revision >= 0 ? revision : 0, written });
  }
  return entries;
}

function rawOf(form: FormData, question: Question): unknown {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  if (question.kind === 'indicator') {
    return Object.fromEntries(['numerator', 'denominator', 'fromMonth', 'toMonth', 'scope', 'source'].map((part) => [part, text(`${question.id}.${part}`)]));
  }
  if (question.kind === 'multi') return form.getAll(question.id).filter((value) => typeof value === 'string');
  return text(question.id);
}
