import type { Actor } from '#app/domain/accounts/actor.ts';

/** What every use-case receives first: who acts, when, and under which request. */
export interface Context {
  actor: Actor;
  now: Date;
  requestId: string;
  idempotencyKey: string | null;
}

/**
 * The same request seen as a rule of the system, for cascades inside a use-case: the duty becomes
 * `system`, while user, scope and database role stay, so the event still tells whose act caused it.
 */
export function asSystem(context: Context): Context {
  return { ...context, actor: { ...context.actor, duty: 'system' } };
}
