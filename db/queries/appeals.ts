import { sql } from 'kysely';
import type { AppealState } from '#app/domain/applications/appeal-machine.ts';
import type { AppealedMachine } from '#app/domain/applications/appeal-rules.ts';
import type { ActorTx } from '../transaction.ts';

/** A decision that a firm may appeal against, with the moment its letter reached the firm. */
export interface AppealTarget {
  readonly machine: AppealedMachine;
  readonly id: string;
  readonly state: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly decidedAt: Date;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
  readonly feedback: string | null;
  /** The last day that the letter names. */
  readonly namedOn: string | null;
  readonly deliveredAt: Date | null;
  /** True when an appeal against this decision was filed and not withdrawn. */
  readonly hasAppeal: boolean;
}

const targets = sql`
  select 'application' as machine, a.id, a.state, a.id as application_id, a.firm_id, a.receipt_number, d.decided_at, d.reason_code, d.reason_text, d.feedback, d.appeal_until, 'application_' || a.state as kind
  from application a join lateral (select x.decided_at, x.reason_code, x.reason_text, x.feedback, x.appeal_until from decision x where x.application_id = a.id and x.kind = a.state order by x.decided_at desc limit 1) d on true
  where a.state in ('ineligible', 'rejected')
  union all
  select 'grant_decision', g.id, g.state, g.application_id, g.firm_id, a.receipt_number, g.approved_at, g.reason_code, g.reason_text, null, g.appeal_until, 'grant_refused'
  from grant_decision g join application a on a.id = g.application_id where g.state = 'refused' and g.approved_at is not null`;

interface TargetRow {
  machine: AppealedMachine; id: string; state: string; application_id: string; firm_id: string; name: string; receipt_number: string | null; decided_at: Date; reason_code: string | null; reason_text: string | null;
  feedback: string | null; appeal_until: string | null; delivered_at: Date | null; has_appeal: boolean;
}

/** The refused decisions of a firm, newest first; of one case when named. Without rows when the actor may not see them. */
export async function listAppealTargets(tx: ActorTx, firmId: string, applicationId: string | null = null): Promise<AppealTarget[]> {
  const result = await sql<TargetRow>`
    select t.machine, t.id, t.state, t.application_id, t.firm_id, f.name, t.receipt_number, t.decided_at, t.reason_code, t.reason_text, t.feedback, t.appeal_until::text as appeal_until,
      decision_delivered_at(t.application_id, t.kind, t.decided_at) as delivered_at,
      exists (select from appeal p where p.against_machine = t.machine and p.against_id = t.id and p.against_decided_at = t.decided_at and p.state <> 'withdrawn') as has_appeal
    from (${targets}) t join firm f on f.id = t.firm_id
    where t.firm_id = ${firmId} and (${applicationId}::uuid is null or t.application_id = ${applicationId}::uuid)
    order by t.decided_at desc limit 5`.execute(tx);
  return result.rows.map((row) => ({
    machine: row.machine, id: row.id, state: row.state, applicationId: row.application_id, firmId: row.firm_id, firmName: row.name, receiptNumber: row.receipt_number, decidedAt: row.decided_at, reasonCode: row.reason_code,
    reasonText: row.reason_text, feedback: row.feedback, namedOn: row.appeal_until, deliveredAt: row.delivered_at, hasAppeal: row.has_appeal,
  }));
}

/** An appeal as both sides read it; the minutes of a hearing are the headquarters' own. */
export interface AppealRow {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly organisationId: string | null;
  readonly assignedOfficerId: string | null;
  readonly state: AppealState;
  readonly stateSince: Date;
  readonly version: number;
  readonly againstMachine: AppealedMachine;
  readonly againstId: string;
  readonly againstState: string;
  readonly againstDecidedAt: Date | null;
  readonly summary: string | null;
  readonly grounds: string;
  readonly hearingWanted: boolean;
  readonly decisionNotifiedOn: string | null;
  readonly filerName: string | null;
  readonly filedAt: Date;
  readonly dueOn: string | null;
  readonly admissibilityText: string | null;
  readonly reviewerId: string | null;
  readonly reviewerName: string | null;
  readonly hearingAt: Date | null;
  readonly hearingPlace: string | null;
  readonly decisionText: string | null;
  readonly decidedAt: Date | null;
  readonly implementedAt: Date | null;
}

const selectAppeal = sql`
  select p.id, p.application_id as "applicationId", p.firm_id as "firmId", f.name as "firmName", a.receipt_number as "receiptNumber", a.organisation_id as "organisationId", a.assigned_officer_id as "assignedOfficerId",
    p.state, p.state_since as "stateSince", p.version, p.against_machine as "againstMachine", p.against_id as "againstId", p.against_state as "againstState", p.against_decided_at as "againstDecidedAt", p.summary, p.grounds,
    p.hearing_wanted as "hearingWanted", p.decision_notified_on::text as "decisionNotifiedOn", person_name(p.filed_by) as "filerName", p.filed_at as "filedAt", p.due_on::text as "dueOn", p.admissibility_text as "admissibilityText",
    p.reviewer_id as "reviewerId", person_name(p.reviewer_id) as "reviewerName", p.hearing_at as "hearingAt", p.hearing_place as "hearingPlace", p.decision_text as "decisionText", p.decided_at as "decidedAt",
    p.implemented_at as "implementedAt"
  from appeal p join application a on a.id = p.application_id join firm f on f.id = p.firm_id`;

