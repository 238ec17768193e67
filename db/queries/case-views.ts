import { sql } from 'kysely';
import type { ApplicationState } from '#app/domain/applications/application-states.ts';
import type { CaseStates } from '#app/domain/workflow/case-stage.ts';
import type { Text } from '#app/domain/workflow/machine.ts';
import type { ActorTx } from '../transaction.ts';

/** What a parent company reads of a linked firm: where it stands and the totals the firm released. */
export interface LinkedFirm {
  readonly firmId: string;
  readonly firmName: string;
  readonly regionName: Text | null;
  readonly ksicName: Text | null;
  readonly tier: number;
  readonly scopes: readonly string[];
  readonly applicationId: string | null;
  readonly receiptNumber: string | null;
  readonly states: CaseStates | null;
  readonly amountWon: number | null;
  readonly paidWon: number | null;
}

/** The linked firms of the actor's organisation with their newest application; only columns that were released are touched. */
export async function listLinkedFirms(tx: ActorTx): Promise<LinkedFirm[]> {
  const newest = (table: string) => sql`(select x.state from ${sql.table(table)} x where x.application_id = a.id order by x.id desc limit 1)`;
  const result = await sql<{ firm_id: string; name: string; region: Text | null; ksic: Text | null; tier: number; scopes: string[]; application_id: string | null; receipt_number: string | null; state: ApplicationState | null; later: Omit<CaseStates, 'application'>; amount_won: number | null; paid_won: number | null }>`
    select f.id as firm_id, f.name, r.name as region, k.name as ksic, s.tier, s.released_scopes as scopes, a.id as application_id, a.receipt_number, a.state,
      jsonb_build_object('assignment', ${newest('assignment')}, 'diagnosis', (select x.state from assessment x where x.application_id = a.id order by x.kind, x.id desc limit 1), 'plan', ${newest('plan')}, 'grantDecision', ${newest('grant_decision')},
        'agreement', ${newest('agreement')}, 'completion', ${newest('completion')}, 'verification', ${newest('verification')}, 'settlement', ${newest('settlement')}) as later,
      g.amount_won, g.paid_won
    from supply_relation s join firm f on f.id = s.firm_id left join region r on r.code = f.region_code left join ksic k on k.code = f.ksic_code
      left join lateral (select x.id, x.receipt_number, x.state from application x where x.firm_id = f.id order by x.id desc limit 1) a on true
      left join lateral (select x.amount_won, x.paid_won from agreement x where x.application_id = a.id order by x.id desc limit 1) g on true
    where s.ended_on is null and s.parent_id = (select app_organisation_id())
    order by f.name, f.id limit 300`.execute(tx);
  return result.rows.map((row) => ({
    firmId: row.firm_id,
    firmName: row.name,
    regionName: row.region,
    ksicName: row.ksic,
    tier: row.tier,
    scopes: row.scopes,
    applicationId: row.application_id,
    receiptNumber: row.receipt_number,
    states: row.state === null ? null : { ...row.later, application: row.state },
    amountWon: row.amount_won,
    paidWon: row.paid_won,
  }));
}

/** One line of the record as the auditor reads it. */
export interface RecordLine {
  readonly id: string;
  readonly machine: string | null;
  readonly action: string;
  readonly fromState: string | null;
  readonly toState: string | null;
  readonly actorName: string | null;
  readonly actorDuty: string;
  readonly reasonText: string | null;
  readonly applicationId: string | null;
  readonly firmName: string | null;
  readonly receiptNumber: string | null;
  readonly at: Date;
}

/** The newest lines of the record, older than `before` when given; by id, which is ordered by time. */
export async function listRecord(tx: ActorTx, page: { before: string | null; limit: number; machine: string | null }): Promise<RecordLine[]> {
  const result = await sql<{ id: string; machine: string | null; action: string; from_state: string | null; to_state: string | null; actor_name: string | null; actor_duty: string; reason_text: string | null; application_id: string | null; name: string | null; receipt_number: string | null; effective_at: Date }>`
    select e.id, e.machine, e.action, e.from_state, e.to_state, e.actor_name, e.actor_duty, e.reason_text, e.application_id, f.name, a.receipt_number, e.effective_at
    from (select id, machine, action, from_state, to_state, actor_name, actor_duty, reason_text, application_id, firm_id, effective_at from event
      where ${page.before === null ? sql`true` : sql`id < ${page.before}::uuid`} and ${page.machine === null ? sql`true` : sql`machine = ${page.machine}`}
      order by id desc limit ${page.limit}) e
    left join application a on a.id = e.application_id left join firm f on f.id = coalesce(e.firm_id, a.firm_id)
    order by e.id desc`.execute(tx);
  return result.rows.map((row) => ({
    id: row.id,
    machine: row.machine,
    action: row.action,
    fromState: row.from_state,
    toState: row.to_state,
    actorName: row.actor_name,
    actorDuty: row.actor_duty,
    reasonText: row.reason_text,
    applicationId: row.application_id,
    firmName: row.name,
    receiptNumber: row.receipt_number,
    at: row.effective_at,
  }));
}

/** The states of several cases as far as their consultant may know them: settlement, recovery and appeals are none of the consultant's business. */
export async function listStatesForConsultant(tx: ActorTx, applicationIds: readonly string[]): Promise<Map<string, CaseStates>> {
  if (applicationIds.length === 0) return new Map();
  const newest = (table: string) => sql`(select x.state from ${sql.table(table)} x where x.application_id = a.id order by x.id desc limit 1)`;
  const result = await sql<{ id: string; states: CaseStates }>`
    select a.id, jsonb_build_object('firm', f.state, 'application', a.state,
      'assignment', (select x.state from assignment x where x.application_id = a.id order by (x.state in ('active', 'accepted', 'offered', 'objected', 'handover')) desc, x.id desc limit 1),
      'diagnosis', (select x.state from assessment x where x.application_id = a.id order by x.kind, x.id desc limit 1), 'kpiCard', (select x.state from kpi_card x where x.application_id = a.id order by (x.state not in ('frozen', 'retired')) desc, x.id limit 1),
      'plan', ${newest('plan')}, 'grantDecision', ${newest('grant_decision')}, 'agreement', ${newest('agreement')}, 'interimCheck', ${newest('interim_check')},
      'completion', ${newest('completion')}, 'verification', ${newest('verification')}, 'membership', ${newest('membership')},
      'tranches', coalesce((select jsonb_agg(x.state order by x.number) from tranche x where x.application_id = a.id), '[]'),
      'holds', coalesce((select jsonb_agg(distinct x.scope) from hold x where x.firm_id = a.firm_id and (x.application_id is null or x.application_id = a.id) and x.state in ('active', 'extended')), '[]')) as states
    from application a join firm f on f.id = a.firm_id where a.id = any (${sql.val([...applicationIds])}::uuid[])`.execute(tx);
  return new Map(result.rows.map((row) => [row.id, row.states]));
}
