/** Every refusal the application knows. The list is closed: a new code needs a status and a message in both languages. */
export const errorCodes = [
  'not_signed_in',
  'not_allowed',
  'not_found',
  'invalid_input',
  'transition_not_allowed',
  'not_your_turn',
  'stale_version',
  'conflict',
  'duplicate_firm',
  'duplicate_application',
  'window_closed',
  'limit_exceeded',
  'budget_exceeded',
  'four_eyes',
  'too_many_requests',
  'file_refused',
  'reason_required',
  'incomplete',
  'held',
  'overlap',
  'expired',
  'unavailable',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Message ids per field name; an id may carry parameters as `id|{"json":"params"}`. */
export type FieldErrors = Record<string, string[]>;

export type ErrorDetails = Record<string, string | number>;

export interface AppErrorOptions {
  fields?: FieldErrors;
  details?: ErrorDetails;
  cause?: unknown;
}

/** The only error that rules and use-cases throw on purpose. The message is the code, so that logs stay free of personal data. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldErrors;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = options.fields ?? {};
    this.details = options.details ?? {};
  }
}

/** True when the value is an AppError, optionally with one given code. */
export function isAppError(value: unknown, code?: ErrorCode): value is AppError {
  return value instanceof AppError && (code === undefined || value.code === code);
}

/** Writes a message id with its parameters as one string, the form in which field errors travel. */
export function encodeMessage(id: string, params?: Record<string, string | number>): string {
  return params && Object.keys(params).length > 0 ? `${id}|${JSON.stringify(params)}` : id;
}

/** Reads a string made by encodeMessage back into id and parameters; unreadable parameters are dropped. */
export function decodeMessage(text: string): { id: string; params: Record<string, string | number> } {
  const bar = text.indexOf('|');
  if (bar < 0) return { id: text, params: {} };
  try {
    const parsed: unknown = JSON.parse(text.slice(bar + 1));
    const params: Record<string, string | number> = {};
    if (typeof parsed === 'object' && parsed !== null) {
      for (const [key, value] of Object.entries(parsed)) {
        if (typeof value === 'string' || typeof value === 'number') params[key] = value;
      }
    }
    return { id: text.slice(0, bar), params };
  } catch {
    return { id: text.slice(0, bar), params: {} };
  }
}