/** One appeal; null when the actor may not see it. */
export async function findAppeal(tx: ActorTx, id: string): Promise<AppealRow | null> {
  return (await sql<AppealRow>`${selectAppeal} where p.id = ${id}`.execute(tx)).rows[0] ?? null;
}

/** The appeals of a firm, newest first. */
export async function listAppealsOfFirm(tx: ActorTx, firmId: string): Promise<AppealRow[]> {
  return (await sql<AppealRow>`${selectAppeal} where p.firm_id = ${firmId} order by p.filed_at desc, p.id desc limit 20`.execute(tx)).rows;
}

/** The appeals of a case, newest first. */
export async function listAppealsOfCase(tx: ActorTx, applicationId: string): Promise<{ id: string; state: AppealState; filedAt: Date }[]> {
  return (await sql<{ id: string; state: AppealState; filedAt: Date }>`select id, state, filed_at as "filedAt" from appeal where application_id = ${applicationId} order by filed_at desc, id desc limit 20`.execute(tx)).rows;
}

/** Appeals in some states, those that wait longest first (closed ones newest first). */
export async function listAppeals(tx: ActorTx, states: readonly AppealState[], order: 'oldest' | 'newest', limit: number): Promise<AppealRow[]> {
  const direction = order === 'oldest' ? sql`p.filed_at, p.id` : sql`p.filed_at desc, p.id desc`;
  return (await sql<AppealRow>`${selectAppeal} where p.state = any (${sql.val([...states])}::text[]) order by ${direction} limit ${limit}`.execute(tx)).rows;
}

/** Everybody of the headquarters who acted on the case of an appeal before. */
export async function listAppealHands(tx: ActorTx, appealId: string): Promise<string[]> {
  return (await sql<{ user_id: string }>`select user_id from appeal_hands(${appealId})`.execute(tx)).rows.map((row) => row.user_id);
}

/** The minutes of the hearing; null before, and for readers who may not read them. */
export async function findAppealMinutes(tx: ActorTx, appealId: string): Promise<string | null> {
  return (await tx.selectFrom('appeal').select('minutes').where('id', '=', appealId).executeTakeFirst())?.minutes ?? null;
}

/** Who decided what was appealed, and why, as the record has it. */
export interface AppealedDecision {
  readonly deciderName: string | null;
  readonly decidedAt: Date;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
}

/** The step that refused what was appealed; null when the record has none. */
export async function findAppealedDecision(tx: ActorTx, appeal: Pick<AppealRow, 'againstMachine' | 'againstId' | 'againstState' | 'filedAt'>): Promise<AppealedDecision | null> {
  const row = await tx
    .selectFrom('event')
    .select(['actor_name', 'effective_at', 'reason_code', 'reason_text'])
    .where('subject_type', '=', appeal.againstMachine)
    .where('subject_id', '=', appeal.againstId)
    .where('to_state', '=', appeal.againstState)
    .where('effective_at', '<=', appeal.filedAt)
    .orderBy('effective_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { deciderName: row.actor_name, decidedAt: row.effective_at, reasonCode: row.reason_code, reasonText: row.reason_text } : null;
}

/** Who recommended or decided a grant before an appeal reopened it; nobody while none did. */
export async function listHandsBeforeReopening(tx: ActorTx, decisionId: string): Promise<string[]> {
  const result = await sql<{ actor_id: string }>`
    select distinct e.actor_id from event e where e.subject_type = 'grant_decision' and e.subject_id = ${decisionId} and e.actor_id is not null and e.action in ('recommend', 'refuse')
      and e.effective_at < (select max(r.effective_at) from event r where r.subject_type = 'grant_decision' and r.subject_id = ${decisionId} and r.action = 'reopen_on_appeal')`.execute(tx);
  return result.rows.map((row) => row.actor_id);
}

export interface NewAppeal {
  readonly id: string;
  readonly target: AppealTarget;
  readonly summary: string;
  readonly grounds: string;
  readonly hearingWanted: boolean;
  readonly documentIds: readonly string[];
  readonly notifiedOn: string | null;
  readonly filedBy: string;
  readonly filedAt: Date;
  readonly dueOn: string;
}

/** Writes a filed appeal. */
export async function insertAppeal(tx: ActorTx, appeal: NewAppeal): Promise<void> {
  const { target } = appeal;
  await tx
    .insertInto('appeal')
    .values({
      id: appeal.id, application_id: target.applicationId, firm_id: target.firmId, state: 'filed', state_since: appeal.filedAt, against_machine: target.machine, against_id: target.id, against_state: target.state,
      against_decided_at: target.decidedAt, summary: appeal.summary, grounds: appeal.grounds, hearing_wanted: appeal.hearingWanted, document_ids: [...appeal.documentIds], decision_notified_on: appeal.notifiedOn,
      filed_by: appeal.filedBy, filed_at: appeal.filedAt, due_on: appeal.dueOn,
    })
    .execute();
}

/** Fields of an appeal that a step of the headquarters sets beside its state. */
export interface AppealPatch {
  readonly due_on?: string;
  readonly admissibility_text?: string;
  readonly reviewer_id?: string;
  readonly hearing_at?: Date;
  readonly hearing_place?: string;
  readonly minutes?: string;
  readonly decision_text?: string;
  readonly decided_at?: Date;
  readonly implemented_at?: Date;
}

/** Sets fields of an appeal; its state is moved by the workflow only. */
export async function patchAppeal(tx: ActorTx, id: string, patch: AppealPatch): Promise<void> {
  await tx.updateTable('appeal').set(patch).where('id', '=', id).execute();
}
