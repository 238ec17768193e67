import { sql } from 'kysely';
import type { ReadingState } from '#app/domain/outcomes/reading-machine.ts';
import type { ActorTx } from '../transaction.ts';

export type ReadingKind = 'monthly' | 'final';

/** One reading with its history: who wrote it, who confirmed it, what was odd. */
export interface ReadingRow {
  readonly id: string;
  readonly cardId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly state: ReadingState;
  readonly version: number;
  readonly kind: string;
  /** YYYY-MM */
  readonly month: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number;
  readonly grade: 'A' | 'B' | 'C' | null;
  readonly note: string | null;
  readonly documentId: string | null;
  readonly documentName: string | null;
  readonly flagRule: string | null;
  readonly flagText: string | null;
  readonly explanation: string | null;
  readonly recordedBy: string | null;
  readonly recordedByName: string | null;
  readonly recordedAt: Date;
  readonly confirmedByName: string | null;
  readonly confirmedAt: Date | null;
  readonly verifiedByName: string | null;
  readonly verifiedAt: Date | null;
  readonly correctsId: string | null;
}

function readings(tx: ActorTx) {
  return tx
    .selectFrom('kpi_reading as r')
    .leftJoin('document as d', 'd.id', 'r.document_id')
    .select([
      'r.id', 'r.kpi_card_id', 'r.application_id', 'r.firm_id', 'r.state', 'r.version', 'r.kind', 'r.month', 'r.numerator', 'r.denominator', 'r.value', 'r.grade', 'r.note',
      'r.document_id', 'd.file_name', 'r.flag_rule', 'r.flag_text', 'r.explanation', 'r.recorded_by', 'r.recorded_at', 'r.confirmed_at', 'r.verified_at', 'r.corrects_id',
    ])
    .select([sql<string | null>`person_name(r.recorded_by)`.as('recorder'), sql<string | null>`person_name(r.confirmed_by)`.as('confirmer'), sql<string | null>`person_name(r.verified_by)`.as('verifier')]);
}

type Row = Awaited<ReturnType<ReturnType<typeof readings>['execute']>>[number];

const number = (value: string | null): number | null => (value === null ? null : Number(value));

function read(row: Row): ReadingRow {
  return {
    id: row.id,
    cardId: row.kpi_card_id,
    applicationId: row.application_id,
    firmId: row.firm_id,
    state: row.state as ReadingState,
    version: row.version,
    kind: row.kind,
    month: row.month.slice(0, 7),
    numerator: number(row.numerator),
    denominator: number(row.denominator),
    value: Number(row.value),
    grade: row.grade as ReadingRow['grade'],
    note: row.note,
    documentId: row.document_id,
    documentName: row.file_name,
    flagRule: row.flag_rule,
    flagText: row.flag_text,
    explanation: row.explanation,
    recordedBy: row.recorded_by,
    recordedByName: row.recorder,
    recordedAt: row.recorded_at,
    confirmedByName: row.confirmer,
    confirmedAt: row.confirmed_at,
    verifiedByName: row.verifier,
    verifiedAt: row.verified_at,
    correctsId: row.corrects_id,
  };
}

/** All readings of a case (or of one card) by month, replaced ones included. */
export async function listReadings(tx: ActorTx, applicationId: string, cardId: string | null = null): Promise<ReadingRow[]> {
  let query = readings(tx).where('r.application_id', '=', applicationId);
  if (cardId) query = query.where('r.kpi_card_id', '=', cardId);
  return (await query.orderBy('r.month').orderBy('r.recorded_at').orderBy('r.id').limit(1_000).execute()).map(read);
}

/** One reading; null when there is none or the actor may not see it. */
export async function findReading(tx: ActorTx, id: string): Promise<ReadingRow | null> {
  const row = await readings(tx).where('r.id', '=', id).executeTakeFirst();
  return row ? read(row) : null;
}

/** The reading of a month that counts; null when none was entered. `month` is YYYY-MM. */
export async function findLiveReading(tx: ActorTx, cardId: string, kind: ReadingKind, month: string): Promise<ReadingRow | null> {
  const row = await readings(tx)
    .where('r.kpi_card_id', '=', cardId)
    .where('r.kind', '=', kind)
    .where('r.month', '=', `${month}-01`)
    .where('r.state', 'not in', ['rejected', 'corrected'])
    .executeTakeFirst();
  return row ? read(row) : null;
}

