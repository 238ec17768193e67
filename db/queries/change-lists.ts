import { sql } from 'kysely';
import type { ChangeKind } from '#app/domain/grants/change-kinds.ts';
import type { ChangeRequestState } from '#app/domain/grants/change-request-machine.ts';
import type { ChangeValues } from '#app/domain/grants/change-values.ts';
import type { ActorTx } from '../transaction.ts';

/** A request in the officers' list. */
export interface ChangeListRow {
  readonly id: string;
  readonly applicationId: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly agreementNumber: string | null;
  readonly kind: ChangeKind;
  readonly state: ChangeRequestState;
  readonly since: Date;
  readonly dueOn: string | null;
}

const PAGE = 50;

/** Requests in one of the states, the longest waiting or the newest first; a page of fifty. */
export async function listChanges(tx: ActorTx, states: readonly ChangeRequestState[], page: number, order: 'oldest' | 'newest'): Promise<{ rows: ChangeListRow[]; more: boolean }> {
  const result = await sql<ChangeListRow>`
    select c.id, c.application_id as "applicationId", f.name as "firmName", a.receipt_number as "receiptNumber", g.number as "agreementNumber", c.kind, c.state, c.state_since as since, c.due_on::text as "dueOn"
    from change_request c join application a on a.id = c.application_id join firm f on f.id = c.firm_id join agreement g on g.id = c.agreement_id
    where c.state = any (${[...states]}::text[]) order by ${order === 'oldest' ? sql`c.state_since, c.id` : sql`c.state_since desc, c.id desc`} limit ${PAGE + 1} offset ${(page - 1) * PAGE}`.execute(tx);
  return { rows: result.rows.slice(0, PAGE), more: result.rows.length > PAGE };
}

/** How many requests stand in each state. */
export async function countChanges(tx: ActorTx): Promise<Map<string, number>> {
  const result = await sql<{ state: string; n: number }>`select state, count(*)::int as n from change_request group by state`.execute(tx);
  return new Map(result.rows.map((row) => [row.state, row.n]));
}

/** Grant parts of the lines in the newest version that was drafted or approved, not merely notified. */
export async function listApprovedLineWon(tx: ActorTx, agreementId: string): Promise<number[]> {
  const result = await sql<{ won: string }>`
    select b.amount_won as won from budget_line b where b.agreement_version_id = (
      select v.id from agreement_version v left join change_request c on c.id = v.change_request_id
      where v.agreement_id = ${agreementId} and c.kind is distinct from 'budget_within_limit' order by v.number desc limit 1)
    order by b.position, b.id`.execute(tx);
  return result.rows.map((row) => Number(row.won));
}

/** Facts about a firm that a change request may change. */
export async function findChangeableFirm(tx: ActorTx, firmId: string): Promise<{ representativeName: string | null; postalCode: string | null; address: string | null; addressDetail: string | null; phone: string | null; website: string | null } | null> {
  const row = await tx.selectFrom('firm').select(['representative_name', 'postal_code', 'address', 'address_detail', 'phone', 'website']).where('id', '=', firmId).executeTakeFirst();
  return row ? { representativeName: row.representative_name, postalCode: row.postal_code, address: row.address, addressDetail: row.address_detail, phone: row.phone, website: row.website } : null;
}

const FIRM_COLUMNS: Readonly<Record<string, string>> = { representativeName: 'representative_name', postalCode: 'postal_code', address: 'address', addressDetail: 'address_detail', phone: 'phone', website: 'website' };

/** Writes the changed facts of a firm. */
export async function applyToFirm(tx: ActorTx, firmId: string, after: ChangeValues, at: Date): Promise<void> {
  const set = Object.fromEntries(Object.entries(after).flatMap(([key, value]) => (FIRM_COLUMNS[key] ? [[FIRM_COLUMNS[key], value]] : [])));
  if (Object.keys(set).length > 0) await tx.updateTable('firm').set({ ...set, updated_at: at }).where('id', '=', firmId).execute();
}

/** Writes the changed title and months of a task of the plan. */
export async function applyToTask(tx: ActorTx, taskId: string, after: ChangeValues, by: string | null, at: Date): Promise<boolean> {
  const month = (value: string | number | null | undefined) => (typeof value === 'string' ? `${value}-01` : null);
  const result = await sql`update plan_task set title = ${String(after['title'] ?? '')}, start_month = ${month(after['startMonth'])}::date, end_month = ${month(after['endMonth'])}::date, revision = revision + 1, updated_by = ${by}, updated_at = ${at} where id = ${taskId}`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Moves the day by which the completion report is due, while it was not sent. */
export async function moveCompletionDue(tx: ActorTx, agreementId: string, dueOn: string): Promise<void> {
  await sql`update completion set due_on = ${dueOn}::date where agreement_id = ${agreementId} and state in ('not_due', 'due')`.execute(tx);
}

/** Sets the planned amount of a payment that nobody asked for yet; false when it moved on meanwhile. */
export async function setPlannedWon(tx: ActorTx, trancheId: string, won: number): Promise<boolean> {
  const result = await sql`update tranche set planned_won = ${won} where id = ${trancheId} and state in ('planned', 'claim_open')`.execute(tx);
  return result.numAffectedRows === 1n;
}
