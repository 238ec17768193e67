import { type RawBuilder, sql } from 'kysely';
import type { ApplicationState } from '#app/domain/applications/application-states.ts';
import type { CaseStates } from '#app/domain/workflow/case-stage.ts';
import type { Text } from '#app/domain/workflow/machine.ts';
import type { ActorTx } from '../transaction.ts';

/** The saved views of the list. */
export type CaseView = 'turn' | 'firm' | 'evaluation' | 'match' | 'decided' | 'all';

/** Conditions of the list; all of them hold together, values of one condition are alternatives. */
export interface CaseFilter {
  readonly view: CaseView;
  /** Whose list it is: decides what "my turn" and "mine" mean. */
  readonly me: { readonly userId: string | null; readonly duty: string };
  readonly today: string;
  readonly states?: readonly string[];
  readonly regions?: readonly string[];
  readonly ksic?: readonly string[];
  readonly isAffiliated?: boolean | undefined;
  readonly officerId?: string | undefined;
  readonly mine?: boolean;
  readonly overdue?: boolean;
  readonly yearNumber?: number | undefined;
  /** Firm name, receipt number or business number. */
  readonly q?: string | undefined;
}

export type CaseSortKey = 'due' | 'submitted' | 'requested' | 'firm' | 'receipt' | 'state' | 'region';

export interface CaseSort {
  readonly key: CaseSortKey;
  readonly direction: 'asc' | 'desc';
}

/** The row after (or before) which a page begins. */
export interface CaseBoundary {
  readonly value: string | number;
  readonly id: string;
}

export interface CaseListRow {
  readonly id: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly state: ApplicationState;
  readonly stateSince: Date;
  readonly regionName: Text | null;
  readonly ksicCode: string | null;
  readonly isAffiliated: boolean | null;
  readonly requestedWon: number | null;
  readonly dueOn: string | null;
  readonly submittedAt: Date | null;
  readonly officerName: string | null;
  readonly sortValue: string | number;
}

const LIVE_ASSIGNMENT = sql`exists (select from assignment s where s.application_id = a.id and s.state in ('proposed', 'conflict_check', 'offered', 'accepted', 'objected', 'active', 'handover', 'ended'))`;

/** Whether the due day of the row still counts: ended cases and later steps have none here. */
function hasDueDay(): RawBuilder<unknown> {
  return sql`(a.state in ('submitted', 'screening', 'correction_requested', 'resubmitted', 'ineligible_proposed', 'eligible', 'evaluation', 'ranked', 'reserve') or (a.state = 'admitted' and not ${LIVE_ASSIGNMENT}))`;
}

/** Expression of each sort key, never null, so that a page boundary compares; `cast` is the type of the stored boundary. */
const SORTS: Readonly<Record<CaseSortKey, { expression: RawBuilder<unknown>; cast: RawBuilder<unknown> }>> = {
  due: { expression: sql`coalesce(case when ${hasDueDay()} then a.due_on end, date '9999-12-31')`, cast: sql`date` },
  submitted: { expression: sql`coalesce(a.submitted_at, timestamptz '1970-01-01 00:00Z')`, cast: sql`timestamptz` },
  requested: { expression: sql`coalesce(a.requested_won, 0)`, cast: sql`bigint` },
  firm: { expression: sql`f.name`, cast: sql`text` },
  receipt: { expression: sql`coalesce(a.receipt_number, '')`, cast: sql`text` },
  state: { expression: sql`a.state`, cast: sql`text` },
  region: { expression: sql`coalesce(f.region_code, '')`, cast: sql`text` },
};

const OPEN = ['submitted', 'screening', 'correction_requested', 'resubmitted', 'ineligible_proposed', 'eligible', 'evaluation', 'ranked'] as const;

function anyOf(column: RawBuilder<unknown>, values: readonly string[]): RawBuilder<unknown> {
  return sql`${column} = any (${sql.val([...values])}::text[])`;
}

function turnOf({ me }: CaseFilter): RawBuilder<unknown> {
  // Cases never wait for finance; its payments and settlements stand in queues of their own.
  if (me.duty === 'finance_officer') return sql`false`;
  if (me.duty === 'senior_officer') return anyOf(sql`a.state`, ['ineligible_proposed', 'ranked', 'reserve']);
  const open = anyOf(sql`a.state`, me.duty === 'partner_officer' ? ['submitted', 'resubmitted', 'screening'] : ['submitted', 'resubmitted', 'screening', 'eligible', 'evaluation']);
  const unmatched = sql`(a.state = 'admitted' and not ${LIVE_ASSIGNMENT})`;
  return sql`((${open} or ${unmatched}) and (a.assigned_officer_id is null or a.assigned_officer_id = ${me.userId}::uuid))`;
}

