import { useEffect, useId, useRef } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { fieldId, type FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Icon } from '#app/ui/kit/icon.tsx';

/** What is wrong with a form: takes the focus after each refused attempt and links to the fields. */
export function ErrorSummary({ formId, reply }: { formId: string; reply: FormReply | undefined }) {
  const { t } = useI18n();
  const titleId = useId();
  const box = useRef<HTMLElement>(null);
  const entries = Object.entries(reply?.error ?? {}).flatMap(([name, messages]) => (messages ?? []).map((message) => ({ name, message })));
  const shown = entries.length > 0;
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [reply, shown]);
  if (!shown) return null;
  const onlyWhole = entries.every((entry) => entry.name === '');
  return (
    <section ref={box} className="krds-alert bad" role="alert" tabIndex={-1} aria-labelledby={titleId} autoFocus>
      <Icon name="late" />
      <div>
        <h2 id={titleId}>{onlyWhole ? t('kit.errors.whole') : t('kit.errors.title', { count: entries.length })}</h2>
        <ol>
          {entries.map(({ name, message }, index) => (
            <li key={index}>{name === '' ? message : <a href={`#${fieldId(formId, name)}`}>{message}</a>}</li>
          ))}
        </ol>
      </div>
    </section>
  );
}
