import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

export interface VisitTaskRow {
  readonly planTaskId: string;
  readonly title: string | null;
  readonly progressPercent: number | null;
}

/** Tasks that a visit touched, in the order of the plan. */
export async function listVisitTasks(tx: ActorTx, visitId: string): Promise<VisitTaskRow[]> {
  const rows = await tx
    .selectFrom('visit_task as x')
    .leftJoin('plan_task as p', 'p.id', 'x.plan_task_id')
    .select(['x.plan_task_id', 'x.progress_percent', 'p.title'])
    .where('x.visit_id', '=', visitId)
    .orderBy('p.position')
    .orderBy('x.plan_task_id')
    .execute();
  return rows.map((row) => ({ planTaskId: row.plan_task_id, title: row.title, progressPercent: row.progress_percent }));
}

export interface CaseTask {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly progressPercent: number;
}

/** Tasks of the newest plan of a case, with the progress that the last visit stated. */
export async function listCaseTasks(tx: ActorTx, applicationId: string): Promise<CaseTask[]> {
  const rows = await tx
    .selectFrom('plan_task as p')
    .select(['p.id', 'p.title', 'p.status', 'p.progress_percent'])
    .select(
      sql<number | null>`(select x.progress_percent from visit_task x join visit v on v.id = x.visit_id
        where x.plan_task_id = p.id and x.progress_percent is not null and v.state not in ('void', 'cancelled') order by v.starts_at desc limit 1)`.as('stated'),
    )
    .where('p.application_id', '=', applicationId)
    .where(sql<boolean>`p.plan_id = (select l.id from plan l where l.application_id = p.application_id order by l.id desc limit 1)`)
    .orderBy('p.position')
    .orderBy('p.id')
    .limit(60)
    .execute();
  return rows.map((row) => ({ id: row.id, title: row.title, status: row.status, progressPercent: Math.max(row.progress_percent, row.stated ?? 0) }));
}

export interface VisitPhotoRow {
  readonly documentId: string;
  readonly fileName: string | null;
  readonly bytes: number | null;
  readonly caption: string | null;
}

/** Photos of a visit in their order. */
export async function listVisitPhotos(tx: ActorTx, visitId: string): Promise<VisitPhotoRow[]> {
  const rows = await tx
    .selectFrom('visit_photo as p')
    .leftJoin('document as d', 'd.id', 'p.document_id')
    .select(['p.document_id', 'p.caption', 'd.file_name', 'd.bytes'])
    .where('p.visit_id', '=', visitId)
    .orderBy('p.position')
    .orderBy('p.id')
    .execute();
  return rows.map((row) => ({ documentId: row.document_id, fileName: row.file_name, bytes: row.bytes, caption: row.caption }));
}

export interface VisitAnswer {
  readonly outcome: 'confirmed' | 'disputed' | 'silent';
  readonly name: string | null;
  readonly note: string | null;
  readonly satisfaction: number | null;
  readonly at: Date;
}

/** What the firm answered to a visit log, latest first. */
export async function listVisitAnswers(tx: ActorTx, visitId: string): Promise<VisitAnswer[]> {
  const rows = await tx
    .selectFrom('visit_confirmation')
    .select(['outcome', 'name', 'note', 'satisfaction', 'confirmed_at'])
    .where('visit_id', '=', visitId)
    .orderBy('confirmed_at', 'desc')
    .execute();
  return rows.map((row) => ({ outcome: row.outcome as VisitAnswer['outcome'], name: row.name, note: row.note, satisfaction: row.satisfaction, at: row.confirmed_at }));
}

/** Man-days in halves that one consultant logged at one firm with visits of one kind. */
export interface ManDaySum {
  readonly applicationId: string;
  readonly consultantId: string;
  readonly kind: string;
  readonly manDaysHalf: number;
}

/** What was logged in each of the cases, per consultant and kind of visit; void visits do not count. */
export async function sumManDaysByKind(tx: ActorTx, applicationIds: readonly string[]): Promise<ManDaySum[]> {
  const { rows } = await sql<{ application_id: string; consultant_id: string; kind: string; half: number }>`
    select application_id, consultant_id, kind, sum(man_days_half)::integer as half from visit
    where application_id = any (${sql.val([...applicationIds])}::uuid[]) and logged_at is not null and state <> 'void'
    group by application_id, consultant_id, kind`.execute(tx);
  return rows.map((row) => ({ applicationId: row.application_id, consultantId: row.consultant_id, kind: row.kind, manDaysHalf: row.half }));
}
