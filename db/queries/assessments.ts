import { sql } from 'kysely';
import type { DiagnosisState } from '#app/domain/assessments/diagnosis-machine.ts';
import type { Roadmap } from '#app/domain/assessments/roadmap.ts';
import type { ActorTx } from '../transaction.ts';

export type AssessmentKind = 't0' | 't1' | 't2' | 't3';

/** The record of the on-site diagnosis, kept with the assessment. */
export interface OnsiteReport {
  readonly scheduledOn?: string;
  readonly visitedOn?: string;
  readonly contactName?: string;
  readonly summary?: string;
}

export interface DisputeItem {
  readonly areaCode: string;
  readonly reason: string;
  readonly answer?: string;
}

/** What the firm disputes, round by round; the last entry is the open one while the state says `disputed`. */
export interface DisputeRound {
  readonly disputedAt: string;
  readonly items: readonly DisputeItem[];
  readonly answeredAt?: string;
}

/** One round of diagnosis. Scores are stored as weighted mean levels from 1 to 5; points are twenty times as much. */
export interface AssessmentRow {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly kind: AssessmentKind;
  readonly state: DiagnosisState;
  readonly stateSince: Date;
  readonly version: number;
  readonly roadmapVersion: string;
  readonly visitId: string | null;
  readonly report: OnsiteReport;
  readonly ownScore: number | null;
  readonly confirmedScore: number | null;
  readonly submittedAt: Date | null;
  readonly submittedBy: string | null;
  readonly validatedAt: Date | null;
  readonly validatedBy: string | null;
  readonly agreedAt: Date | null;
  readonly agreedBy: string | null;
  readonly dispute: readonly DisputeRound[];
  readonly ruling: string | null;
  readonly hash: string | null;
}

const roadmaps = new Map<string, Roadmap>();

/**
 * The roadmap of a version with its areas, levels and activities in order; null for an unknown version. Nobody may write
 * roadmaps while the product runs, so each version is read once per process.
 */
export async function findRoadmap(tx: ActorTx, version: string): Promise<Roadmap | null> {
  const known = roadmaps.get(version);
  if (known) return known;
  const result = await sql<{ roadmap: Roadmap }>`
    select jsonb_build_object('version', v.version, 'status', v.status, 'levelNames', v.level_names, 'areas', (
      select jsonb_agg(jsonb_build_object('code', a.code, 'name', a.name, 'weight', a.weight, 'kpis', a.kpis, 'evidenceExamples', a.evidence_examples, 'grounds', coalesce(a.grounds, ''),
        'levels', (select jsonb_agg(jsonb_build_object('level', l.level, 'descriptor', l.descriptor) order by l.level) from roadmap_level l where l.version = a.version and l.area_code = a.code),
        'activities', coalesce((select jsonb_agg(jsonb_build_object('id', t.code, 'from', t.from_level, 'to', t.to_level, 'title', t.title) order by t.position)
          from roadmap_activity t where t.version = a.version and t.area_code = a.code), '[]')) order by a.position)
      from roadmap_area a where a.version = v.version)) as roadmap
    from roadmap_version v where v.version = ${version}`.execute(tx);
  const roadmap = result.rows[0]?.roadmap ?? null;
  if (roadmap) roadmaps.set(version, roadmap);
  return roadmap;
}

/** Version of the roadmap that a new diagnosis of this case uses: that of the programme year, else the newest. */
export async function findRoadmapVersionOf(tx: ActorTx, applicationId: string): Promise<string | null> {
  const result = await sql<{ version: string | null }>`
    select coalesce(y.roadmap_version, (select max(v.version) from roadmap_version v where v.status <> 'retired')) as version
    from application a join programme_year y on y.id = a.programme_year_id where a.id = ${applicationId}`.execute(tx);
  return result.rows[0]?.version ?? null;
}

/** All rounds of diagnosis of a case, newest round first. */
export async function listAssessments(tx: ActorTx, applicationId: string): Promise<AssessmentRow[]> {
  const rows = await tx
    .selectFrom('assessment')
    .select([
      'id', 'application_id', 'firm_id', 'kind', 'state', 'state_since', 'version', 'roadmap_version', 'visit_id', 'own_score', 'confirmed_score',
      'submitted_at', 'submitted_by', 'validated_at', 'validated_by', 'agreed_at', 'agreed_by', 'ruling', 'hash',
    ])
    .select([sql<OnsiteReport>`report`.as('report'), sql<DisputeRound[] | null>`dispute`.as('dispute')])
    .where('application_id', '=', applicationId)
    .orderBy('kind', 'desc')
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    applicationId: row.application_id,
    firmId: row.firm_id,
    kind: row.kind as AssessmentKind,
    state: row.state as DiagnosisState,
    stateSince: row.state_since,
    version: row.version,
    roadmapVersion: row.roadmap_version,
    visitId: row.visit_id,
    report: row.report,
    ownScore: row.own_score === null ? null : Number(row.own_score),
    confirmedScore: row.confirmed_score === null ? null : Number(row.confirmed_score),
    submittedAt: row.submitted_at,
    submittedBy: row.submitted_by,
    validatedAt: row.validated_at,
    validatedBy: row.validated_by,
    agreedAt: row.agreed_at,
    agreedBy: row.agreed_by,
    dispute: row.dispute ?? [],
    ruling: row.ruling,
    hash: row.hash ? row.hash.toString('hex') : null,
  }));
}

