import { sql } from 'kysely';
import type { VisitState } from '#app/domain/visits/visit-machine.ts';
import type { VisitSide } from '#app/domain/visits/planned-visit.ts';
import type { ActorTx } from '../transaction.ts';

export interface Attendee {
  readonly name: string;
  readonly duty: string | null;
}

export interface TouchedTask {
  readonly planTaskId: string;
  readonly progressPercent: number | null;
}

/** What a consultant writes about a visit; days are counted in halves. */
export interface VisitContent {
  readonly visitOn: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly placeKind: string;
  readonly placeText: string | null;
  readonly manDaysHalf: number;
  readonly kind: string;
  readonly purpose: string;
  readonly attendees: readonly Attendee[];
  readonly ceoPresent: boolean | null;
  readonly findings: string | null;
  readonly promises: readonly string[];
  readonly nextSteps: string | null;
  readonly nextVisitOn: string | null;
}

/** One visit of a list. */
export interface VisitLine {
  readonly id: string;
  readonly state: VisitState;
  readonly number: number | null;
  readonly applicationId: string;
  readonly firmId: string;
  readonly firmName: string | null;
  readonly consultantId: string;
  readonly consultantName: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly visitOn: string;
  readonly placeKind: string;
  readonly manDaysHalf: number;
  readonly kind: string;
  readonly purpose: string;
  readonly confirmDueOn: string | null;
  readonly loggedAt: Date | null;
  /** Which side proposed the time last; null for visits that were never planned. */
  readonly proposedSide: VisitSide | null;
}

/** A visit with everything its page shows. */
export interface VisitRow extends VisitLine, VisitContent {
  readonly firmName: string | null;
  readonly version: number;
  readonly stateSince: Date;
  /** When the first log arrived. */
  readonly createdAt: Date;
  readonly assignmentId: string;
  readonly organisationId: string | null;
  readonly loggedBy: string | null;
  readonly loggedByName: string | null;
  readonly lateReason: string | null;
  readonly firmConfirmedAt: Date | null;
  readonly firmConfirmedByName: string | null;
  readonly confirmMethod: string | null;
  readonly disputeItems: readonly string[];
  readonly acceptedBy: string | null;
  readonly acceptedAt: Date | null;
  readonly proposedBy: string | null;
  readonly proposedByName: string | null;
  readonly checkedInAt: Date | null;
  readonly cancelCode: string | null;
  readonly cancelText: string | null;
  readonly isLateCancel: boolean;
  readonly absentSide: VisitSide | null;
  readonly absentNote: string | null;
  readonly absentReportedAt: Date | null;
  /** Province of the factory. */
  readonly regionCode: string | null;
}

const LINE = [
  'v.id', 'v.state', 'v.number', 'v.application_id', 'v.firm_id', 'v.consultant_id', 'v.starts_at', 'v.ends_at', 'v.visit_on', 'v.place_kind', 'v.man_days_half',
  'v.kind', 'v.purpose', 'v.confirm_due_on', 'v.logged_at', 'v.proposed_side', 'f.name as firm_name', 'c.name as consultant_name',
] as const;

function lines(tx: ActorTx) {
  return tx.selectFrom('visit as v').leftJoin('firm as f', 'f.id', 'v.firm_id').leftJoin('consultant as c', 'c.id', 'v.consultant_id').select([...LINE]);
}

type LineRow = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number];

function readLine(row: LineRow): VisitLine {
  return {
    id: row.id,
    state: row.state as VisitState,
    number: row.number,
    applicationId: row.application_id,
    firmId: row.firm_id,
    firmName: row.firm_name,
    consultantId: row.consultant_id,
    consultantName: row.consultant_name,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    visitOn: row.visit_on,
    placeKind: row.place_kind,
    manDaysHalf: row.man_days_half,
    kind: row.kind,
    purpose: row.purpose,
    confirmDueOn: row.confirm_due_on,
    loggedAt: row.logged_at,
    proposedSide: row.proposed_side as VisitSide | null,
  };
}

export interface VisitFilter {
  readonly consultantId?: string;
  readonly applicationId?: string;
  readonly firmId?: string;
  readonly states?: readonly VisitState[];
  /** The nearest first instead of the latest. */
  readonly soonestFirst?: boolean;
  /** Only visits that begin before this one (for the next page). */
  readonly before?: { readonly startsAt: Date; readonly id: string };
  readonly limit: number;
}

/** Visits, latest first, as far as the actor may see them. */
export async function listVisits(tx: ActorTx, filter: VisitFilter): Promise<VisitLine[]> {
  let query = lines(tx);
  if (filter.consultantId) query = query.where('v.consultant_id', '=', filter.consultantId);
  if (filter.applicationId) query = query.where('v.application_id', '=', filter.applicationId);
  if (filter.firmId) query = query.where('v.firm_id', '=', filter.firmId);
  if (filter.states) query = query.where('v.state', 'in', [...filter.states]);
  if (filter.before) query = query.where(sql<boolean>`(v.starts_at, v.id) < (${filter.before.startsAt}, ${filter.before.id}::uuid)`);
  const order = filter.soonestFirst ? 'asc' : 'desc';
  const rows = await query.orderBy('v.starts_at', order).orderBy('v.id', order).limit(filter.limit).execute();
  return rows.map(readLine);
}

