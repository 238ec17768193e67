import { useId, useState } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { useField } from '#app/ui/kit/forms/form-context.tsx';
import { FieldFrame, describedBy, type FieldProps } from '#app/ui/kit/forms/field-frame.tsx';

export interface TextAreaProps extends FieldProps {
  rows?: number;
  minLength?: number;
  /** Shows a counter below; longer text is kept and refused, never cut. */
  maxLength?: number;
  placeholder?: string;
  defaultValue?: string;
}

/** Several lines of text with a counter where a limit exists. */
export function TextArea(props: TextAreaProps) {
  const { name, hint, required, remark, rows = 6, minLength, maxLength, placeholder, defaultValue, disabled } = props;
  const { t, format } = useI18n();
  const field = useField(name);
  const counterId = useId();
  const given = field.value === undefined || field.value === null ? (defaultValue ?? '') : field.defaultValue;
  const [length, setLength] = useState(given.length);
  return (
    <FieldFrame
      field={field}
      props={props}
      after={
        maxLength ? (
          <p className={length > maxLength ? 'counter over-limit' : 'counter'} id={counterId}>
            {t('kit.counter', { count: format.number(length), max: format.number(maxLength) })}
          </p>
        ) : null
      }
    >
      <textarea
        className={rows <= 4 ? 'krds-input low' : 'krds-input'}
        id={field.id}
        name={name}
        rows={rows}
        required={required}
        minLength={minLength}
        placeholder={placeholder}
        disabled={disabled}
        defaultValue={given}
        aria-invalid={field.errors.length > 0 || undefined}
        aria-describedby={describedBy(field, { hint, remark }, maxLength ? counterId : undefined)}
        onInput={(event) => setLength(event.currentTarget.value.length)}
      />
    </FieldFrame>
  );
}
