import { useI18n } from '#app/i18n/i18n.tsx';
import { useField } from '#app/ui/kit/forms/form-context.tsx';
import { FieldFrame, describedBy, type FieldProps } from '#app/ui/kit/forms/field-frame.tsx';

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

export interface SelectProps extends FieldProps {
  options: readonly SelectOption[] | readonly { label: string; options: readonly SelectOption[] }[];
  /** Text of the empty choice; `null` leaves it out. */
  emptyLabel?: string | null;
  defaultValue?: string;
}

function Option({ option }: { option: SelectOption }) {
  return (
    <option value={option.value} disabled={option.disabled}>
      {option.label}
    </option>
  );
}

/** One of many; for two to five choices with consequences use `RadioGroup`. */
export function Select(props: SelectProps) {
  const { name, hint, required, remark, options, emptyLabel, defaultValue, disabled } = props;
  const { t } = useI18n();
  const field = useField(name);
  return (
    <FieldFrame field={field} props={props}>
      <select
        className="krds-input"
        id={field.id}
        name={name}
        required={required}
        disabled={disabled}
        defaultValue={field.defaultValue || defaultValue}
        aria-invalid={field.errors.length > 0 || undefined}
        aria-describedby={describedBy(field, { hint, remark })}
      >
        {emptyLabel === null ? null : <option value="">{emptyLabel ?? t('kit.select.empty')}</option>}
        {options.map((option) =>
          'options' in option ? (
            <optgroup key={option.label} label={option.label}>
              {option.options.map((inner) => (
                <Option key={inner.value} option={inner} />
              ))}
            </optgroup>
          ) : (
            <Option key={option.value} option={option} />
          ),
        )}
      </select>
    </FieldFrame>
  );
}
