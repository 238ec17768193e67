import { fromKysely, PgBoss, type JobInsert } from 'pg-boss';
import { sql } from 'kysely';
import { JOB_SCHEMA, type JobPayloads, type QueueName } from './job-queues.ts';
import type { ActorTx } from './transaction.ts';

export interface EnqueueOptions {
  /** Not before this moment. */
  readonly startAfter?: Date;
  /** With a queue of policy `singleton`: one job per key at a time. */
  readonly singletonKey?: string;
}

let sender: PgBoss | null = null;

/**
 * Puts jobs into a queue within the caller's transaction: they exist exactly if the change commits. Expiry, retries and
 * dead letters come from the queue. The actor's database role has no rights in the queue's schema, so the transaction
 * takes the worker's role for the one insert and gives it back.
 */
export async function enqueue<Name extends QueueName>(tx: ActorTx, queue: Name, payloads: JobPayloads[Name] | readonly JobPayloads[Name][], options: EnqueueOptions = {}): Promise<void> {
  const all = (Array.isArray(payloads) ? payloads : [payloads]) as readonly JobPayloads[Name][];
  if (all.length === 0) return;
  const jobs: JobInsert[] = all.map((data) => ({
    data,
    ...(options.startAfter ? { startAfter: options.startAfter } : {}),
    ...(options.singletonKey ? { singletonKey: options.singletonKey } : {}),
  }));
  const previous = await takeRole(tx, 'portal_worker');
  sender ??= await openSender(tx);
  await sender.insert(queue, jobs, { db: fromKysely(tx) });
  await takeRole(tx, previous);
}

async function takeRole(tx: ActorTx, role: string): Promise<string> {
  const { rows } = await sql<{ previous: string }>`
    with before as materialized (select current_setting('role') as role)
    select before.role as previous, set_config('role', ${role}, true) from before`.execute(tx);
  return rows[0]?.previous ?? 'none';
}

/**
 * A client that only writes: it reads the list of queues once, through the transaction at hand, and is stopped at once,
 * so that the web process keeps no timer and no connection for it. Inserting works on, with the transaction it is given.
 */
async function openSender(tx: ActorTx): Promise<PgBoss> {
  let source: ReturnType<typeof fromKysely> | null = fromKysely(tx);
  const boss = new PgBoss({
    schema: JOB_SCHEMA,
    supervise: false,
    schedule: false,
    migrate: false,
    db: {
      executeSql: (text, values) => {
        if (!source) throw new Error('The queue is not known; run the migrations.');
        return source.executeSql(text, values);
      },
    },
  });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.stop({ graceful: false, close: false });
  source = null;
  return boss;
}
