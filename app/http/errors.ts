import { AppError, type ErrorCode } from '#app/domain/errors.ts';

/** HTTP status of each error code; the text is `errors.<code>` in the message files. */
export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  not_signed_in: 401,
  not_allowed: 403,
  not_found: 404,
  invalid_input: 400,
  transition_not_allowed: 409,
  not_your_turn: 409,
  stale_version: 409,
  conflict: 409,
  duplicate_firm: 409,
  duplicate_application: 409,
  window_closed: 409,
  limit_exceeded: 400,
  budget_exceeded: 409,
  four_eyes: 403,
  too_many_requests: 429,
  file_refused: 400,
  reason_required: 400,
  incomplete: 400,
  held: 409,
  overlap: 409,
  expired: 410,
  unavailable: 503,
};

/** Database server gone, starting, full, or too busy to answer in time (SQLSTATE classes 08 and 53, shutdown, timeouts), and the same seen from the socket. */
const BUSY = /^(08...|53...|57P0[123]|57014|55P03|25P0[34]|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|EHOSTUNREACH)$/;
const LOST = /^(timeout exceeded when trying to connect|Connection terminated|Cannot use a pool after calling end on the pool|Client has encountered a connection error)/;

/** The refusal behind an error: the application's own, `unavailable` when the database cannot answer now, else null. */
export function refusalOf(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return (typeof code === 'string' && BUSY.test(code)) || (typeof message === 'string' && LOST.test(message)) ? new AppError('unavailable', { cause: error }) : null;
}

/** Seconds after which trying again makes sense, for errors that pass by themselves. */
export function retryAfterOf(code: ErrorCode): number | null {
  if (code === 'unavailable') return 5;
  return code === 'too_many_requests' ? 60 : null;
}

/** Body of an error response as the error page reads it. */
export interface ErrorBody {
  readonly code: ErrorCode | 'unexpected';
  readonly requestId: string;
}
