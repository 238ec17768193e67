import type { ActorTx } from '../transaction.ts';

/** How long a side had the ball in one state of a case. */
export interface ClockSegment {
  readonly machine: string;
  readonly subjectId: string;
  readonly state: string;
  readonly side: string;
  readonly promiseDays: number | null;
  readonly dueOn: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** The waiting times of a case, oldest first. */
export async function listClockSegments(tx: ActorTx, applicationId: string): Promise<ClockSegment[]> {
  const rows = await tx
    .selectFrom('clock_segment')
    .select(['machine', 'subject_id', 'state', 'side', 'promise_days', 'due_on', 'started_at', 'ended_at'])
    .where('application_id', '=', applicationId)
    .orderBy('started_at')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map((row) => ({ machine: row.machine, subjectId: row.subject_id, state: row.state, side: row.side, promiseDays: row.promise_days, dueOn: row.due_on, startedAt: row.started_at, endedAt: row.ended_at }));
}