export interface ReadingContent {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number;
  readonly note: string | null;
  readonly flagRule: string | null;
  readonly flagText: string | null;
  readonly explanation: string | null;
}

export interface NewReading extends ReadingContent {
  readonly id: string;
  readonly cardId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly kind: ReadingKind;
  readonly month: string;
  readonly documentId: string | null;
  readonly correctsId: string | null;
  readonly by: string | null;
  readonly at: Date;
}

function content(row: ReadingContent) {
  return { numerator: row.numerator, denominator: row.denominator, value: row.value, note: row.note, flag_rule: row.flagRule, flag_text: row.flagText, explanation: row.explanation };
}

/** Writes a reading in its first state. The index kpi_reading_once refuses a second one of the same month. */
export async function insertReading(tx: ActorTx, row: NewReading): Promise<void> {
  await tx
    .insertInto('kpi_reading')
    .values({
      id: row.id,
      kpi_card_id: row.cardId,
      application_id: row.applicationId,
      firm_id: row.firmId,
      state: 'recorded',
      state_since: row.at,
      kind: row.kind,
      month: `${row.month}-01`,
      ...content(row),
      document_id: row.documentId,
      corrects_id: row.correctsId,
      recorded_by: row.by,
      recorded_at: row.at,
    })
    .execute();
}

/** Replaces the counts of a reading that nobody confirmed yet; false when another version is stored. */
export async function reviseReading(tx: ActorTx, id: string, version: number, row: ReadingContent & { readonly by: string | null; readonly at: Date; readonly documentId?: string | null }): Promise<boolean> {
  const result = await tx
    .updateTable('kpi_reading')
    .set({ ...content(row), ...(row.documentId ? { document_id: row.documentId } : {}), recorded_by: row.by, recorded_at: row.at, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'recorded')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Notes who confirmed a reading. */
export async function markReadingConfirmed(tx: ActorTx, id: string, by: string | null, at: Date): Promise<void> {
  await tx.updateTable('kpi_reading').set({ confirmed_by: by, confirmed_at: at }).where('id', '=', id).execute();
}

/** Sets the grade of the evidence, which the firm itself may not do. */
export async function setReadingGrade(tx: ActorTx, id: string, grade: 'A' | 'B' | 'C'): Promise<void> {
  await tx.updateTable('kpi_reading').set({ grade }).where('id', '=', id).execute();
}

/** Stores why a value is unusual. */
export async function setReadingExplanation(tx: ActorTx, id: string, explanation: string): Promise<void> {
  await tx.updateTable('kpi_reading').set({ explanation }).where('id', '=', id).execute();
}

/** Notes who verified a reading with its evidence. */
export async function markReadingVerified(tx: ActorTx, id: string, by: string | null, at: Date): Promise<void> {
  await tx.updateTable('kpi_reading').set({ verified_by: by, verified_at: at }).where('id', '=', id).execute();
}

/** Why and by whom a reading was rejected or replaced; `byName` is null for staff when `withoutStaff`. */
export interface ReadingEnd {
  readonly code: string | null;
  readonly reason: string | null;
  readonly byName: string | null;
  readonly at: Date;
}

/** How readings of a case ended, by reading. */
export async function listReadingEnds(tx: ActorTx, applicationId: string, withoutStaff: boolean): Promise<Map<string, ReadingEnd>> {
  const { rows } = await sql<{ subject_id: string; reason_code: string | null; reason_text: string | null; actor_name: string | null; actor_role: string; effective_at: Date }>`
    select subject_id, reason_code, reason_text, actor_name, actor_role, effective_at from event
    where application_id = ${applicationId} and subject_type = 'reading' and action in ('reject', 'replace', 'correct') order by effective_at, id`.execute(tx);
  return new Map(rows.map((row) => [row.subject_id, { code: row.reason_code, reason: row.reason_text, byName: withoutStaff && row.actor_role === 'officer' ? null : row.actor_name, at: new Date(row.effective_at) }]));
}
