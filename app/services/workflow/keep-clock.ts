import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toHolidaySet } from '#app/domain/calendar/holidays.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import type { StateSpec } from '#app/domain/workflow/machine.ts';
import { endSegment, insertSegment, listHolidaysFrom } from '#db/queries/clocks.ts';
import type { ActorTx } from '#db/transaction.ts';

interface Waiting {
  readonly machine: string;
  readonly subjectId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly state: string;
  readonly spec: StateSpec;
  readonly at: Date;
}

/**
 * Books the waiting time of a case to a side: the segment of the state that was left ends, that of the new one begins,
 * so that the segments add up to the elapsed time. The due day follows the promise in working days.
 */
export async function keepClock(tx: ActorTx, waiting: Waiting): Promise<void> {
  await endSegment(tx, waiting.machine, waiting.subjectId, waiting.at);
  if (waiting.spec.side === 'none' || waiting.spec.terminal) return;
  const { promiseDays } = waiting.spec;
  const today = toSeoulDate(waiting.at);
  const dueOn = promiseDays === undefined ? null : deadlineAfterWorkingDays(today, promiseDays, toHolidaySet(await listHolidaysFrom(tx, today))).dueOn;
  await insertSegment(tx, { ...waiting, side: waiting.spec.side, promiseDays: promiseDays ?? null, dueOn, startedAt: waiting.at });
}
