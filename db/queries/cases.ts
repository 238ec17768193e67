import { sql } from 'kysely';
import type { ApplicationState } from '#app/domain/applications/application-states.ts';
import type { Text } from '#app/domain/workflow/machine.ts';
import type { ActorTx } from '../transaction.ts';

/** Everything the head of a case page says. */
export interface CaseHead {
  readonly id: string;
  readonly firmId: string;
  readonly firmName: string;
  readonly businessNumber: string;
  readonly representativeName: string | null;
  readonly mainProduct: string | null;
  readonly employees: number | null;
  readonly regionCode: string | null;
  readonly regionName: Text | null;
  readonly ksicCode: string | null;
  readonly ksicName: Text | null;
  readonly isRootIndustry: boolean;
  readonly firmSize: string | null;
  readonly receiptNumber: string | null;
  readonly state: ApplicationState;
  readonly stateSince: Date;
  readonly version: number;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  readonly programmeYearId: string;
  readonly yearLabel: Text;
  readonly selectionClosesOn: string;
  readonly isAffiliated: boolean | null;
  readonly wantedFields: readonly string[];
  readonly requestedWon: number | null;
  readonly dueOn: string | null;
  readonly correctionRounds: number;
  readonly totalScore: number | null;
  readonly rankNumber: number | null;
  readonly reserveNumber: number | null;
  readonly reserveUntil: string | null;
  /** When a free place was offered to the firm, until when it may answer (null once lapsed), and when it took the place. */
  readonly reserveCalledAt: Date | null;
  readonly reserveCallUntil: string | null;
  readonly reserveAcceptedAt: Date | null;
  readonly submittedAt: Date | null;
  readonly assignedOfficerId: string | null;
  readonly officerName: string | null;
  readonly currentVersionId: string | null;
  readonly questionSetId: string | null;
}

/** The head of a case; null when the actor may not see it. */
export async function findCaseHead(tx: ActorTx, applicationId: string): Promise<CaseHead | null> {
  const row = await tx
    .selectFrom('application as a')
    .innerJoin('firm as f', 'f.id', 'a.firm_id')
    .innerJoin('programme_year as y', 'y.id', 'a.programme_year_id')
    .leftJoin('region as r', 'r.code', 'f.region_code')
    .leftJoin('ksic as k', 'k.code', 'f.ksic_code')
    .leftJoin('organisation as o', 'o.id', 'a.organisation_id')
    .select([
      'a.id', 'a.firm_id', 'f.name', 'f.business_number', 'f.representative_name', 'f.main_product', 'f.employees', 'f.region_code', 'f.ksic_code',
      'f.is_root_industry', 'f.size', 'a.receipt_number', 'a.state', 'a.state_since', 'a.version', 'a.organisation_id', 'o.name as organisation_name',
      'a.programme_year_id', 'y.selection_closes_on', 'a.is_affiliated', 'a.wanted_fields', 'a.requested_won', 'a.due_on', 'a.correction_rounds', 'a.total_score',
      'a.rank_number', 'a.reserve_number', 'a.reserve_until', 'a.reserve_called_at', 'a.reserve_call_until', 'a.reserve_accepted_at', 'a.submitted_at', 'a.assigned_officer_id', 'a.current_version_id', 'a.question_set_id',
    ])
    .select([
      sql<Text | null>`r.name`.as('region_name'),
      sql<Text | null>`k.name`.as('ksic_name'),
      sql<Text>`y.label`.as('year_label'),
      sql<string | null>`person_name(a.assigned_officer_id)`.as('officer_name'),
    ])
    .where('a.id', '=', applicationId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    firmId: row.firm_id,
    firmName: row.name,
    businessNumber: row.business_number,
    representativeName: row.representative_name,
    mainProduct: row.main_product,
    employees: row.employees,
    regionCode: row.region_code,
    regionName: row.region_name,
    ksicCode: row.ksic_code,
    ksicName: row.ksic_name,
    isRootIndustry: row.is_root_industry,
    firmSize: row.size,
    receiptNumber: row.receipt_number,
    state: row.state as ApplicationState,
    stateSince: row.state_since,
    version: row.version,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    programmeYearId: row.programme_year_id,
    yearLabel: row.year_label,
    selectionClosesOn: row.selection_closes_on,
    isAffiliated: row.is_affiliated,
    wantedFields: row.wanted_fields,
    requestedWon: row.requested_won,
    dueOn: row.due_on,
    correctionRounds: row.correction_rounds,
    totalScore: row.total_score === null ? null : Number(row.total_score),
    rankNumber: row.rank_number,
    reserveNumber: row.reserve_number,
    reserveUntil: row.reserve_until,
    reserveCalledAt: row.reserve_called_at,
    reserveCallUntil: row.reserve_call_until,
    reserveAcceptedAt: row.reserve_accepted_at,
    submittedAt: row.submitted_at,
    assignedOfficerId: row.assigned_officer_id,
    officerName: row.officer_name,
    currentVersionId: row.current_version_id,
    questionSetId: row.question_set_id,
  };
}

