import type { Context } from '#app/domain/accounts/context.ts';

/** The context of a rule that runs by the clock instead of by a person. */
export function systemContext(now: Date, requestId: string): Context {
  return {
    actor: { userId: null, role: 'worker', duty: 'system', firmId: null, consultantId: null, organisationId: null, name: '', locale: 'ko' },
    now,
    requestId,
    idempotencyKey: null,
  };
}