function viewCondition(filter: CaseFilter): RawBuilder<unknown> {
  switch (filter.view) {
    case 'turn':
      return turnOf(filter);
    case 'firm':
      return anyOf(sql`a.state`, ['correction_requested']);
    case 'evaluation':
      return anyOf(sql`a.state`, ['eligible', 'evaluation', 'ranked']);
    case 'match':
      return sql`(a.state = 'admitted' and not ${LIVE_ASSIGNMENT})`;
    case 'decided':
      return anyOf(sql`a.state`, ['admitted', 'reserve', 'rejected', 'ineligible', 'returned_unassessed']);
    case 'all':
      return sql`a.state not in ('draft', 'ready_for_sign_off')`;
  }
}

function escaped(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

function conditionsOf(filter: CaseFilter): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [viewCondition(filter), sql`a.submitted_at is not null`];
  if (filter.states?.length) all.push(anyOf(sql`a.state`, filter.states));
  if (filter.regions?.length) all.push(anyOf(sql`f.region_code`, filter.regions));
  if (filter.ksic?.length) all.push(anyOf(sql`f.ksic_code`, filter.ksic));
  if (filter.isAffiliated !== undefined) all.push(filter.isAffiliated ? sql`a.is_affiliated` : sql`a.is_affiliated is not true`);
  if (filter.officerId) all.push(sql`a.assigned_officer_id = ${filter.officerId}::uuid`);
  if (filter.mine) all.push(sql`a.assigned_officer_id = ${filter.me.userId}::uuid`);
  if (filter.overdue) all.push(sql`(a.due_on < ${filter.today}::date and ${anyOf(sql`a.state`, OPEN)})`);
  if (filter.yearNumber !== undefined) all.push(sql`y.number = ${filter.yearNumber}`);
  if (filter.q) {
    const digits = filter.q.replace(/[-\s]/g, '');
    const number = /^\d{3,10}$/.test(digits) ? sql` or f.business_number like ${`%${digits}%`}` : sql``;
    all.push(sql`(f.search_text like ${escaped(filter.q)} or lower(a.receipt_number) like ${escaped(filter.q)}${number})`);
  }
  return sql.join(all, sql` and `);
}

const FROM = sql`from application a join firm f on f.id = a.firm_id join programme_year y on y.id = a.programme_year_id`;

interface RawRow {
  id: string;
  name: string;
  receipt_number: string | null;
  state: string;
  state_since: Date;
  region_name: Text | null;
  ksic_code: string | null;
  is_affiliated: boolean | null;
  requested_won: number | null;
  due_on: string | null;
  submitted_at: Date | null;
  officer_name: string | null;
  sort_value: string | number | Date;
}

/** One page of the list in keyset order; `towards` says on which side of the boundary it lies. Gives `limit` rows at most. */
export async function listCaseRows(tx: ActorTx, filter: CaseFilter, sort: CaseSort, page: { limit: number; boundary: CaseBoundary | null; towards: 'next' | 'previous' }): Promise<CaseListRow[]> {
  const { expression, cast } = SORTS[sort.key];
  const forwards = page.towards === 'next';
  const ascending = (sort.direction === 'asc') === forwards;
  const boundary = page.boundary ? sql` and (${expression}, a.id) ${ascending ? sql`>` : sql`<`} (${page.boundary.value}::${cast}, ${page.boundary.id}::uuid)` : sql``;
  const order = ascending ? sql`asc` : sql`desc`;
  const result = await sql<RawRow>`
    select p.*, case when r.code is not null then jsonb_build_object('ko', r.short_name, 'en', r.name ->> 'en') end as region_name, person_name(p.assigned_officer_id) as officer_name from (
      select a.id, f.name, f.region_code, f.ksic_code, a.receipt_number, a.state, a.state_since, a.is_affiliated, a.requested_won, a.due_on, a.submitted_at,
        a.assigned_officer_id, ${expression} as sort_value
      ${FROM} where ${conditionsOf(filter)}${boundary}
      order by ${expression} ${order}, a.id ${order} limit ${page.limit}) p
    left join region r on r.code = p.region_code
    order by p.sort_value ${order}, p.id ${order}`.execute(tx);
  const rows = forwards ? result.rows : [...result.rows].reverse();
  return rows.map((row) => ({
    id: row.id,
    firmName: row.name,
    receiptNumber: row.receipt_number,
    state: row.state as ApplicationState,
    stateSince: row.state_since,
    regionName: row.region_name,
    ksicCode: row.ksic_code,
    isAffiliated: row.is_affiliated,
    requestedWon: row.requested_won,
    dueOn: row.due_on,
    submittedAt: row.submitted_at,
    officerName: row.officer_name,
    sortValue: row.sort_value instanceof Date ? row.sort_value.toISOString() : row.sort_value,
  }));
}

