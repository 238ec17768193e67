import type { ActorTx } from '../transaction.ts';

export interface NewSegment {
  readonly machine: string;
  readonly subjectId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly state: string;
  readonly side: string;
  readonly promiseDays: number | null;
  readonly dueOn: string | null;
  readonly startedAt: Date;
}

/** Ends the running segment of an aggregate, if there is one. */
export async function endSegment(tx: ActorTx, machine: string, subjectId: string, at: Date): Promise<void> {
  await tx.updateTable('clock_segment').set({ ended_at: at }).where('machine', '=', machine).where('subject_id', '=', subjectId).where('ended_at', 'is', null).execute();
}

/** Starts the clock of a waiting state. */
export async function insertSegment(tx: ActorTx, segment: NewSegment): Promise<void> {
  await tx
    .insertInto('clock_segment')
    .values({
      machine: segment.machine,
      subject_id: segment.subjectId,
      application_id: segment.applicationId,
      firm_id: segment.firmId,
      state: segment.state,
      side: segment.side,
      promise_days: segment.promiseDays,
      due_on: segment.dueOn,
      started_at: segment.startedAt,
    })
    .execute();
}

/** The public holidays from a day on, for counting working days. */
export async function listHolidaysFrom(tx: ActorTx, day: string): Promise<string[]> {
  const rows = await tx.selectFrom('holiday').select('day').where('day', '>=', day).orderBy('day').execute();
  return rows.map((row) => row.day);
}
