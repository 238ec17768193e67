import { TextField, type TextFieldProps } from '#app/ui/kit/forms/text-field.tsx';

type Given = Omit<TextFieldProps, 'type' | 'inputMode' | 'tidy' | 'after' | 'afterId' | 'unit'>;

/** A calendar date (native picker), sent as YYYY-MM-DD. */
export function DateField(props: Given) {
  return <TextField width="short" {...props} type="date" />;
}

/** A month, sent as YYYY-MM; browsers without a month picker show a text field with the same form. */
export function MonthField(props: Given) {
  return <TextField width="short" placeholder="YYYY-MM" pattern="\d{4}-\d{2}" {...props} type="month" />;
}

/** A time of day, sent as HH:MM; `step` in seconds (1800 for half hours). */
export function TimeField(props: Given) {
  return <TextField width="short" {...props} type="time" />;
}
