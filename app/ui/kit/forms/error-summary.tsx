import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { fieldId, type FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Icon } from '#app/ui/kit/icon.tsx';

/** Longer labels (consents) are cut; the summary only has to say which field is meant. */
const LABEL_LETTERS = 40;

const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** What stands over a field, without the marks for "required" and "optional": its label, or the legend of its group. */
function labelOf(id: string): string {
  const field = document.getElementById(id);
  if (!field) return '';
  const grouped = field instanceof HTMLInputElement && (field.type === 'radio' || field.closest('label.radio') !== null);
  const source = field instanceof HTMLFieldSetElement ? field.querySelector('legend') : grouped ? field.closest('fieldset')?.querySelector('legend') : (field as HTMLInputElement).labels?.[0];
  const copy = source?.cloneNode(true) as HTMLElement | undefined;
  for (const mark of copy?.querySelectorAll('.req, .opt, .sr-only') ?? []) mark.remove();
  const text = (copy?.textContent ?? '').trim();
  return text.length > LABEL_LETTERS ? `${text.slice(0, LABEL_LETTERS)}…` : text;
}

/** What is wrong with a form: takes the focus after each refused attempt, names the fields and links to them. */
export function ErrorSummary({ formId, reply }: { formId: string; reply: FormReply | undefined }) {
  const { t } = useI18n();
  const titleId = useId();
  const box = useRef<HTMLElement>(null);
  // The labels belong to the fields below, so they are known only once those stand in the page.
  const [labels, setLabels] = useState<Readonly<Record<string, string>>>({});
  const entries = Object.entries(reply?.error ?? {}).flatMap(([name, messages]) => (messages ?? []).map((message) => ({ name, message })));
  const shown = entries.length > 0;
  useBrowserLayoutEffect(() => {
    setLabels(Object.fromEntries(Object.keys(reply?.error ?? {}).map((name) => [name, name === '' ? '' : labelOf(fieldId(formId, name))])));
  }, [formId, reply]);
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [reply, shown]);
  if (!shown) return null;
  const onlyWhole = entries.every((entry) => entry.name === '');
  const words = (name: string, message: string) => {
    const label = labels[name];
    return label && !message.startsWith(label) ? t('kit.errors.entry', { label, message }) : message;
  };
  return (
    <section ref={box} className="krds-alert bad" role="alert" tabIndex={-1} aria-labelledby={titleId} autoFocus>
      <Icon name="late" />
      <div>
        <h2 id={titleId}>{onlyWhole ? t('kit.errors.whole') : t('kit.errors.title', { count: entries.length })}</h2>
        <ol>
          {entries.map(({ name, message }, index) => (
            <li key={index}>{name === '' ? message : <a href={`#${fieldId(formId, name)}`}>{words(name, message)}</a>}</li>
          ))}
        </ol>
      </div>
    </section>
  );
}
