import { useId, useState } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { useField } from '#app/ui/kit/forms/form-context.tsx';
import { amountOf, groupDigits, hyphenBusinessNumber, hyphenPhone } from '#app/ui/kit/forms/grouping.ts';
import { TextField, type TextFieldProps } from '#app/ui/kit/forms/text-field.tsx';

type Given = Omit<TextFieldProps, 'type' | 'inputMode' | 'tidy' | 'after' | 'afterId'>;

/** A quantity with its unit. It is sent as typed, with separators: parse them away on the server. */
export function NumberField({ decimals, ...props }: Given & { decimals?: boolean }) {
  return <TextField autoComplete="off" width="short" {...props} inputMode={decimals ? 'decimal' : 'numeric'} tidy={groupDigits} />;
}

/** An amount of won with separators, and its echo in larger units below. It is sent with separators. */
export function MoneyField(props: Given) {
  const { t, format } = useI18n();
  const field = useField(props.name);
  const echoId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const amount = amountOf(typed ?? (field.defaultValue || (props.defaultValue ?? '')));
  return (
    <TextField
      autoComplete="off"
      width="medium"
      unit={t('kit.won')}
      {...props}
      inputMode="numeric"
      tidy={groupDigits}
      onInput={(event) => setTyped(event.currentTarget.value)}
      afterId={echoId}
      after={
        <p className="echo small" id={echoId} aria-live="polite">
          {amount === null ? '' : format.won(amount)}
        </p>
      }
    />
  );
}

/** A Korean business registration number; hyphens are written when the field is left. */
export function BusinessNumberField(props: Given) {
  return <TextField placeholder="000-00-00000" maxLength={14} width="short" autoComplete="off" {...props} inputMode="numeric" tidy={hyphenBusinessNumber} />;
}

/** A phone number; hyphens are written when the field is left. */
export function PhoneField(props: Given) {
  return <TextField placeholder="010-0000-0000" maxLength={20} width="short" autoComplete="tel" {...props} type="tel" inputMode="tel" tidy={hyphenPhone} />;
}