/** Fields of an application that a step on the case may set beside its state. */
export interface CasePatch {
  readonly due_on?: string | null;
  readonly assigned_officer_id?: string | null;
  readonly correction_rounds?: number;
  readonly total_score?: string | null;
  readonly rank_number?: number | null;
  readonly reserve_number?: number | null;
  readonly reserve_until?: string | null;
  readonly reserve_called_at?: Date | null;
  readonly reserve_call_until?: string | null;
  readonly reserve_accepted_at?: Date | null;
  readonly decided_at?: Date | null;
}

/** Sets fields of an application; its state is moved by the workflow only. */
export async function patchCase(tx: ActorTx, applicationId: string, patch: CasePatch): Promise<void> {
  await tx.updateTable('application').set(patch).where('id', '=', applicationId).execute();
}

/** One submitted version of the form. */
export interface SubmittedVersion {
  readonly id: string;
  readonly number: number;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly submittedAt: Date;
  readonly submitterName: string | null;
}

/** All submitted versions of an application, oldest first. */
export async function listSubmittedVersions(tx: ActorTx, applicationId: string): Promise<SubmittedVersion[]> {
  const rows = await tx
    .selectFrom('application_version')
    .select(['id', 'number', 'answers', 'submitted_at'])
    .select(sql<string | null>`person_name(submitted_by)`.as('submitter'))
    .where('application_id', '=', applicationId)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({ id: row.id, number: row.number, answers: row.answers as unknown as Record<string, unknown>, submittedAt: row.submitted_at, submitterName: row.submitter }));
}

/** The stored form of a question set, with the names of regions, divisions and root technologies for its options. */
export async function findQuestionContent(tx: ActorTx, questionSetId: string): Promise<{ content: unknown; names: Record<'ksic' | 'regions' | 'root_technologies', Record<string, Text>> } | null> {
  const result = await sql<{ content: unknown; ksic: Record<string, Text> | null; regions: Record<string, Text> | null; roots: Record<string, Text> | null }>`
    select q.content, (select jsonb_object_agg(code, name) from ksic) as ksic, (select jsonb_object_agg(code, name) from region) as regions,
      (select jsonb_object_agg(code, name) from root_technology) as roots
    from question_set q where q.id = ${questionSetId}`.execute(tx);
  const row = result.rows[0];
  return row ? { content: row.content, names: { ksic: row.ksic ?? {}, regions: row.regions ?? {}, root_technologies: row.roots ?? {} } } : null;
}

/** One file of an application. */
export interface CaseDocument {
  readonly id: string;
  readonly requirement: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly status: string;
  readonly expiresOn: string | null;
  readonly uploadedAt: Date;
}

/** The files of an application that were not removed. */
export async function listCaseDocuments(tx: ActorTx, applicationId: string): Promise<CaseDocument[]> {
  const rows = await tx
    .selectFrom('application_document as u')
    .innerJoin('document as d', 'd.id', 'u.document_id')
    .select(['d.id', 'u.requirement', 'd.file_name', 'd.bytes', 'd.status', 'd.expires_on', 'd.uploaded_at'])
    .where('u.application_id', '=', applicationId)
    .where('d.removed_at', 'is', null)
    .orderBy('u.requirement')
    .orderBy('d.uploaded_at')
    .execute();
  return rows.map((row) => ({ id: row.id, requirement: row.requirement, fileName: row.file_name, bytes: row.bytes, status: row.status, expiresOn: row.expires_on, uploadedAt: row.uploaded_at }));
}
