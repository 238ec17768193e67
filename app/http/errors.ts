import type { ErrorCode } from '#app/domain/errors.ts';

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

/** Body of an error response as the error page reads it. */
export interface ErrorBody {
  readonly code: ErrorCode | 'unexpected';
  readonly requestId: string;
}
