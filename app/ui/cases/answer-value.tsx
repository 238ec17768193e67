import type { AnswerView } from '#app/domain/applications/answer-view.ts';
import { useI18n, type I18nTools } from '#app/i18n/i18n.tsx';

/** An answer in one line of words, for comparisons. */
export function answerText(view: AnswerView, { t, format }: Pick<I18nTools, 't' | 'format'>): string | null {
  switch (view.kind) {
    case 'none':
      return null;
    case 'text':
      return view.text;
    case 'number':
      return `${format.number(view.value)}${view.unit ? ` ${format.text(view.unit)}` : ''}`;
    case 'won':
      return format.won(view.value);
    case 'date':
      return format.date(view.on);
    case 'business_number':
      return format.businessNumber(view.text);
    case 'labels':
      return view.labels.map((label) => format.text(label)).join(', ');
    case 'yesno':
      return view.value ? t('cases.answers.yes') : t('cases.answers.no');
    case 'files':
      return t('cases.answers.files', { count: view.count });
    case 'indicator':
      return t('cases.answers.indicator', {
        rate: view.rate === null ? '-' : `${format.number(Math.round(view.rate * 100) / 100)}${format.text(view.unit)}`,
        numerator: view.numerator === null ? '-' : format.number(view.numerator),
        denominator: view.denominator === null ? '-' : format.number(view.denominator),
      });
  }
}

/** An answer as it stands in a summary. */
export function AnswerValue({ view }: { view: AnswerView }) {
  const tools = useI18n();
  const text = answerText(view, tools);
  if (view.kind === 'text' && view.long) return <span className="prose-text">{text}</span>;
  if (view.kind !== 'indicator') return <>{text ?? '-'}</>;
  const months = view.fromMonth && view.toMonth ? `${tools.format.month(view.fromMonth)} ~ ${tools.format.month(view.toMonth)}` : null;
  return (
    <>
      {text}
      {months || view.source ? <small>{[months, view.source].filter(Boolean).join(' · ')}</small> : null}
    </>
  );
}
