import type { ReactNode } from 'react';
import { useField } from '#app/ui/kit/forms/form-context.tsx';
import { FieldErrors, GroupFrame, NeedMark, describedBy, type FieldProps } from '#app/ui/kit/forms/field-frame.tsx';

export interface Choice {
  value: string;
  label: ReactNode;
  /** One line: what follows from this choice. */
  hint?: ReactNode;
  disabled?: boolean;
}

interface GroupProps extends FieldProps {
  options: readonly Choice[];
  /** Side by side as chips, for short words without consequence lines. */
  inline?: boolean;
}

/** One of two to five, each with its consequence. */
export function RadioGroup({ defaultValue, ...props }: GroupProps & { defaultValue?: string }) {
  const field = useField(props.name);
  const chosen = field.defaultValue || defaultValue;
  return (
    <GroupFrame field={field} props={props} radio>
      <div className={props.inline ? 'choices inline' : 'choices'}>
        {props.options.map((option, index) => (
          <label className="radio" key={option.value}>
            <input
              type="radio"
              id={index === 0 ? field.id : undefined}
              name={props.name}
              value={option.value}
              defaultChecked={option.value === chosen}
              disabled={option.disabled}
              required={props.required}
            />
            <b>{option.label}</b>
            {option.hint ? <small>{option.hint}</small> : null}
          </label>
        ))}
      </div>
    </GroupFrame>
  );
}

/** Any number of several; sent as repeated values of one name. */
export function CheckboxGroup({ defaultValues, ...props }: GroupProps & { defaultValues?: readonly string[] }) {
  const field = useField(props.name);
  const stored = Array.isArray(field.value) ? field.value.map(String) : field.defaultValue ? [field.defaultValue] : undefined;
  const chosen = stored ?? defaultValues ?? [];
  return (
    <GroupFrame field={field} props={props}>
      <div className={props.inline ? 'choices inline' : 'choices'}>
        {props.options.map((option, index) => (
          <label className="radio" key={option.value}>
            <input
              type="checkbox"
              id={index === 0 ? field.id : undefined}
              name={props.name}
              value={option.value}
              defaultChecked={chosen.includes(option.value)}
              aria-invalid={field.errors.length > 0 || undefined}
              disabled={option.disabled}
            />
            <b>{option.label}</b>
            {option.hint ? <small>{option.hint}</small> : null}
          </label>
        ))}
      </div>
    </GroupFrame>
  );
}

/** A single yes: consent, confirmation. Sent as `value` ("on"). */
export function Checkbox({ value = 'on', defaultChecked, ...props }: Omit<FieldProps, 'width'> & { value?: string; defaultChecked?: boolean }) {
  const field = useField(props.name);
  const known = field.value === undefined ? defaultChecked : field.value === true || field.value === value;
  return (
    <div className="field-row">
      {props.remark ? <div id={field.remarkId} className="remark-slot">{props.remark}</div> : null}
      <div className={field.errors.length > 0 ? 'form-group is-error' : 'form-group'}>
        <label className="krds-check" htmlFor={field.id}>
          <input
            type="checkbox"
            id={field.id}
            name={props.name}
            value={value}
            defaultChecked={known}
            disabled={props.disabled}
            required={props.required}
            aria-invalid={field.errors.length > 0 || undefined}
            aria-describedby={describedBy(field, props)}
          />
          <span>
            {props.label}
            <NeedMark required={props.required} quiet={props.quiet ?? true} />
          </span>
        </label>
        {props.hint ? (
          <p className="form-hint check-hint" id={field.hintId}>
            {props.hint}
          </p>
        ) : null}
        <FieldErrors field={field} />
      </div>
    </div>
  );
}

/** Several fields of one thing under a heading; `errorName` shows messages that belong to the whole. */
export function FieldSet({ legend, hint, errorName, columns, children }: { legend: ReactNode; hint?: ReactNode; errorName?: string; columns?: 2; children: ReactNode }) {
  const field = useField(errorName ?? '_');
  const shown = errorName !== undefined;
  return (
    <fieldset className={shown && field.errors.length > 0 ? 'field-set is-error' : 'field-set'} id={shown ? field.id : undefined} tabIndex={shown ? -1 : undefined} aria-describedby={hint ? field.hintId : undefined}>
      <legend>{legend}</legend>
      {hint ? (
        <p className="form-hint" id={field.hintId}>
          {hint}
        </p>
      ) : null}
      <div className={columns === 2 ? 'two' : 'fields-inner'}>{children}</div>
      {shown ? <FieldErrors field={field} /> : null}
    </fieldset>
  );
}

/** A value the form carries without showing it. */
export function HiddenField({ name, value }: { name: string; value: string | number }) {
  return <input type="hidden" name={name} value={value} />;
}

