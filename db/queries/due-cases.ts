import { sql, type RawBuilder } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** A step of a case whose last day is over. `id` is the aggregate that moves. */
export interface DueCase {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly dueOn: string;
  /** Since when the step waits. */
  readonly since: Date;
}

/** What can run out: drafts with their call, corrections, offers to consultants and to firms, a firm's word on its consultant, reports, answers, payments back, changes and the follow-up. */
export type DueKind = 'draft' | 'correction' | 'assignment_offer' | 'assignment_answer' | 'agreement_offer' | 'interim_report' | 'settlement_answer' | 'recovery_payment' | 'change_answer' | 'change_end' | 'membership_announcement' | 'membership_end';

const COLUMNS = sql`x.id, x.application_id as "applicationId", x.firm_id as "firmId", x.state_since as since`;

/** Each as `select … from … where …` with the due day as `due`; a reader compares it with today. */
const SOURCES: Readonly<Record<DueKind, RawBuilder<unknown>>> = {
  draft: sql`select x.id, x.id as "applicationId", x.firm_id as "firmId", x.state_since as since, (y.call_closes_at at time zone 'Asia/Seoul')::date as due
    from application x join programme_year y on y.id = x.programme_year_id where x.state in ('draft', 'ready_for_sign_off')`,
  correction: sql`select x.id, x.id as "applicationId", x.firm_id as "firmId", x.state_since as since, c.due_on as due
    from application x join correction_request c on c.application_id = x.id and c.answered_at is null where x.state = 'correction_requested'`,
  assignment_offer: sql`select ${COLUMNS}, x.due_on as due from assignment x where x.state = 'offered'`,
  assignment_answer: sql`select ${COLUMNS}, x.due_on as due from assignment x where x.state = 'accepted'`,
  agreement_offer: sql`select ${COLUMNS}, x.offer_ends_on as due from agreement x where x.state = 'offered'`,
  interim_report: sql`select ${COLUMNS}, x.due_on as due from interim_check x where x.state = 'scheduled'`,
  settlement_answer: sql`select ${COLUMNS}, x.due_on as due from settlement x where x.state = 'queried'`,
  change_answer: sql`select ${COLUMNS}, x.due_on as due from change_request x where x.state = 'queried'`,
  change_end: sql`select ${COLUMNS}, least(g.ends_on, (g.ended_at at time zone 'Asia/Seoul')::date) as due from change_request x join agreement g on g.id = x.agreement_id
    where x.state in ('draft', 'submitted', 'queried', 'recommended', 'approved')`,
  recovery_payment: sql`select ${COLUMNS}, x.due_on as due from recovery x where x.state in ('demanded', 'instalments')`,
  membership_announcement: sql`select ${COLUMNS}, x.ends_on as due from membership x where x.state = 'active'`,
  membership_end: sql`select ${COLUMNS}, x.ends_on as due from membership x where x.state in ('eligible', 'active', 'ending')`,
};

/** Steps of a kind whose due day lies before a day (and not before `from`) and that were not looked at yet, longest overdue first. */
export async function listPastDue(tx: ActorTx, kind: DueKind, before: string, page: { readonly from?: string; readonly except: readonly string[]; readonly limit: number }): Promise<DueCase[]> {
  const result = await sql<DueCase>`select s.id, s."applicationId", s."firmId", s.due::text as "dueOn", s.since from (${SOURCES[kind]}) s
    where s.due < ${before}::date and s.due >= coalesce(${page.from ?? null}::date, s.due) and s.id <> all (${[...page.except]}::uuid[]) order by s.due, s.id limit ${page.limit}`.execute(tx);
  return result.rows;
}

/** A step that was listed, as it is now; null when it moved or its day was put off. Read it after its row was locked. */
export async function findPastDue(tx: ActorTx, kind: DueKind, id: string, before: string): Promise<DueCase | null> {
  const result = await sql<DueCase>`select s.id, s."applicationId", s."firmId", s.due::text as "dueOn", s.since from (${SOURCES[kind]}) s where s.id = ${id} and s.due < ${before}::date`.execute(tx);
  return result.rows[0] ?? null;
}

/** How many notices of these kinds about a case reached somebody since a moment: their mail went out or they were opened. */
export async function countDelivered(tx: ActorTx, input: { readonly applicationId: string; readonly kinds: readonly string[]; readonly since: Date }): Promise<number> {
  const result = await sql<{ count: number }>`select count(distinct (n.kind, n.created_at::date))::int as count from notice n left join mail_delivery d on d.notice_id = n.id
    where n.application_id = ${input.applicationId} and n.kind = any (${[...input.kinds]}) and n.created_at >= ${input.since} and (n.read_at is not null or d.status = 'sent')`.execute(tx);
  return result.rows[0]?.count ?? 0;
}

/** Whether a case was reminded of this last day already, so many days before it or nearer. */
export async function hasReminder(tx: ActorTx, reminder: { readonly applicationId: string; readonly dueOn: string; readonly step: number }): Promise<boolean> {
  const result = await sql`select n.id from notice n where n.application_id = ${reminder.applicationId} and n.kind = 'deadline_near'
    and n.values ->> 'dueOn' = ${reminder.dueOn} and (n.values ->> 'step')::int <= ${reminder.step} limit 1`.execute(tx);
  return result.rows.length > 0;
}
