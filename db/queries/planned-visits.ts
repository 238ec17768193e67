import { sql } from 'kysely';
import type { VisitSide } from '#app/domain/visits/planned-visit.ts';
import type { PlacedVisit } from '#app/domain/visits/travel.ts';
import type { ActorTx } from '../transaction.ts';
import { contentColumns } from './visit-changes.ts';
import type { VisitContent } from './visits.ts';

export interface NewPlan {
  readonly id: string;
  readonly assignmentId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly consultantId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly visitOn: string;
  readonly placeKind: string;
  readonly placeText: string | null;
  readonly manDaysHalf: number;
  readonly kind: string;
  readonly purpose: string;
  readonly side: VisitSide;
  readonly by: string | null;
  readonly at: Date;
}

/** Writes a proposed visit. The exclusion constraint refuses time that the consultant has given away. */
export async function insertPlan(tx: ActorTx, plan: NewPlan): Promise<void> {
  await tx
    .insertInto('visit')
    .values({
      id: plan.id,
      state: 'planned',
      state_since: plan.at,
      assignment_id: plan.assignmentId,
      application_id: plan.applicationId,
      firm_id: plan.firmId,
      consultant_id: plan.consultantId,
      starts_at: plan.startsAt,
      ends_at: plan.endsAt,
      visit_on: plan.visitOn,
      place_kind: plan.placeKind,
      place_text: plan.placeText,
      man_days_half: plan.manDaysHalf,
      kind: plan.kind,
      purpose: plan.purpose,
      proposed_by: plan.by,
      proposed_side: plan.side,
      created_at: plan.at,
    })
    .execute();
}

/** Puts another time in place of the proposed one, in the name of a side. */
export async function updatePlanTime(tx: ActorTx, id: string, time: { startsAt: Date; endsAt: Date; visitOn: string; side: VisitSide; by: string | null }): Promise<void> {
  await tx.updateTable('visit').set({ starts_at: time.startsAt, ends_at: time.endsAt, visit_on: time.visitOn, proposed_side: time.side, proposed_by: time.by }).where('id', '=', id).execute();
}

/** Keeps why a visit was called off, and whether that was late. */
export async function markVisitCancelled(tx: ActorTx, id: string, given: { code: string; text: string; isLate: boolean }): Promise<void> {
  await tx.updateTable('visit').set({ cancel_code: given.code, cancel_text: given.text, is_late_cancel: given.isLate }).where('id', '=', id).execute();
}

/** Keeps the moment of the arrival, by the clock of the server. */
export async function markArrival(tx: ActorTx, id: string, at: Date): Promise<void> {
  await tx.updateTable('visit').set({ checked_in_at: at }).where('id', '=', id).execute();
}

/** Keeps who was absent, who says so and how many photos show it. */
export async function markAbsence(tx: ActorTx, id: string, given: { side: VisitSide; note: string; by: string | null; at: Date; addedPhotos: number }): Promise<void> {
  await tx
    .updateTable('visit')
    .set({ absent_side: given.side, absent_note: given.note, absent_reported_by: given.by, absent_reported_at: given.at, ...(given.addedPhotos > 0 ? { photo_count: sql<number>`photo_count + ${given.addedPhotos}` } : {}) })
    .where('id', '=', id)
    .execute();
}

/** Turns a planned visit into a logged one and returns its number within the assignment. */
export async function fillPlannedVisit(tx: ActorTx, id: string, content: VisitContent, log: { deviceId: string | null; lateReason: string | null; confirmDueOn: string; photoCount: number; at: Date; by: string | null }): Promise<number> {
  const row = await tx
    .updateTable('visit')
    .set({
      ...contentColumns(content),
      number: sql<number>`(select coalesce(max(v.number), 0) + 1 from visit v where v.assignment_id = visit.assignment_id)`,
      device_id: log.deviceId,
      late_reason: log.lateReason,
      confirm_due_on: log.confirmDueOn,
      photo_count: sql<number>`photo_count + ${log.photoCount}`,
      logged_at: log.at,
      logged_by: log.by,
    })
    .where('id', '=', id)
    .returning('number')
    .executeTakeFirstOrThrow();
  return row.number ?? 1;
}

