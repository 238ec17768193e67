import type { Actor, Duty } from '#app/domain/accounts/actor.ts';
import type { ErrorCode } from '#app/domain/errors.ts';

/** Why a policy says no. */
export type DenialCode = Extract<
  ErrorCode,
  'not_signed_in' | 'not_allowed' | 'not_your_turn' | 'transition_not_allowed' | 'four_eyes' | 'held' | 'conflict' | 'window_closed'
>;

/** The answer of every policy and separation rule. */
export type Decision = { allowed: true } | { allowed: false; code: DenialCode };

/** The one positive answer. */
export const ALLOWED: Decision = { allowed: true };

/** A refusal with its code; `not_allowed` unless told otherwise. */
export function deny(code: DenialCode = 'not_allowed'): Decision {
  return { allowed: false, code };
}

/** Allowed exactly when the condition holds. */
export function allowIf(condition: boolean, code: DenialCode = 'not_allowed'): Decision {
  return condition ? ALLOWED : deny(code);
}

/** The first refusal, or allowed when every decision is. */
export function all(...decisions: readonly Decision[]): Decision {
  return decisions.find((decision) => !decision.allowed) ?? ALLOWED;
}

/** Allowed when one of the decisions is; otherwise the most telling refusal. */
export function any(...decisions: readonly Decision[]): Decision {
  if (decisions.some((decision) => decision.allowed)) return ALLOWED;
  return decisions.find((decision) => !decision.allowed && decision.code !== 'not_allowed') ?? deny();
}

/** Allowed when the actor has one of the duties; a visitor is asked to sign in. */
export function hasDuty(actor: Actor, duties: readonly Duty[]): Decision {
  if (duties.includes(actor.duty)) return ALLOWED;
  return deny(actor.duty === 'visitor' ? 'not_signed_in' : 'not_allowed');
}
