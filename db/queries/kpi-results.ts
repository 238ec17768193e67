import type { ReadingState } from '#app/domain/outcomes/reading-machine.ts';
import type { ActorTx } from '../transaction.ts';

/** A reading reduced to what a result needs; every role that sees results may read these columns. */
export interface ResultReading {
  readonly cardId: string;
  readonly state: ReadingState;
  readonly kind: string;
  /** YYYY-MM */
  readonly month: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number;
  readonly grade: 'A' | 'B' | 'C' | null;
}

/** The readings of a case that count, by month. */
export async function listResultReadings(tx: ActorTx, applicationId: string): Promise<ResultReading[]> {
  const rows = await tx
    .selectFrom('kpi_reading')
    .select(['kpi_card_id', 'state', 'kind', 'month', 'numerator', 'denominator', 'value', 'grade'])
    .where('application_id', '=', applicationId)
    .where('kind', 'in', ['monthly', 'final'])
    .where('state', 'not in', ['rejected', 'corrected'])
    .orderBy('month')
    .limit(1_000)
    .execute();
  return rows.map((row) => ({
    cardId: row.kpi_card_id,
    state: row.state as ReadingState,
    kind: row.kind,
    month: row.month.slice(0, 7),
    numerator: row.numerator === null ? null : Number(row.numerator),
    denominator: row.denominator === null ? null : Number(row.denominator),
    value: Number(row.value),
    grade: row.grade as ResultReading['grade'],
  }));
}

/** State of the completion of a case; null before it is scheduled. */
export async function findCompletionState(tx: ActorTx, applicationId: string): Promise<string | null> {
  const row = await tx.selectFrom('completion').select('state').where('application_id', '=', applicationId).orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.state ?? null;
}

/** The case a card belongs to; null when the actor may not see it. */
export async function findCaseOfCard(tx: ActorTx, cardId: string): Promise<string | null> {
  const row = await tx.selectFrom('kpi_card').select('application_id').where('id', '=', cardId).executeTakeFirst();
  return row?.application_id ?? null;
}