export interface NewAssessment {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly kind: AssessmentKind;
  readonly roadmapVersion: string;
  readonly consultantId: string | null;
  readonly at: Date;
}

/** Creates a round of diagnosis in its first state. */
export async function insertAssessment(tx: ActorTx, row: NewAssessment): Promise<void> {
  await tx
    .insertInto('assessment')
    .values({
      id: row.id, application_id: row.applicationId, firm_id: row.firmId, kind: row.kind, state: 'not_started', state_since: row.at,
      roadmap_version: row.roadmapVersion, consultant_id: row.consultantId, created_at: row.at,
    })
    .execute();
}

/** Fields beside the state that a step of the diagnosis sets; which ones an actor may set is the database's rule. */
export interface AssessmentPatch {
  readonly ownScore?: number | null;
  readonly confirmedScore?: number | null;
  readonly submitted?: { readonly at: Date; readonly by: string | null };
  readonly validated?: { readonly at: Date; readonly by: string | null };
  readonly agreed?: { readonly at: Date; readonly by: string | null };
  readonly report?: OnsiteReport;
  readonly dispute?: readonly DisputeRound[];
  readonly ruling?: string;
  /** SHA-256, hex. */
  readonly hash?: string;
  readonly visitId?: string | null;
  readonly consultantId?: string | null;
}

/** Sets fields of a round of diagnosis; its state is moved by the workflow only. */
export async function patchAssessment(tx: ActorTx, id: string, patch: AssessmentPatch): Promise<void> {
  await tx
    .updateTable('assessment')
    .set({
      ...(patch.ownScore === undefined ? {} : { own_score: patch.ownScore === null ? null : patch.ownScore.toFixed(2) }),
      ...(patch.confirmedScore === undefined ? {} : { confirmed_score: patch.confirmedScore === null ? null : patch.confirmedScore.toFixed(2) }),
      ...(patch.submitted ? { submitted_at: patch.submitted.at, submitted_by: patch.submitted.by } : {}),
      ...(patch.validated ? { validated_at: patch.validated.at, validated_by: patch.validated.by } : {}),
      ...(patch.agreed ? { agreed_at: patch.agreed.at, agreed_by: patch.agreed.by } : {}),
      ...(patch.report ? { report: sql`${JSON.stringify(patch.report)}::jsonb` } : {}),
      ...(patch.dispute ? { dispute: sql`${JSON.stringify(patch.dispute)}::jsonb` } : {}),
      ...(patch.ruling === undefined ? {} : { ruling: patch.ruling }),
      ...(patch.hash === undefined ? {} : { hash: Buffer.from(patch.hash, 'hex') }),
      ...(patch.visitId === undefined ? {} : { visit_id: patch.visitId }),
      ...(patch.consultantId === undefined ? {} : { consultant_id: patch.consultantId }),
    })
    .where('id', '=', id)
    .execute();
}

/** Whether the representative lets this manager send and agree in the firm's name (`rights.delegated` of the membership). */
export async function isDelegatedMember(tx: ActorTx, firmId: string, userId: string): Promise<boolean> {
  const result = await sql<{ ok: boolean }>`
    select exists (select from firm_member where firm_id = ${firmId} and user_id = ${userId} and left_at is null and rights @> '{"delegated": true}') as ok`.execute(tx);
  return result.rows[0]?.ok ?? false;
}

/** The logged visit of a consultant at this case on a day, which the diagnosis then refers to; null without one. */
export async function findLoggedVisit(tx: ActorTx, applicationId: string, on: string): Promise<string | null> {
  const row = await tx
    .selectFrom('visit')
    .select('id')
    .where('application_id', '=', applicationId)
    .where('visit_on', '=', on)
    .where('state', 'in', ['logged', 'late_logged', 'firm_confirmed', 'not_disputed', 'accepted', 'fee_claimed', 'fee_paid'])
    .orderBy('starts_at')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}
