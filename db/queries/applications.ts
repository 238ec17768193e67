import { sql } from 'kysely';
import type { ApplicationState } from '#app/domain/applications/application-states.ts';
import type { ActorTx } from '../transaction.ts';

/** An application with what its firm needs to know. */
export interface ApplicationRow {
  readonly id: string;
  readonly firmId: string;
  readonly programmeYearId: string;
  readonly yearLabel: { ko: string; en: string };
  readonly organisationId: string | null;
  readonly state: ApplicationState;
  readonly stateSince: Date;
  readonly version: number;
  readonly receiptNumber: string | null;
  readonly questionSetId: string | null;
  readonly settingsVersionId: string | null;
  readonly currentVersionId: string | null;
  readonly completedPercent: number;
  readonly dueOn: string | null;
  readonly correctionRounds: number;
  readonly reserveNumber: number | null;
  readonly submittedAt: Date | null;
  readonly createdAt: Date;
  /** Whether an appeal against a decision on it is under way. */
  readonly isAppealed: boolean;
}

function select(tx: ActorTx) {
  return tx
    .selectFrom('application as a')
    .innerJoin('programme_year as y', 'y.id', 'a.programme_year_id')
    .select([
      'a.id', 'a.firm_id', 'a.programme_year_id', 'a.organisation_id', 'a.state', 'a.state_since', 'a.version', 'a.receipt_number', 'a.question_set_id', 'a.settings_version_id',
      'a.current_version_id', 'a.completed_percent', 'a.due_on', 'a.correction_rounds', 'a.reserve_number', 'a.submitted_at', 'a.created_at', 'y.label',
    ])
    .select(sql<boolean>`exists (select from appeal p where p.application_id = a.id and p.state in ('filed', 'admissibility', 'review', 'hearing', 'upheld', 'partly_upheld'))`.as('is_appealed'));
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

function toApplication(row: Row): ApplicationRow {
  return {
    id: row.id,
    firmId: row.firm_id,
    programmeYearId: row.programme_year_id,
    yearLabel: row.label as { ko: string; en: string },
    organisationId: row.organisation_id,
    state: row.state as ApplicationState,
    stateSince: row.state_since,
    version: row.version,
    receiptNumber: row.receipt_number,
    questionSetId: row.question_set_id,
    settingsVersionId: row.settings_version_id,
    currentVersionId: row.current_version_id,
    completedPercent: row.completed_percent,
    dueOn: row.due_on,
    correctionRounds: row.correction_rounds,
    reserveNumber: row.reserve_number,
    submittedAt: row.submitted_at,
    createdAt: row.created_at,
    isAppealed: row.is_appealed,
  };
}

/** An application; null when the actor may not see it. */
export async function findApplication(tx: ActorTx, id: string): Promise<ApplicationRow | null> {
  const row = await select(tx).where('a.id', '=', id).executeTakeFirst();
  return row ? toApplication(row) : null;
}

/** All applications of a firm, newest first. */
export async function listFirmApplications(tx: ActorTx, firmId: string): Promise<ApplicationRow[]> {
  const rows = await select(tx).where('a.firm_id', '=', firmId).orderBy('a.created_at', 'desc').orderBy('a.id', 'desc').limit(50).execute();
  return rows.map(toApplication);
}

/** Adds a draft. Throws the unique violation `application_one_live`. */
export async function insertApplication(
  tx: ActorTx,
  application: { id: string; firmId: string; programmeYearId: string; settingsVersionId: string | null; questionSetId: string; previousApplicationId: string | null; createdBy: string | null; at: Date },
): Promise<void> {
  await tx
    .insertInto('application')
    .values({
      id: application.id,
      firm_id: application.firmId,
      programme_year_id: application.programmeYearId,
      state: 'draft',
      state_since: application.at,
      settings_version_id: application.settingsVersionId,
      question_set_id: application.questionSetId,
      previous_application_id: application.previousApplicationId,
      created_by: application.createdBy,
      created_at: application.at,
    })
    .execute();
}

/** Keeps what lists and filters need of the draft answers, and counts the change. */
export async function setDraftSummary(tx: ActorTx, id: string, summary: { completedPercent: number; isAffiliated: boolean | null; wantedFields: readonly string[]; requestedWon: number | null }): Promise<void> {
  await tx
    .updateTable('application')
    .set({
      completed_percent: summary.completedPercent,
      is_affiliated: summary.isAffiliated,
      wanted_fields: [...summary.wantedFields],
      requested_won: summary.requestedWon,
      draft_revision: sql`draft_revision + 1`,
    })
    .where('id', '=', id)
    .execute();
}

/** Locks an application for this transaction and reads it; null when the actor may not see it. */
export async function lockApplication(tx: ActorTx, id: string): Promise<ApplicationRow | null> {
  const locked = await tx.selectFrom('application').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  return locked ? findApplication(tx, id) : null;
}

/** The next gapless receipt number of a programme year; its counter is locked until the transaction ends. */
export async function takeReceiptNumber(tx: ActorTx, programmeYearId: string): Promise<string> {
  const result = await sql<{ number: string }>`select take_receipt_number(${programmeYearId}) as number`.execute(tx);
  const number = result.rows[0]?.number;
  if (!number) throw new Error('The counter gave no receipt number.');
  return number;
}

/** Stamps a submission: the newest version, and at the first time number, moment and person. */
export async function setSubmitted(tx: ActorTx, id: string, submission: { versionId: string; receiptNumber: string; at: Date; by: string | null }): Promise<void> {
  await tx
    .updateTable('application')
    .set({ current_version_id: submission.versionId, receipt_number: submission.receiptNumber, submitted_at: submission.at, submitted_by: submission.by, due_on: null })
    .where('id', '=', id)
    .execute();
}

/** Stamps the answer to a correction request. */
export async function setCorrected(tx: ActorTx, id: string, versionId: string): Promise<void> {
  await tx.updateTable('application').set({ current_version_id: versionId, due_on: null }).where('id', '=', id).execute();
}
