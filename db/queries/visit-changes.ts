import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';
import type { TouchedTask, VisitContent } from './visits.ts';

export interface NewVisit extends VisitContent {
  readonly id: string;
  readonly state: 'logged' | 'late_logged';
  readonly assignmentId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly consultantId: string;
  readonly deviceId: string | null;
  readonly lateReason: string | null;
  readonly confirmDueOn: string;
  readonly photoCount: number;
  readonly at: Date;
  readonly by: string | null;
}

/** The content of a visit as columns. */
export function contentColumns(content: VisitContent) {
  return {
    starts_at: content.startsAt,
    ends_at: content.endsAt,
    visit_on: content.visitOn,
    place_kind: content.placeKind,
    place_text: content.placeText,
    man_days_half: content.manDaysHalf,
    kind: content.kind,
    purpose: content.purpose,
    attendees: sql<string>`${JSON.stringify(content.attendees)}::jsonb`,
    ceo_present: content.ceoPresent,
    findings: content.findings,
    promises: sql<string>`${JSON.stringify(content.promises.map((text) => ({ text })))}::jsonb`,
    next_steps: content.nextSteps,
    next_visit_on: content.nextVisitOn,
  };
}

/** Writes a logged visit and returns its number within the assignment. The exclusion constraint refuses shared time. */
export async function insertVisit(tx: ActorTx, visit: NewVisit): Promise<number> {
  const row = await tx
    .insertInto('visit')
    .values({
      id: visit.id,
      state: visit.state,
      state_since: visit.at,
      assignment_id: visit.assignmentId,
      application_id: visit.applicationId,
      firm_id: visit.firmId,
      consultant_id: visit.consultantId,
      number: sql<number>`(select coalesce(max(v.number), 0) + 1 from visit v where v.assignment_id = ${visit.assignmentId})`,
      ...contentColumns(visit),
      device_id: visit.deviceId,
      late_reason: visit.lateReason,
      confirm_due_on: visit.confirmDueOn,
      photo_count: visit.photoCount,
      logged_at: visit.at,
      logged_by: visit.by,
      created_at: visit.at,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  return row.number ?? 1;
}

/** Replaces the content of a visit log and starts a new period for the firm's answer. */
export async function updateVisitContent(tx: ActorTx, id: string, content: VisitContent, period: { confirmDueOn: string; at: Date; by: string | null; addedPhotos: number }): Promise<void> {
  await tx
    .updateTable('visit')
    .set({ ...contentColumns(content), confirm_due_on: period.confirmDueOn, logged_at: period.at, logged_by: period.by, photo_count: sql<number>`photo_count + ${period.addedPhotos}` })
    .where('id', '=', id)
    .execute();
}

/** Puts the tasks a visit touched in place of earlier ones; a new visit has none to take away. */
export async function replaceVisitTasks(tx: ActorTx, visit: { id: string; firmId: string }, tasks: readonly TouchedTask[], { isNew = false } = {}): Promise<void> {
  if (!isNew) await tx.deleteFrom('visit_task').where('visit_id', '=', visit.id).execute();
  if (tasks.length === 0) return;
  await tx
    .insertInto('visit_task')
    .values(tasks.map((task) => ({ visit_id: visit.id, plan_task_id: task.planTaskId, firm_id: visit.firmId, progress_percent: task.progressPercent })))
    .execute();
}

/** Adds photos behind those a visit has. */
export async function insertVisitPhotos(tx: ActorTx, visit: { id: string; firmId: string }, documentIds: readonly string[], at: Date): Promise<void> {
  if (documentIds.length === 0) return;
  const row = await tx.selectFrom('visit_photo').select(sql<number>`coalesce(max(position) + 1, 0)::integer`.as('next')).where('visit_id', '=', visit.id).executeTakeFirst();
  const next = row?.next ?? 0;
  await tx
    .insertInto('visit_photo')
    .values(documentIds.map((documentId, index) => ({ visit_id: visit.id, firm_id: visit.firmId, document_id: documentId, position: next + index, created_at: at })))
    .execute();
}

/**
 * Makes the visits of one consultant wait for each other until the transaction ends. Without it two visits at the same time
 * would meet in the exclusion constraint, where each waits for the other until the server breaks the tie.
 */
export async function lockDiary(tx: ActorTx, consultantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`visit:${consultantId}`}, 0))`.execute(tx);
}

/** Books half days on an assignment (a negative number gives them back); false when the agreed days do not suffice. */
export async function takeManDays(tx: ActorTx, assignmentId: string, half: number): Promise<boolean> {
  const result = await tx
    .updateTable('assignment')
    .set({ used_days_half: sql<number>`used_days_half + ${half}` })
    .where('id', '=', assignmentId)
    .where(sql<boolean>`used_days_half + ${half} between 0 and man_days_half`)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Notes who confirmed a visit for the firm. */
export async function markVisitConfirmed(tx: ActorTx, id: string, by: string | null, at: Date): Promise<void> {
  await tx.updateTable('visit').set({ firm_confirmed_by: by, firm_confirmed_at: at, confirm_method: 'portal' }).where('id', '=', id).execute();
}

/** Notes what the firm disputes. */
export async function markVisitDisputed(tx: ActorTx, id: string, items: readonly string[]): Promise<void> {
  await tx.updateTable('visit').set({ dispute_items: sql<string>`${JSON.stringify(items)}::jsonb` }).where('id', '=', id).execute();
}

/** Notes who accepted a visit. */
export async function markVisitAccepted(tx: ActorTx, id: string, by: string | null, at: Date): Promise<void> {
  await tx.updateTable('visit').set({ accepted_by: by, accepted_at: at }).where('id', '=', id).execute();
}

/** Keeps the firm's answer with the hash of what it answered to; such a row is never changed. */
export async function insertVisitAnswer(
  tx: ActorTx,
  answer: { visitId: string; applicationId: string; firmId: string; outcome: 'confirmed' | 'disputed'; userId: string | null; name: string; satisfaction: number | null; note: string | null; hash: Buffer; at: Date },
): Promise<void> {
  await tx
    .insertInto('visit_confirmation')
    .values({
      visit_id: answer.visitId,
      application_id: answer.applicationId,
      firm_id: answer.firmId,
      outcome: answer.outcome,
      method: 'portal',
      user_id: answer.userId,
      name: answer.name,
      satisfaction: answer.satisfaction,
      note: answer.note,
      visit_hash: answer.hash,
      confirmed_at: answer.at,
    })
    .execute();
}

export interface ManDayAssignment {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly firmName: string | null;
  readonly organisationId: string | null;
  readonly consultantId: string;
  readonly consultantName: string | null;
  readonly state: string;
  readonly agreedHalf: number;
  readonly usedHalf: number;
  /** Half days of visits that lie ahead or wait for their log. */
  readonly plannedHalf: number;
  readonly confirmedHalf: number;
  readonly visits: number;
}

/** Assignments with their agreed, used and confirmed half days: of a consultant, of a case or of a firm. */
export async function listManDays(tx: ActorTx, filter: { consultantId?: string; applicationId?: string; firmId?: string; activeOnly?: boolean }): Promise<ManDayAssignment[]> {
  let query = tx
    .selectFrom('assignment as s')
    .leftJoin('firm as f', 'f.id', 's.firm_id')
    .leftJoin('consultant as c', 'c.id', 's.consultant_id')
    .leftJoin('application as a', 'a.id', 's.application_id')
    .select(['s.id', 's.application_id', 's.firm_id', 's.consultant_id', 's.state', 's.man_days_half', 's.used_days_half', 'f.name as firm_name', 'c.name as consultant_name', 'a.organisation_id'])
    .select([
      sql<number>`(select coalesce(sum(v.man_days_half), 0)::integer from visit v where v.assignment_id = s.id and v.state in ('firm_confirmed', 'accepted', 'fee_claimed', 'fee_paid'))`.as('confirmed'),
      sql<number>`(select coalesce(sum(v.man_days_half), 0)::integer from visit v where v.assignment_id = s.id and v.state in ('planned', 'confirmed', 'checked_in'))`.as('planned'),
      sql<number>`(select count(*)::integer from visit v where v.assignment_id = s.id and v.logged_at is not null and v.state <> 'void')`.as('visits'),
    ])
    .where('s.state', 'in', filter.activeOnly ? ['active'] : ['active', 'handover', 'ended']);
  if (filter.consultantId) query = query.where('s.consultant_id', '=', filter.consultantId);
  if (filter.applicationId) query = query.where('s.application_id', '=', filter.applicationId);
  if (filter.firmId) query = query.where('s.firm_id', '=', filter.firmId);
  const rows = await query.orderBy('f.name').orderBy('s.id').limit(100).execute();
  return rows.map((row) => ({
    id: row.id,
    applicationId: row.application_id,
    firmId: row.firm_id,
    firmName: row.firm_name,
    organisationId: row.organisation_id,
    consultantId: row.consultant_id,
    consultantName: row.consultant_name,
    state: row.state,
    agreedHalf: row.man_days_half,
    usedHalf: row.used_days_half,
    plannedHalf: row.planned,
    confirmedHalf: row.confirmed,
    visits: row.visits,
  }));
}
