import type { ComponentPropsWithoutRef, FocusEvent, ReactNode } from 'react';
import { useField } from '#app/ui/kit/forms/form-context.tsx';
import { FieldFrame, describedBy, type FieldProps } from '#app/ui/kit/forms/field-frame.tsx';

type InputAttributes = Pick<
  ComponentPropsWithoutRef<'input'>,
  'autoComplete' | 'inputMode' | 'maxLength' | 'minLength' | 'placeholder' | 'readOnly' | 'spellCheck' | 'pattern' | 'min' | 'max' | 'step' | 'onInput' | 'enterKeyHint'
>;

export interface TextFieldProps extends FieldProps, InputAttributes {
  type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'search' | 'date' | 'month' | 'time' | 'datetime-local';
  /** Stands right of the input; figures then align right. */
  unit?: ReactNode;
  defaultValue?: string;
  /** Below the input, read with it: an echo or a counter. */
  after?: ReactNode;
  afterId?: string;
  /** Rewrites the value when the field is left (grouping, hyphens). */
  tidy?: (value: string) => string;
}

/** One line of text. Value and errors come from the form around it, by name. */
export function TextField(props: TextFieldProps) {
  const { name, label: _label, hint, required, quiet: _quiet, remark, width: _width, unit, defaultValue, after, afterId, tidy, type = 'text', ...rest } = props;
  const field = useField(name);
  const given = field.value === undefined || field.value === null ? (defaultValue ?? '') : field.defaultValue;
  const input = (
    <input
      {...rest}
      className="krds-input"
      id={field.id}
      name={name}
      type={type}
      required={required}
      defaultValue={type === 'password' ? undefined : tidy && given ? tidy(given) : given}
      aria-invalid={field.errors.length > 0 || undefined}
      aria-describedby={describedBy(field, { hint, remark }, afterId)}
      onBlur={
        tidy
          ? (event: FocusEvent<HTMLInputElement>) => {
              event.currentTarget.value = tidy(event.currentTarget.value);
            }
          : undefined
      }
    />
  );
  return (
    <FieldFrame field={field} props={props} after={after}>
      {unit ? (
        <div className="with-unit">
          {input}
          <span>{unit}</span>
        </div>
      ) : (
        input
      )}
    </FieldFrame>
  );
}
