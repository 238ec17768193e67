import { sweepFiles } from '#app/services/documents/sweep-files.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { deleteExpired } from '#db/queries/jobs.ts';
import { asWorker } from '#db/transaction.ts';

/** Removes what is over: sessions, links, keys, counters, files without a row. */
export async function runSweep(now: Date): Promise<Record<string, number>> {
  const ctx = systemContext(now, 'sweep');
  const rows = await asWorker((tx) => deleteExpired(tx), ctx.requestId);
  return { ...rows, files: await sweepFiles(ctx) };
}
