import { PgBoss, type Queue } from 'pg-boss';

/** What each queue carries. Ids only: a job row is read by more people than the row it points to. */
export interface JobPayloads {
  'send-mail': { deliveryId: string };
  'send-mail-dead': { deliveryId: string };
  /** A place of a programme year that a withdrawal freed. */
  'free-place': { applicationId: string };
  'daily-deadlines': Record<string, never>;
  /** One mail per person with what was collected since the day before. */
  'daily-digest': Record<string, never>;
  sweep: Record<string, never>;
}

export type QueueName = keyof JobPayloads;

const DAY = 86_400;
// Nothing is dropped unstarted: a queue that stood still for months still delivers.
const KEEP = 3_650 * DAY;

/** Every queue with the options its jobs inherit. Mail of a killed worker is taken over after a minute. */
export const jobQueues: Readonly<Record<QueueName, Omit<Queue, 'name'>>> = {
  'send-mail-dead': { retentionSeconds: KEEP, deleteAfterSeconds: 0 },
  'send-mail': { expireInSeconds: 60, retryLimit: 12, retryDelay: 15, retryBackoff: true, retryDelayMax: 3_600, retentionSeconds: KEEP, deleteAfterSeconds: 30 * DAY, deadLetter: 'send-mail-dead' },
  'free-place': { expireInSeconds: 60, retryLimit: 12, retryDelay: 15, retryBackoff: true, retryDelayMax: 3_600, retentionSeconds: KEEP, deleteAfterSeconds: 30 * DAY },
  'daily-deadlines': { policy: 'singleton', expireInSeconds: 900, retryLimit: 3, retryDelay: 60, retryBackoff: true, retentionSeconds: 7 * DAY, deleteAfterSeconds: 30 * DAY },
  'daily-digest': { policy: 'singleton', expireInSeconds: 900, retryLimit: 3, retryDelay: 60, retryBackoff: true, retentionSeconds: 7 * DAY, deleteAfterSeconds: 30 * DAY },
  sweep: { policy: 'singleton', expireInSeconds: 900, retryLimit: 1, retryDelay: 300, retentionSeconds: 7 * DAY, deleteAfterSeconds: 7 * DAY },
};

/** Names in the order in which they must be made: a dead-letter queue before the one that points to it. */
export const queueNames = Object.keys(jobQueues) as QueueName[];

/** Schema of the queue; the worker's database role may read and write in it, nobody else. */
export const JOB_SCHEMA = 'pgboss';

/**
 * Makes or updates the schema of the queue and its queues, as the owner. Part of migrating: runs after the roles exist.
 * `grant` runs one statement as the same owner.
 */
export async function installJobQueues(ownerUrl: string, grant: (statement: string) => Promise<unknown>): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: JOB_SCHEMA, max: 2, supervise: false, schedule: false, migrate: true });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    const known = new Set((await boss.getQueues()).map((queue) => queue.name));
    for (const name of queueNames) {
      const { policy, ...options } = jobQueues[name];
      if (known.has(name)) await boss.updateQueue(name, options);
      else await boss.createQueue(name, policy === undefined ? options : { policy, ...options });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  for (const statement of [
    `grant usage on schema ${JOB_SCHEMA} to portal_worker`,
    `grant select, insert, update, delete on all tables in schema ${JOB_SCHEMA} to portal_worker`,
    `grant usage on all sequences in schema ${JOB_SCHEMA} to portal_worker`,
    `grant execute on all functions in schema ${JOB_SCHEMA} to portal_worker`,
  ]) {
    await grant(statement);
  }
}
