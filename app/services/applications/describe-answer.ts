import { isEmptyAnswer, isIndicatorAnswer, type AnswerValue } from '#app/domain/applications/answers.ts';
import type { Question } from '#app/domain/applications/question-set.ts';
import { formatCorporateNumber } from '#app/domain/formats/corporate-number.ts';
import { formatPhone } from '#app/domain/formats/phone.ts';
import { getT } from '#app/i18n/catalogue.ts';
import { createFormat } from '#app/i18n/format.ts';
import type { Locale } from '#app/i18n/locale.ts';
import type { FormLists } from './check-draft.ts';

/** Names of attached files by document id. */
export type FileNames = ReadonlyMap<string, string>;

/** An answer in words; empty text when nothing was answered. A value that could not be read is shown as typed. */
export function describeAnswer(question: Question, value: AnswerValue | undefined, lists: FormLists, files: FileNames, locale: Locale): string {
  if (value === undefined || value === null || isEmptyAnswer(value, question.kind)) return '';
  const format = createFormat(locale);
  const t = getT(locale);
  if (isIndicatorAnswer(value)) {
    const unit = question.indicator ? format.text(question.indicator.unit) : '';
    const rate = value.numerator !== null && value.denominator ? ` = ${format.number((value.numerator / value.denominator) * (question.indicator?.scale ?? 1), 2)} ${unit}` : '';
    const count = (amount: number | null) => (amount === null ? '-' : format.number(amount));
    const months = value.fromMonth && value.toMonth ? `, ${value.fromMonth} ~ ${value.toMonth}` : '';
    return [`${count(value.numerator)} / ${count(value.denominator)}${rate}${months}`, value.scope, value.source].filter(Boolean).join(' · ');
  }
  if (Array.isArray(value)) return value.map((entry) => (question.kind === 'file' ? (files.get(entry) ?? entry) : labelOf(question, entry, lists, locale))).join(', ');
  if (typeof value === 'boolean') return question.kind === 'consent' ? t('applications.answer.agreed') : t(value ? 'applications.answer.yes' : 'applications.answer.no');
  if (typeof value === 'number') {
    if (question.kind === 'won') return format.won(value);
    const unit = question.unit ? format.text(question.unit) : '';
    return `${format.number(value)}${unit === '%' || locale === 'ko' ? unit : unit && ` ${unit}`}`;
  }
  switch (question.kind) {
    case 'business_number':
      return format.businessNumber(value);
    case 'corporate_number':
      return formatCorporateNumber(value);
    case 'phone':
      return formatPhone(value);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.date(value) : value;
    default:
      return labelOf(question, value, lists, locale);
  }
}

function labelOf(question: Question, value: string, lists: FormLists, locale: Locale): string {
  const option = optionsOf(question, lists)?.find((entry) => entry.value === value);
  return option ? createFormat(locale).text(option.label) : value;
}

/** The options of a choice, from the question or from its code list; null for other kinds. */
export function optionsOf(question: Question, lists: FormLists): { value: string; label: { ko: string; en: string } }[] | null {
  if (question.options) return question.options;
  const list = question.optionsFrom ?? (question.kind === 'ksic' ? 'ksic' : question.kind === 'region' ? 'regions' : null);
  if (!list) return null;
  return lists[list].map((row) => ({ value: row.code, label: list === 'ksic' ? { ko: `${row.code} ${row.name.ko}`, en: `${row.code} ${row.name.en}` } : row.name }));
}
