import { type RawBuilder, sql } from 'kysely';
import type { MachineName } from '#app/domain/workflow/machine.ts';
import type { ActorTx } from '../transaction.ts';

/** The machines whose rows belong to the work of officers, with their tables; named here, never by callers. */
const TABLES = {
  plan: 'plan',
  grant_decision: 'grant_decision',
  agreement: 'agreement',
  tranche: 'tranche',
  change_request: 'change_request',
  reading: 'kpi_reading',
  interim_check: 'interim_check',
  completion: 'completion',
  verification: 'verification',
  settlement: 'settlement',
  recovery: 'recovery',
  appeal: 'appeal',
  assignment: 'assignment',
  visit: 'visit',
} as const satisfies Partial<Record<MachineName, string>>;

export type QueueMachine = keyof typeof TABLES;

/** The machines that have a queue. */
export const QUEUE_MACHINES = Object.keys(TABLES) as readonly QueueMachine[];

export interface QueueCount {
  readonly machine: QueueMachine;
  readonly state: string;
  readonly count: number;
}

/** How many rows of each machine stand in each of the given states; one query. */
export async function countQueues(tx: ActorTx, states: Readonly<Partial<Record<QueueMachine, readonly string[]>>>): Promise<QueueCount[]> {
  const parts = QUEUE_MACHINES.flatMap((machine): RawBuilder<QueueCount>[] => {
    const wanted = states[machine];
    return wanted?.length ? [sql<QueueCount>`select ${machine}::text as machine, state, count(*)::int as count from ${sql.table(TABLES[machine])} where state = any (${sql.val([...wanted])}::text[]) group by state`] : [];
  });
  if (parts.length === 0) return [];
  return (await sql<QueueCount>`${sql.join(parts, sql` union all `)}`.execute(tx)).rows;
}

export interface QueueRow {
  readonly machine: QueueMachine;
  readonly state: string;
  readonly id: string;
  readonly applicationId: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly since: Date;
}

/** The rows that wait longest in each of the given states, `limit` per state; one query. */
export async function listQueueRows(tx: ActorTx, queues: readonly { machine: QueueMachine; state: string }[], limit: number): Promise<QueueRow[]> {
  if (queues.length === 0) return [];
  const parts = queues.map(
    ({ machine, state }) => sql`(select ${machine}::text as machine, x.state, x.id, x.application_id, x.state_since from ${sql.table(TABLES[machine])} x where x.state = ${state} and x.application_id is not null order by x.state_since, x.id limit ${limit})`,
  );
  const result = await sql<{ machine: QueueMachine; state: string; id: string; application_id: string; name: string; receipt_number: string | null; state_since: Date }>`
    select q.machine, q.state, q.id, q.application_id, f.name, a.receipt_number, q.state_since
    from (${sql.join(parts, sql` union all `)}) q join application a on a.id = q.application_id join firm f on f.id = a.firm_id
    order by q.state_since, q.id`.execute(tx);
  return result.rows.map((row) => ({ machine: row.machine, state: row.state, id: row.id, applicationId: row.application_id, firmName: row.name, receiptNumber: row.receipt_number, since: row.state_since }));
}
