import { parseCivilDate } from '../calendar/civil-date.ts';
import { parseBusinessNumber } from '../formats/business-number.ts';
import { parseCorporateNumber } from '../formats/corporate-number.ts';
import { parseEmail } from '../formats/email.ts';
import { parsePersonName } from '../formats/person-name.ts';
import { parsePhone } from '../formats/phone.ts';
import { parsePostalCode } from '../formats/postal-code.ts';
import { readWon } from '../money/won.ts';
import type { AnswerValue, IndicatorAnswer } from './answers.ts';
import { isIndicatorAnswer } from './answers.ts';
import type { Question } from './question-set.ts';

/** A typed answer, or the raw text with the message that says why it cannot be read. Drafts keep the raw text. */
export type NormalisedAnswer =
  | { ok: true; value: AnswerValue }
  | { ok: false; value: AnswerValue; messageId: string; params: Record<string, string | number> };

function bad(value: AnswerValue, messageId: string, params: Record<string, string | number> = {}): NormalisedAnswer {
  return { ok: false, value, messageId, params };
}

function readNumber(text: string, decimals: boolean): number | null {
  const plain = text.normalize('NFKC').trim().replace(/\s*%$/, '');
  const form = decimals ? /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,4})?$/ : /^-?(?:\d{1,3}(?:,\d{3})+|\d+)$/;
  if (!form.test(plain)) return null;
  const value = Number(plain.replaceAll(',', ''));
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : null;
}

function readCount(raw: unknown): { ok: true; value: number | null } | { ok: false } {
  if (raw === null || raw === undefined || raw === '') return { ok: true, value: null };
  const value = typeof raw === 'number' ? raw : typeof raw === 'string' ? readNumber(raw, true) : null;
  return value === null || !Number.isFinite(value) || value < 0 ? { ok: false } : { ok: true, value };
}

function readMonth(raw: unknown): string | null {
  return typeof raw === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(raw.trim()) ? raw.trim() : null;
}

function readIndicator(raw: unknown): NormalisedAnswer {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return { ok: true, value: null };
  const source = raw as Record<string, unknown>;
  const numerator = readCount(source['numerator']);
  const denominator = readCount(source['denominator']);
  const text = (key: string) => (typeof source[key] === 'string' ? source[key].normalize('NFC').trim().slice(0, 200) : '');
  const value: IndicatorAnswer = {
    numerator: numerator.ok ? numerator.value : null,
    denominator: denominator.ok ? denominator.value : null,
    fromMonth: readMonth(source['fromMonth']),
    toMonth: readMonth(source['toMonth']),
    scope: text('scope'),
    source: text('source'),
  };
  if (!numerator.ok || !denominator.ok) return bad(value, 'answers.indicator.not_a_number');
  const untouched = value.numerator === null && value.denominator === null && !value.fromMonth && !value.toMonth && value.scope === '' && value.source === '';
  return { ok: true, value: untouched ? null : value };
}

function normaliseText(question: Question, text: string): NormalisedAnswer {
  const read = (value: AnswerValue, messageId: string): NormalisedAnswer => (value === null ? bad(text, messageId) : { ok: true, value });
  switch (question.kind) {
    case 'integer':
      return read(readNumber(text, false), 'answers.integer.not_a_number');
    case 'percent':
      return read(readNumber(text, true), 'answers.percent.not_a_number');
    case 'won': {
      const reading = readWon(text);
      return reading.ok ? { ok: true, value: reading.won } : bad(text, `answers.won.${reading.problem}`);
    }
    case 'date':
      return read(parseCivilDate(text), 'answers.date.not_a_date');
    case 'business_number':
      return read(parseBusinessNumber(text), 'answers.business_number.invalid');
    case 'corporate_number': {
      const reading = parseCorporateNumber(text);
      return reading.form === 'ok' ? { ok: true, value: reading.digits } : bad(text, 'answers.corporate_number.malformed');
    }
    case 'phone':
      return read(parsePhone(text), 'answers.phone.invalid');
    case 'postal_code':
      return read(parsePostalCode(text), 'answers.postal_code.invalid');
    case 'email':
      return read(parseEmail(text), 'answers.email.invalid');
    case 'person_name':
      return read(parsePersonName(text), 'answers.person_name.invalid');
    case 'yesno':
      return text === 'yes' || text === 'true' ? { ok: true, value: true } : text === 'no' || text === 'false' ? { ok: true, value: false } : bad(text, 'answers.choice.unknown');
    case 'consent':
      return { ok: true, value: text === 'on' || text === 'yes' || text === 'true' };
    default:
      return { ok: true, value: text };
  }
}

/** Turns what a form sent (text, list, object) or what a draft stores into the typed answer of a question. Never throws. */
export function normaliseAnswer(question: Question, raw: unknown): NormalisedAnswer {
  if (raw === null || raw === undefined) return { ok: true, value: null };
  if (question.kind === 'indicator') return isIndicatorAnswer(raw) || typeof raw === 'object' ? readIndicator(raw) : { ok: true, value: null };
  if (question.kind === 'multi' || question.kind === 'file') {
    const list = (Array.isArray(raw) ? raw : [raw]).filter((entry): entry is string => typeof entry === 'string' && entry.trim() !== '');
    const unique = [...new Set(list.map((entry) => entry.trim()))];
    return { ok: true, value: unique.length === 0 ? null : unique };
  }
  const single: unknown = Array.isArray(raw) ? raw.at(-1) : raw;
  if (typeof single === 'boolean') return { ok: true, value: question.kind === 'yesno' || question.kind === 'consent' ? single : null };
  if (typeof single === 'number') return Number.isFinite(single) ? normaliseAnswer(question, String(single)) : { ok: true, value: null };
  if (typeof single !== 'string') return { ok: true, value: null };
  const text = single.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  return text === '' ? { ok: true, value: null } : normaliseText(question, text);
}

/** Normalises every known question of a raw record; unknown keys are dropped. */
export function normaliseAnswers(questions: readonly Question[], raw: Readonly<Record<string, unknown>>): Record<string, AnswerValue> {
  const answers: Record<string, AnswerValue> = {};
  for (const question of questions) {
    if (!Object.hasOwn(raw, question.id)) continue;
    const value = normaliseAnswer(question, raw[question.id]).value;
    if (value !== null) answers[question.id] = value;
  }
  return answers;
}
