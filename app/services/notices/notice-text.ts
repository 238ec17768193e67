import { DECLINE_LABELS } from '#app/domain/assignments/decline-codes.ts';
import type { Text } from '#app/domain/workflow/machine.ts';
import { getT, hasMessage, translate } from '#app/i18n/catalogue.ts';
import { createFormat } from '#app/i18n/format.ts';
import type { Locale } from '#app/i18n/locale.ts';
import type { NoticeValues } from '#db/queries/notices.ts';

/** A notice in words: what the inbox, the mail and the panel "who will be told" show. */
export interface NoticeText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action: string;
  readonly facts: readonly { label: string; value: string }[];
}

const FACTS = ['firmName', 'receiptNumber', 'consultantName', 'amount', 'visitOn', 'reason', 'dueOn'] as const;
const USED = ['name', 'firmName', 'receiptNumber', 'dueOn', 'reason', 'amount', 'consultantName', 'count', 'visitOn', 'month', 'hours', 'consent', 'person', 'hearingAt', 'place', 'personName'] as const;

/** Words of the reasons that are kept as codes, in the value `reasonCode`. */
const REASONS: Readonly<Record<string, Text>> = Object.fromEntries(Object.entries(DECLINE_LABELS).map(([code, words]) => [`decline.${code}`, words]));

/**
 * Writes a notice in a language. Dates, months and amounts in the values are formatted here; a value that is missing
 * reads "to be set" rather than leaving a hole. A kind without texts of its own says that the case has moved on: better
 * than a mail that never goes out.
 */
export function previewNotice(kind: string, values: NoticeValues, locale: Locale): NoticeText {
  const id = hasMessage(locale, `mail.${kind}.subject`) ? `mail.${kind}` : 'mail.case_changed';
  const t = getT(locale);
  const written = writeValues(values, locale);
  const filled: Record<string, string> = { ...Object.fromEntries(USED.map((name) => [name, t('mail.frame.missing')])), ...written };
  return {
    subject: translate(locale, `${id}.subject`, filled),
    paragraphs: translate(locale, `${id}.body`, filled).split('\n\n'),
    action: translate(locale, `${id}.action`, filled),
    facts: FACTS.flatMap((name) => {
      const value = written[name];
      return value === undefined || value === '' ? [] : [{ label: t(`mail.fact.${name}`), value }];
    }),
  };
}

/** Writes the text message of a notice in a language: one line each for what happened, until when, and where. */
export function previewText(kind: string, values: NoticeValues, locale: Locale, url: string): { subject: string; text: string } {
  const t = getT(locale);
  const { subject } = previewNotice(kind, values, locale);
  const due = writeValues(values, locale)['dueOn'];
  return { subject, text: [t('mail.sms.line', { subject }), ...(due ? [`${t('mail.fact.dueOn')} ${due}`] : []), url].join('\n') };
}

function writeValues(values: NoticeValues, locale: Locale): Record<string, string> {
  const format = createFormat(locale);
  const written: Record<string, string> = {};
  const code = values['reasonCode'];
  if (typeof code === 'string') written['reason'] = format.text(REASONS[code] ?? { ko: code, en: code });
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'number') written[name] = /amount|won$/iu.test(name) ? format.won(value) : format.number(value);
    else if (/^\d{4}-\d{2}-\d{2}$/u.test(value)) written[name] = format.date(value);
    else if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/u.test(value)) written[name] = format.dateTime(value);
    else if (name === 'month' && /^\d{4}-\d{2}$/u.test(value)) written[name] = format.month(value);
    else if (name !== 'reasonCode') written[name] = value;
  }
  return written;
}
