import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** Holidays from a day on, as dates. */
export async function listHolidaysFrom(tx: ActorTx, from: string): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`select day from holiday where day >= ${from}::date order by day`.execute(tx);
  return rows.map((row) => row.day);
}

export interface OpenVisit {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly firmName: string;
  readonly consultantId: string;
  readonly visitOn: string;
  readonly confirmDueOn: string;
}

/**
 * Logged visits whose period for confirming ended before a day, and whose firm was told: the mail of the log went out
 * or its notice was opened.
 */
export async function listVisitsPastWindow(tx: ActorTx, today: string, page: { readonly id?: string; readonly except: readonly string[]; readonly limit: number }): Promise<OpenVisit[]> {
  const { rows } = await sql<{ id: string; application_id: string; firm_id: string; firm_name: string; consultant_id: string; visit_on: string; confirm_due_on: string }>`
    select v.id, v.application_id, v.firm_id, f.name as firm_name, v.consultant_id, v.visit_on, v.confirm_due_on
    from visit v join firm f on f.id = v.firm_id
    where v.state in ('logged', 'late_logged') and v.confirm_due_on < ${today}::date
      and exists (select from notice n left join mail_delivery d on d.notice_id = n.id
        where n.subject_type = 'visit' and n.subject_id = v.id and n.kind = 'visit_logged' and (n.read_at is not null or d.status = 'sent'))
      and v.id <> all (${[...page.except]}::uuid[]) and v.id = coalesce(${page.id ?? null}::uuid, v.id)
    order by v.confirm_due_on, v.id limit ${page.limit}`.execute(tx);
  return rows.map((row) => ({ id: row.id, applicationId: row.application_id, firmId: row.firm_id, firmName: row.firm_name, consultantId: row.consultant_id, visitOn: row.visit_on, confirmDueOn: row.confirm_due_on }));
}

/** Notes that a visit was confirmed by silence. */
export async function markVisitSilent(tx: ActorTx, visitId: string): Promise<void> {
  await tx.updateTable('visit').set({ confirm_method: 'silence' }).where('id', '=', visitId).execute();
}

export interface KpiGap {
  readonly applicationId: string;
  readonly firmId: string;
  readonly firmName: string;
  readonly missing: number;
}

/**
 * Firms with an agreement in force that lack monthly readings of frozen indicators, and were not reminded of that month
 * yet. `month` is the first day of the month.
 */
export async function listKpiGaps(tx: ActorTx, month: string, page: { readonly id?: string; readonly except: readonly string[]; readonly limit: number }): Promise<KpiGap[]> {
  const { rows } = await sql<{ application_id: string; firm_id: string; firm_name: string; missing: number }>`
    select c.application_id, c.firm_id, f.name as firm_name, count(*)::integer as missing
    from kpi_card c
      join agreement a on a.application_id = c.application_id and a.state = 'in_force'
        and date_trunc('month', a.starts_on)::date <= ${month}::date and a.ends_on >= ${month}::date
      join firm f on f.id = c.firm_id
    where c.state = 'frozen' and c.application_id <> all (${[...page.except]}::uuid[]) and c.application_id = coalesce(${page.id ?? null}::uuid, c.application_id)
      and not exists (select from kpi_reading r where r.kpi_card_id = c.id and r.kind = 'monthly' and r.month = ${month}::date and r.state not in ('rejected', 'corrected'))
      and not exists (select from notice n where n.kind = 'kpi_due' and n.application_id = c.application_id and n.values ->> 'month' = ${month.slice(0, 7)})
    group by c.application_id, c.firm_id, f.name order by c.application_id limit ${page.limit}`.execute(tx);
  return rows.map((row) => ({ applicationId: row.application_id, firmId: row.firm_id, firmName: row.firm_name, missing: row.missing }));
}

export interface OverdueClock {
  readonly id: string;
  readonly machine: string;
  readonly subjectId: string;
  readonly applicationId: string;
  readonly firmId: string | null;
  readonly firmName: string;
  readonly organisationId: string | null;
  readonly dueOn: string;
}

/** Open clocks of cases whose due day lies on or before a day, and that nobody was told about yet. */
export async function listOverdueClocks(tx: ActorTx, dueBefore: string, page: { readonly id?: string; readonly except: readonly string[]; readonly limit: number }): Promise<OverdueClock[]> {
  const { rows } = await sql<{ id: string; machine: string; subject_id: string; application_id: string; firm_id: string | null; firm_name: string; organisation_id: string | null; due_on: string }>`
    select c.id, c.machine, c.subject_id, c.application_id, c.firm_id, f.name as firm_name, a.organisation_id, c.due_on
    from clock_segment c join application a on a.id = c.application_id join firm f on f.id = a.firm_id
    where c.ended_at is null and c.alarmed_at is null and c.due_on <= ${dueBefore}::date
      and not exists (select from hold h where h.application_id = c.application_id and h.state = 'active')
      and c.id <> all (${[...page.except]}::uuid[]) and c.id = coalesce(${page.id ?? null}::uuid, c.id)
    order by c.due_on, c.id limit ${page.limit} for update of c skip locked`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    machine: row.machine,
    subjectId: row.subject_id,
    applicationId: row.application_id,
    firmId: row.firm_id,
    firmName: row.firm_name,
    organisationId: row.organisation_id,
    dueOn: row.due_on,
  }));
}

/** Notes that the delay of a clock was reported. */
export async function markClockAlarmed(tx: ActorTx, id: string, at: Date): Promise<void> {
  await tx.updateTable('clock_segment').set({ alarmed_at: at }).where('id', '=', id).execute();
}

/** Removes what has no use any more: ended sessions, links 30 days after their end, keys after 90 days, old counters. */
export async function deleteExpired(tx: ActorTx): Promise<{ sessions: number; tokens: number; keys: number; attempts: number }> {
  const sessions = await tx.deleteFrom('session').where(sql<boolean>`expires_at <= now()`).executeTakeFirst();
  const tokens = await tx.deleteFrom('auth_token').where(sql<boolean>`expires_at <= now() - interval '30 days'`).executeTakeFirst();
  const keys = await tx.deleteFrom('idempotency').where(sql<boolean>`created_at <= now() - interval '90 days'`).executeTakeFirst();
  const attempts = await tx.deleteFrom('login_attempt').where(sql<boolean>`window_started_at <= now() - interval '1 day'`).executeTakeFirst();
  return { sessions: Number(sessions.numDeletedRows), tokens: Number(tokens.numDeletedRows), keys: Number(keys.numDeletedRows), attempts: Number(attempts.numDeletedRows) };
}

export interface DeadMail {
  readonly jobId: string;
  readonly deliveryId: string;
  readonly createdAt: Date;
}

/** Mails whose every attempt failed, newest first; read with the worker's role. */
export async function listDeadMail(tx: ActorTx, limit: number): Promise<DeadMail[]> {
  const { rows } = await sql<{ id: string; delivery_id: string; created_on: Date }>`
    select id, data ->> 'deliveryId' as delivery_id, created_on from pgboss.job where name = 'send-mail-dead' order by created_on desc limit ${limit}`.execute(tx);
  return rows.map((row) => ({ jobId: row.id, deliveryId: row.delivery_id, createdAt: row.created_on }));
}