/** How many visits stand in each state. */
export async function countVisitStates(tx: ActorTx, filter: Pick<VisitFilter, 'consultantId' | 'firmId' | 'applicationId'>): Promise<Partial<Record<VisitState, number>>> {
  let query = tx.selectFrom('visit').select(['state', sql<number>`count(*)::integer`.as('count')]).groupBy('state');
  if (filter.consultantId) query = query.where('consultant_id', '=', filter.consultantId);
  if (filter.applicationId) query = query.where('application_id', '=', filter.applicationId);
  if (filter.firmId) query = query.where('firm_id', '=', filter.firmId);
  return Object.fromEntries((await query.execute()).map((row) => [row.state, row.count]));
}

/** One visit; null when there is none or the actor may not see it. */
export async function findVisit(tx: ActorTx, id: string): Promise<VisitRow | null> {
  const row = await lines(tx)
    .leftJoin('application as a', 'a.id', 'v.application_id')
    .select([
      'v.version', 'v.created_at', 'v.state_since', 'v.assignment_id', 'v.place_text', 'v.ceo_present', 'v.findings', 'v.next_steps', 'v.next_visit_on', 'v.logged_by', 'v.late_reason',
      'v.firm_confirmed_at', 'v.confirm_method', 'v.accepted_by', 'v.accepted_at', 'a.organisation_id', 'v.proposed_by', 'v.checked_in_at', 'v.cancel_code', 'v.cancel_text', 'v.is_late_cancel', 'v.absent_side', 'v.absent_note', 'v.absent_reported_at',
    ])
    .select([
      sql<Attendee[]>`v.attendees`.as('attendees'),
      sql<{ text: string }[]>`v.promises`.as('promises'),
      sql<string[] | null>`v.dispute_items`.as('dispute_items'),
      sql<string | null>`person_name(v.logged_by)`.as('logged_by_name'),
      sql<string | null>`person_name(v.firm_confirmed_by)`.as('confirmed_by_name'),
      sql<string | null>`person_name(v.proposed_by)`.as('proposed_by_name'),
      sql<string | null>`coalesce(nullif(f.factory_region_code, ''), f.region_code)`.as('region_code'),
    ])
    .where('v.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...readLine(row),
    version: row.version,
    stateSince: row.state_since,
    createdAt: row.created_at,
    assignmentId: row.assignment_id,
    organisationId: row.organisation_id,
    placeText: row.place_text,
    ceoPresent: row.ceo_present,
    findings: row.findings,
    nextSteps: row.next_steps,
    nextVisitOn: row.next_visit_on,
    attendees: row.attendees,
    promises: row.promises.map(({ text }) => text),
    loggedBy: row.logged_by,
    loggedByName: row.logged_by_name,
    lateReason: row.late_reason,
    firmConfirmedAt: row.firm_confirmed_at,
    firmConfirmedByName: row.confirmed_by_name,
    confirmMethod: row.confirm_method,
    disputeItems: row.dispute_items ?? [],
    acceptedBy: row.accepted_by,
    acceptedAt: row.accepted_at,
    proposedBy: row.proposed_by,
    proposedByName: row.proposed_by_name,
    checkedInAt: row.checked_in_at,
    cancelCode: row.cancel_code,
    cancelText: row.cancel_text,
    isLateCancel: row.is_late_cancel,
    absentSide: row.absent_side as VisitSide | null,
    absentNote: row.absent_note,
    absentReportedAt: row.absent_reported_at,
    regionCode: row.region_code,
  };
}

/** Another visit of the consultant that shares time with a range; cancelled and void ones do not count. */
export async function findOverlappingVisit(tx: ActorTx, range: { consultantId: string; startsAt: Date; endsAt: Date; exceptId: string | null }): Promise<VisitLine | null> {
  let query = lines(tx)
    .where('v.consultant_id', '=', range.consultantId)
    .where(sql<boolean>`v.during && tstzrange(${range.startsAt}, ${range.endsAt}, '[)')`)
    .where('v.state', 'not in', ['cancelled', 'void', 'no_show']);
  if (range.exceptId) query = query.where('v.id', '<>', range.exceptId);
  const row = await query.orderBy('v.starts_at').executeTakeFirst();
  return row ? readLine(row) : null;
}

/** The visit that a device sent under an id of its own; null when it has not arrived yet. */
export async function findVisitByDevice(tx: ActorTx, deviceId: string): Promise<{ id: string; consultantId: string } | null> {
  const row = await tx.selectFrom('visit').select(['id', 'consultant_id']).where('device_id', '=', deviceId).executeTakeFirst();
  return row ? { id: row.id, consultantId: row.consultant_id } : null;
}
