import { parseWithZod } from '@conform-to/zod/v4';
import type { z } from 'zod';
import { type AppError } from '#app/domain/errors.ts';
import { hasMessage, translate } from '#app/i18n/catalogue.ts';
import type { Locale } from '#app/i18n/locale.ts';
import { STATUS_OF } from './errors.ts';

/** `name`, `group.name`, `rows[12].won`: short, at most six deep, lists of at most a thousand; none of Conform's own (`__…`). */
const FIELD_NAME = /^(?!__)[\p{L}\p{N}_:-]{1,100}(?:\.(?!__)[\p{L}\p{N}_:-]{1,100}|\[\d{0,3}\]){0,6}$/u;

/** Fields whose content never goes back to the browser. */
const SECRET = /password|token|^(current|repeat|code|recovery|signCode)$|_key$/i;

/** The server's answer to a form: what was typed, and what is wrong with it, in the user's language. */
export interface FormReply {
  readonly status: 'error' | 'success';
  readonly intent: string | null;
  readonly initialValue: Record<string, unknown>;
  /** Messages by field name; those of the whole form under the empty name. */
  readonly error: Record<string, string[]>;
}

export type Parsed<T> = { readonly ok: true; readonly value: T; readonly payload: Record<string, unknown> } | { readonly ok: false; readonly reply: FormReply };

/**
 * Parses untrusted form data; on failure the reply carries the typed values and the messages. Names and characters are
 * checked first: `a[4000000000]` would make a list of that length, and the database holds no NUL.
 */
export function parseForm<S extends z.ZodType>(form: FormData, schema: S, locale: Locale): Parsed<z.output<S>> {
  const strange = [...form.keys()].some((name) => !FIELD_NAME.test(name));
  if (strange) return { ok: false, reply: errorReply({}, { '': ['errors.field.invalid'] }, locale) };
  const unfit = [...form].flatMap(([name, value]) => (typeof value === 'string' && value.includes('\0') ? [name] : []));
  if (unfit.length > 0) {
    const typed = Object.fromEntries([...form].filter(([name]) => !unfit.includes(name)));
    return { ok: false, reply: errorReply(withoutSecrets(typed), Object.fromEntries(unfit.map((name) => [name, ['errors.field.invalid']])), locale) };
  }
  const submission = parseWithZod(form, { schema, error: messageOfIssue });
  const payload = withoutSecrets(submission.payload);
  if (submission.status === 'success') return { ok: true, value: submission.value as z.output<S>, payload };
  return { ok: false, reply: errorReply(payload, submission.error ?? {}, locale) };
}

/** The reply for a use-case that refused; field messages of the error stand beside their fields. */
export function replyOfError(error: AppError, payload: Record<string, unknown>, locale: Locale): FormReply {
  const fields = Object.keys(error.fields).length > 0 ? error.fields : { '': [`errors.${error.code}`] };
  return errorReply(payload, fields, locale, error.details);
}

/** Answers a form with 4xx and its reply; as a Response, for an address without a page would drop the status of anything else. */
export function refuse(reply: FormReply, status = 400): Response {
  return Response.json(reply, { status });
}

/** Status for a refused use-case in answer to a form. */
export function statusOfError(error: AppError): number {
  return STATUS_OF[error.code];
}

function errorReply(payload: Record<string, unknown>, errors: Record<string, string[] | null>, locale: Locale, values?: Record<string, string | number>): FormReply {
  const translated: Record<string, string[]> = {};
  for (const [name, messages] of Object.entries(errors)) {
    if (!messages?.length) continue;
    translated[name] = messages.map((message) => (hasMessage(locale, message) ? translate(locale, message, values) : translate(locale, 'errors.field.invalid')));
  }
  const intent = payload['intent'];
  return { status: 'error', intent: typeof intent === 'string' ? intent : null, initialValue: payload, error: translated };
}

function withoutSecrets(payload: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(payload).filter(([name, value]) => !SECRET.test(name) && !(value instanceof File)));
}

interface Issue {
  readonly code?: string | undefined;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly origin?: unknown;
  readonly format?: unknown;
  readonly input?: unknown;
  readonly expected?: unknown;
}

/** Message id of a zod issue that brings no message of its own. */
function messageOfIssue(issue: Issue): string {
  const kind = String(issue.origin ?? '');
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'errors.field.required' : issue.expected === 'number' || issue.expected === 'int' ? 'errors.field.number' : 'errors.field.invalid';
    case 'too_small':
      if (kind === 'string') return `errors.field.too_short|${JSON.stringify({ minimum: Number(issue.minimum) })}`;
      if (kind === 'array') return 'errors.field.choose';
      return `errors.field.too_low|${JSON.stringify({ minimum: Number(issue.minimum) })}`;
    case 'too_big':
      if (kind === 'string') return `errors.field.too_long|${JSON.stringify({ maximum: Number(issue.maximum) })}`;
      return `errors.field.too_high|${JSON.stringify({ maximum: Number(issue.maximum) })}`;
    case 'invalid_format':
      return issue.format === 'email' ? 'errors.field.email' : issue.format === 'date' ? 'errors.field.date' : 'errors.field.invalid';
    case 'invalid_value':
    case 'invalid_union':
      return issue.input === undefined ? 'errors.field.required' : 'errors.field.choose';
    default:
      return 'errors.field.invalid';
  }
}