/** Half days of the visits of an assignment that lie ahead or wait for their log. */
export async function sumPlannedHalf(tx: ActorTx, assignmentId: string, exceptId: string | null = null): Promise<number> {
  let query = tx.selectFrom('visit').select(sql<number>`coalesce(sum(man_days_half), 0)::integer`.as('half')).where('assignment_id', '=', assignmentId).where('state', 'in', ['planned', 'confirmed', 'checked_in']);
  if (exceptId) query = query.where('id', '<>', exceptId);
  return (await query.executeTakeFirst())?.half ?? 0;
}

/** The other visits of a consultant on the days from one to another with their province. */
export async function listPlacesOf(tx: ActorTx, consultantId: string, fromOn: string, toOn: string): Promise<(PlacedVisit & { id: string; visitOn: string })[]> {
  const { rows } = await sql<{ id: string; visit_on: string; starts_at: Date; ends_at: Date; firm_id: string; firm_name: string | null; place_kind: string; region_code: string | null }>`
    select v.id, v.visit_on, v.starts_at, v.ends_at, v.firm_id, f.name as firm_name, v.place_kind, coalesce(nullif(f.factory_region_code, ''), f.region_code) as region_code
    from visit v left join firm f on f.id = v.firm_id
    where v.consultant_id = ${consultantId} and v.visit_on between ${fromOn}::date and ${toOn}::date and v.state not in ('cancelled', 'void', 'no_show')
    order by v.starts_at`.execute(tx);
  return rows.map((row) => ({ id: row.id, visitOn: row.visit_on, startsAt: row.starts_at, endsAt: row.ends_at, firmId: row.firm_id, firmName: row.firm_name, placeKind: row.place_kind, regionCode: row.region_code }));
}

export interface AgreedVisit {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly firmName: string;
  readonly organisationId: string | null;
  readonly consultantId: string;
  readonly consultantName: string;
  readonly visitOn: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Agreed visits of the days after `after` up to `until` of which nobody was reminded for that day yet. */
export async function listVisitsToRemind(tx: ActorTx, days: { after: string; until: string }, page: { readonly id?: string; readonly except: readonly string[]; readonly limit: number }): Promise<AgreedVisit[]> {
  const { rows } = await sql<{ id: string; application_id: string; firm_id: string; firm_name: string; organisation_id: string | null; consultant_id: string; consultant_name: string; visit_on: string; starts_at: Date; ends_at: Date }>`
    select v.id, v.application_id, v.firm_id, f.name as firm_name, a.organisation_id, v.consultant_id, c.name as consultant_name, v.visit_on, v.starts_at, v.ends_at
    from visit v join firm f on f.id = v.firm_id join consultant c on c.id = v.consultant_id join application a on a.id = v.application_id
    where v.state = 'confirmed' and v.visit_on > ${days.after}::date and v.visit_on <= ${days.until}::date
      and not exists (select from notice n where n.subject_type = 'visit' and n.subject_id = v.id and n.kind = 'visit_soon' and n.values ->> 'visitOn' = v.visit_on::text)
      and v.id <> all (${[...page.except]}::uuid[]) and v.id = coalesce(${page.id ?? null}::uuid, v.id)
    order by v.starts_at, v.id limit ${page.limit}`.execute(tx);
  return rows.map((row) => ({
    id: row.id, applicationId: row.application_id, firmId: row.firm_id, firmName: row.firm_name, organisationId: row.organisation_id, consultantId: row.consultant_id,
    consultantName: row.consultant_name, visitOn: row.visit_on, startsAt: row.starts_at, endsAt: row.ends_at,
  }));
}
