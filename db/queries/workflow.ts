import { sql } from 'kysely';
import type { MachineName } from '#app/domain/workflow/machine.ts';
import type { ActorTx } from '../transaction.ts';

/** Table of each workflow machine; all carry id, state, state_since and version. */
const TABLE_OF = {
  firm: 'firm',
  application: 'application',
  assignment: 'assignment',
  diagnosis: 'assessment',
  kpi_card: 'kpi_card',
  reading: 'kpi_reading',
  plan: 'plan',
  grant_decision: 'grant_decision',
  agreement: 'agreement',
  change_request: 'change_request',
  tranche: 'tranche',
  visit: 'visit',
  interim_check: 'interim_check',
  completion: 'completion',
  verification: 'verification',
  settlement: 'settlement',
  recovery: 'recovery',
  appeal: 'appeal',
  hold: 'hold',
  membership: 'membership',
  follow_up_request: 'follow_up_request',
  wrongdoing_report: 'wrongdoing_report',
} as const satisfies Record<MachineName, string>;

export interface AggregateState {
  readonly state: string;
  readonly version: number;
}

/** Locks the row of an aggregate for this transaction and reads its state; null when the actor may not see it. */
export async function lockAggregate(tx: ActorTx, machine: MachineName, id: string): Promise<AggregateState | null> {
  const result = await sql<AggregateState>`select state, version from ${sql.table(TABLE_OF[machine])} where id = ${id} for update`.execute(tx);
  return result.rows[0] ?? null;
}

/** Moves a locked aggregate; false when its version is no longer the given one. */
export async function setAggregateState(tx: ActorTx, machine: MachineName, id: string, move: { to: string; version: number; at: Date }): Promise<boolean> {
  const result = await sql`
    update ${sql.table(TABLE_OF[machine])} set state = ${move.to}, state_since = ${move.at}, version = version + 1
    where id = ${id} and version = ${move.version}`.execute(tx);
  return result.numAffectedRows === 1n;
}
