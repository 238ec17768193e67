import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';
import { orderedUuid } from '../uuid.ts';

export interface NewEvent {
  readonly machine: string | null;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly applicationId: string | null;
  readonly firmId: string | null;
  readonly action: string;
  readonly fromState: string | null;
  readonly toState: string | null;
  readonly actorId: string | null;
  readonly actorRole: string;
  readonly actorDuty: string;
  readonly actorName: string | null;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
  readonly payload: Record<string, unknown>;
  readonly versionBefore: number | null;
  readonly versionAfter: number | null;
  readonly requestId: string;
  readonly idempotencyKey: string | null;
  readonly effectiveAt: Date;
}

/** Appends to the record; it is sealed into its hash chain at commit. */
export async function insertEvent(tx: ActorTx, event: NewEvent): Promise<void> {
  await tx
    .insertInto('event')
    .values({
      id: orderedUuid(event.effectiveAt),
      machine: event.machine,
      subject_type: event.subjectType,
      subject_id: event.subjectId,
      application_id: event.applicationId,
      firm_id: event.firmId,
      action: event.action,
      from_state: event.fromState,
      to_state: event.toState,
      actor_id: event.actorId,
      actor_role: event.actorRole,
      actor_duty: event.actorDuty,
      actor_name: event.actorName,
      reason_code: event.reasonCode,
      reason_text: event.reasonText,
      payload: sql`${JSON.stringify(event.payload)}::jsonb`,
      version_before: event.versionBefore,
      version_after: event.versionAfter,
      request_id: event.requestId,
      idempotency_key: event.idempotencyKey,
      effective_at: event.effectiveAt,
    })
    .execute();
}

export interface EventRow {
  readonly id: string;
  readonly machine: string | null;
  readonly action: string;
  readonly toState: string | null;
  readonly actorName: string | null;
  readonly actorDuty: string;
  readonly reasonText: string | null;
  readonly effectiveAt: Date;
}

/** The time-line of a case, newest first. Row-level security decides what the reader sees. */
export async function listCaseEvents(tx: ActorTx, applicationId: string, limit = 50): Promise<EventRow[]> {
  const rows = await tx
    .selectFrom('event')
    .select(['id', 'machine', 'action', 'to_state', 'actor_name', 'actor_duty', 'reason_text', 'effective_at'])
    .where('application_id', '=', applicationId)
    .orderBy('effective_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    machine: row.machine,
    action: row.action,
    toState: row.to_state,
    actorName: row.actor_name,
    actorDuty: row.actor_duty,
    reasonText: row.reason_text,
    effectiveAt: row.effective_at,
  }));
}