/** Rows of a filter, counted up to `cap` + 1. */
export async function countCases(tx: ActorTx, filter: CaseFilter, cap: number): Promise<number> {
  const result = await sql<{ n: number }>`select count(*)::int as n from (select 1 ${FROM} where ${conditionsOf(filter)} limit ${cap + 1}) counted`.execute(tx);
  return result.rows[0]?.n ?? 0;
}

/** Rows of several filters in one query, each counted up to `cap` + 1. */
export async function countCasesOf(tx: ActorTx, filters: readonly CaseFilter[], cap: number): Promise<number[]> {
  const parts = filters.map((filter) => sql`(select count(*) from (select 1 ${FROM} where ${conditionsOf(filter)} limit ${cap + 1}) counted)`);
  const result = await sql<{ counts: number[] }>`select array[${sql.join(parts)}]::int[] as counts`.execute(tx);
  return result.rows[0]?.counts ?? filters.map(() => 0);
}

/** What the conditions may be: regions, divisions, officers and programme years; one query. */
export async function listCaseOptions(tx: ActorTx): Promise<{ regions: { code: string; name: Text }[]; ksic: { code: string; name: Text }[]; years: { number: number; label: Text }[]; officers: { id: string; name: string }[] }> {
  const result = await sql<{ regions: { code: string; name: Text }[] | null; ksic: { code: string; name: Text }[] | null; years: { number: number; label: Text }[] | null; officers: { id: string; name: string }[] | null }>`
    select (select jsonb_agg(jsonb_build_object('code', code, 'name', name) order by code) from region where valid_to is null) as regions,
      (select jsonb_agg(jsonb_build_object('code', code, 'name', name) order by code) from ksic) as ksic,
      (select jsonb_agg(jsonb_build_object('number', number, 'label', label) order by number desc) from programme_year where status <> 'history') as years,
      (select jsonb_agg(jsonb_build_object('id', user_id, 'name', name) order by name) from officer_recipients(array['officer', 'partner_officer'])) as officers`.execute(tx);
  const row = result.rows[0];
  return { regions: row?.regions ?? [], ksic: row?.ksic ?? [], years: row?.years ?? [], officers: row?.officers ?? [] };
}

type LaterStates = Omit<CaseStates, 'application' | 'firm' | 'kpiCard' | 'holds' | 'appealOpen'>;

/** The states of the later machines of several cases in one query, for the stage of each row. */
export async function listLaterStates(tx: ActorTx, applicationIds: readonly string[]): Promise<Map<string, LaterStates>> {
  if (applicationIds.length === 0) return new Map();
  const newest = (table: string) => sql`(select x.state from ${sql.table(table)} x where x.application_id = i.id order by x.id desc limit 1)`;
  const result = await sql<{ id: string; states: LaterStates }>`
    select i.id, jsonb_build_object(
      'assignment', (select x.state from assignment x where x.application_id = i.id order by (x.state in ('active', 'accepted', 'offered', 'objected', 'handover')) desc, x.created_at desc limit 1),
      'diagnosis', (select x.state from assessment x where x.application_id = i.id order by x.kind, x.id desc limit 1), 'plan', ${newest('plan')}, 'grantDecision', ${newest('grant_decision')}, 'agreement', ${newest('agreement')},
      'interimCheck', ${newest('interim_check')}, 'completion', ${newest('completion')}, 'verification', ${newest('verification')},
      'settlement', ${newest('settlement')}, 'recovery', ${newest('recovery')}, 'membership', ${newest('membership')},
      'tranches', coalesce((select jsonb_agg(x.state order by x.number) from tranche x where x.application_id = i.id), '[]')) as states
    from unnest(${sql.val([...applicationIds])}::uuid[]) as i(id)`.execute(tx);
  return new Map(result.rows.map((row) => [row.id, row.states]));
}
