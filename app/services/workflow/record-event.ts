import type { Context } from '#app/domain/accounts/context.ts';
import type { ActorTx } from '#db/transaction.ts';
import { insertEvent } from '#db/queries/events.ts';

export interface Recorded {
  readonly machine?: string | null;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly action: string;
  readonly applicationId?: string | null;
  readonly firmId?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly reason?: string | null;
  readonly reasonCode?: string | null;
  /** Ids, codes and figures; no personal data beyond what the subject holds itself. */
  readonly payload?: Record<string, unknown>;
  readonly versionBefore?: number | null;
  readonly versionAfter?: number | null;
}

/** Appends one event of the actor to the record, in the transaction of the change. */
export async function recordEvent(tx: ActorTx, ctx: Context, event: Recorded): Promise<void> {
  await insertEvent(tx, {
    machine: event.machine ?? null,
    subjectType: event.subjectType,
    subjectId: event.subjectId,
    applicationId: event.applicationId ?? null,
    firmId: event.firmId ?? null,
    action: event.action,
    fromState: event.from ?? null,
    toState: event.to ?? null,
    actorId: ctx.actor.userId,
    actorRole: ctx.actor.role,
    actorDuty: ctx.actor.duty,
    actorName: ctx.actor.name || null,
    reasonCode: event.reasonCode ?? null,
    reasonText: event.reason ?? null,
    payload: event.payload ?? {},
    versionBefore: event.versionBefore ?? null,
    versionAfter: event.versionAfter ?? null,
    requestId: ctx.requestId,
    idempotencyKey: ctx.idempotencyKey,
    effectiveAt: ctx.now,
  });
}
