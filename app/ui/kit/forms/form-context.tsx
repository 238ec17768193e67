import { createContext, useContext, useId } from 'react';

/** The server's answer to a form: what was typed and what is wrong, already translated; form-wide messages under ''. */
export interface FormReply {
  readonly status?: 'error' | 'success';
  readonly intent?: string | null;
  readonly initialValue?: Readonly<Record<string, unknown>> | null;
  readonly error?: Readonly<Record<string, readonly string[] | null>> | null;
}

export interface FormState {
  formId: string;
  reply: FormReply | undefined;
  defaults: Readonly<Record<string, unknown>>;
  busy: boolean;
}

const FormContext = createContext<FormState | null>(null);

/** Gives fields their values and errors; `PortalForm` does it for whole forms. */
export const FormProvider = FormContext.Provider;

/** A UUID that the root loader makes for each document; forms derive their hidden `_key` from it. */
export const IdempotencyContext = createContext<string | null>(null);

/** True while the form around is being sent. */
export function useFormBusy(): boolean {
  return useContext(FormContext)?.busy ?? false;
}

/** The HTML id of a field of a form: letters and digits of its name, joined by dashes. */
export function fieldId(formId: string, name: string): string {
  return `${formId}-${name.replace(/[^A-Za-z0-9_]+/g, '-').replace(/-$/, '')}`;
}

/** Reads `a.b[0].c` out of nested values; undefined where the way ends. */
export function valueAt(values: unknown, name: string): unknown {
  let current: unknown = values;
  for (const part of name.match(/[^.[\]]+/g) ?? []) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string, unknown>)[part];
  }
  return current;
}

export interface Field {
  id: string;
  name: string;
  /** The typed value after a refused attempt, else the stored one. */
  value: unknown;
  /** `value` as text for an input. */
  defaultValue: string;
  errors: readonly string[];
  hintId: string;
  errorId: string;
  remarkId: string;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return '';
}

/** Value, errors and ids of one field, by its name in the form around it. */
export function useField(name: string): Field {
  const form = useContext(FormContext);
  const fallback = useId();
  const id = fieldId(form?.formId ?? fallback.replace(/[^A-Za-z0-9]/g, ''), name);
  const typed = form?.reply?.initialValue;
  const value = typed ? valueAt(typed, name) : valueAt(form?.defaults, name);
  return {
    id,
    name,
    value,
    defaultValue: textOf(value),
    errors: form?.reply?.error?.[name] ?? [],
    hintId: `${id}-hint`,
    errorId: `${id}-error`,
    remarkId: `${id}-remark`,
  };
}
