import { PgBoss, type Job, type JobResult, type JobWithMetadata } from 'pg-boss';
import type { Config } from '#app/config/config.ts';
import type { Log } from '#app/config/log.ts';
import { freePlace } from '#app/services/applications/free-place.ts';
import { sendDigests } from '#app/services/notices/send-digests.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { JOB_SCHEMA, jobQueues, type JobPayloads } from '#db/job-queues.ts';
import { runDailyDeadlines } from './daily-deadlines.ts';
import { openTransport, type MailTransport } from './mail-transport.ts';
import { sendMail } from './send-mail.ts';
import { runSweep } from './sweep.ts';
import { openTextTransport, type TextTransport } from './text-transport.ts';

export interface WorkerOptions {
  readonly config: Config;
  /** Address as `portal_app`; the connections take the worker's role at once. */
  readonly appUrl: string;
  readonly log: Log;
  /** Origin that the links in mails begin with; by default PUBLIC_ORIGIN or this host. */
  readonly baseUrl?: string;
  readonly transport?: MailTransport;
  readonly texts?: TextTransport;
  readonly now?: () => Date;
}

export interface RunningWorker {
  /** Ends gracefully: jobs under way are finished, at most for 15 seconds. */
  stop(): Promise<void>;
}

/**
 * Works the queues until stopped. Several workers may run side by side. Their jobs are at-least-once: a job whose worker
 * was killed is taken over when its time is over (a minute for mail).
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { config, log } = options;
  const now = options.now ?? (() => new Date());
  const transport = options.transport ?? openTransport(config);
  const texts = options.texts ?? openTextTransport(config);
  const baseUrl = options.baseUrl ?? config.publicOrigin ?? `http://localhost:${config.port}`;
  const boss = new PgBoss({
    connectionString: options.appUrl,
    options: '-c role=portal_worker -c timezone=UTC',
    application_name: 'portal-worker',
    schema: JOB_SCHEMA,
    max: 4,
    migrate: false,
    createSchema: false,
    // Rebuilding indexes needs their owner; it is done by the migration step.
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', (error) => log('error', 'queue error', { message: error.message }));
  await boss.start();

  await boss.work('send-mail', { includeMetadata: true, perJobResults: true, batchSize: 5, burstWhenBatchFull: true, localConcurrency: 2, pollingIntervalSeconds: 0.5 }, (jobs: JobWithMetadata<JobPayloads['send-mail']>[]) =>
    Promise.all(jobs.map((job) => sendOne(job, { transport, texts, baseUrl, now, log }))),
  );
  await boss.work('free-place', { pollingIntervalSeconds: 2 }, async (jobs: Job<JobPayloads['free-place']>[]) => {
    for (const job of jobs) log('info', 'place freed', await freePlace(now(), job.data.applicationId));
  });
  await boss.work('daily-deadlines', { pollingIntervalSeconds: 30 }, async () => log('info', 'daily rules done', await runDailyDeadlines(now())));
  await boss.work('daily-digest', { pollingIntervalSeconds: 30 }, async () => log('info', 'digests made', { people: await sendDigests(systemContext(now(), 'daily-digest')) }));
  await boss.work('sweep', { pollingIntervalSeconds: 30 }, async () => log('info', 'sweep done', await runSweep(now())));
  // Early in the Korean morning, before offices open; missed runs (a machine that was off) are made up for once.
  await boss.schedule('daily-deadlines', '10 6 * * *', null, { tz: 'Asia/Seoul', missed: 'once' });
  await boss.schedule('daily-digest', '0 8 * * *', null, { tz: 'Asia/Seoul', missed: 'once' });
  await boss.schedule('sweep', '40 * * * *', null, { tz: 'Asia/Seoul' });

  return {
    async stop() {
      await boss.stop({ graceful: true, timeout: 15_000 });
      transport.close();
    },
  };
}

/** One mail of a batch; its failure leaves the others alone. */
async function sendOne(job: JobWithMetadata<JobPayloads['send-mail']>, tools: { transport: MailTransport; texts: TextTransport; baseUrl: string; now: () => Date; log: Log }): Promise<JobResult> {
  const isLastAttempt = job.retryCount >= (jobQueues['send-mail'].retryLimit ?? 0);
  try {
    await sendMail({ deliveryId: job.data.deliveryId, isLastAttempt, transport: tools.transport, texts: tools.texts, baseUrl: tools.baseUrl, now: tools.now });
    return { id: job.id, status: 'completed' };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    tools.log('warn', 'mail not sent', { deliveryId: job.data.deliveryId, attempt: job.retryCount + 1, message });
    return { id: job.id, status: 'failed', output: { message } };
  }
}
