import { sql } from 'kysely';
import type { GrantDecisionState } from '#app/domain/grants/grant-decision-machine.ts';
import type { Text } from '#app/domain/workflow/machine.ts';
import type { ActorTx } from '../transaction.ts';

/** A condition of a grant: who meets it and by when. `metAt` is set when an officer has seen the proof. */
export interface GrantCondition {
  readonly text: string;
  readonly owner: 'firm' | 'consultant' | 'officer';
  /** `YYYY-MM-DD`. */
  readonly dueOn: string;
  readonly metAt?: string | null;
  readonly metBy?: string | null;
}

/** A question about the grant with the firm's answer. */
export interface GrantQuestion {
  readonly question: string;
  readonly askedAt: string;
  readonly askedBy: string;
  readonly answer?: string | null;
  readonly answeredAt?: string | null;
  readonly answeredBy?: string | null;
}

/** Result of the check for support from other programmes. */
export interface DuplicateSupport {
  readonly result?: 'clean' | 'explained';
  readonly note?: string;
}

/** The grant decision of a case. */
export interface GrantDecisionRow {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly state: GrantDecisionState;
  readonly since: Date;
  readonly version: number;
  readonly settingsVersionId: string;
  readonly settings: unknown;
  readonly requestedWon: number;
  readonly recommendedWon: number | null;
  readonly amountWon: number | null;
  readonly duplicateSupport: DuplicateSupport;
  readonly questions: readonly GrantQuestion[];
  readonly conditions: readonly GrantCondition[];
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
  readonly reserveNumber: number | null;
  readonly proposedBy: string | null;
  readonly proposerName: string | null;
  readonly proposedAt: Date | null;
  readonly approvedBy: string | null;
  readonly approverName: string | null;
  readonly approvedAt: Date | null;
  readonly appealUntil: string | null;
}

/** The newest grant decision of a case; null when there is none or the actor may not see it. */
export async function findGrantDecision(tx: ActorTx, applicationId: string): Promise<GrantDecisionRow | null> {
  const row = await tx
    .selectFrom('grant_decision as g')
    .innerJoin('settings_version as s', 's.id', 'g.settings_version_id')
    .select([
      'g.id', 'g.application_id', 'g.firm_id', 'g.state', 'g.state_since', 'g.version', 'g.settings_version_id', 'g.requested_won', 'g.recommended_won', 'g.amount_won',
      'g.duplicate_support', 'g.questions', 'g.conditions', 'g.reason_code', 'g.reason_text', 'g.reserve_number', 'g.proposed_by', 'g.proposed_at', 'g.approved_by',
      'g.approved_at', 'g.appeal_until', 's.values as settings',
    ])
    .select([sql<string | null>`person_name(g.proposed_by)`.as('proposer'), sql<string | null>`person_name(g.approved_by)`.as('approver')])
    .where('g.application_id', '=', applicationId)
    .orderBy('g.created_at', 'desc')
    .orderBy('g.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    applicationId: row.application_id,
    firmId: row.firm_id,
    state: row.state as GrantDecisionState,
    since: row.state_since,
    version: row.version,
    settingsVersionId: row.settings_version_id,
    settings: row.settings,
    requestedWon: row.requested_won,
    recommendedWon: row.recommended_won,
    amountWon: row.amount_won,
    duplicateSupport: row.duplicate_support as unknown as DuplicateSupport,
    questions: row.questions as unknown as GrantQuestion[],
    conditions: row.conditions as unknown as GrantCondition[],
    reasonCode: row.reason_code,
    reasonText: row.reason_text,
    reserveNumber: row.reserve_number,
    proposedBy: row.proposed_by,
    proposerName: row.proposer,
    proposedAt: row.proposed_at,
    approvedBy: row.approved_by,
    approverName: row.approver,
    approvedAt: row.approved_at,
    appealUntil: row.appeal_until,
  };
}

/** Fields of a grant decision that a step may set beside its state. */
export interface GrantDecisionPatch {
  readonly recommendedWon?: number;
  readonly amountWon?: number;
  readonly duplicateSupport?: DuplicateSupport;
  readonly questions?: readonly GrantQuestion[];
  readonly conditions?: readonly GrantCondition[];
  readonly reasonCode?: string | null;
  readonly reasonText?: string | null;
  readonly reserveNumber?: number | null;
  readonly proposedBy?: string | null;
  readonly proposedAt?: Date | null;
  readonly approvedBy?: string | null;
  readonly approvedAt?: Date | null;
  readonly appealUntil?: string | null;
}

const json = (value: unknown) => (value === undefined ? undefined : sql<never>`${JSON.stringify(value)}::jsonb`);

/** Sets fields of a grant decision; undefined ones stay. */
export async function patchGrantDecision(tx: ActorTx, id: string, patch: GrantDecisionPatch): Promise<void> {
  const values = {
    recommended_won: patch.recommendedWon,
    amount_won: patch.amountWon,
    duplicate_support: json(patch.duplicateSupport),
    questions: json(patch.questions),
    conditions: json(patch.conditions),
    reason_code: patch.reasonCode,
    reason_text: patch.reasonText,
    reserve_number: patch.reserveNumber,
    proposed_by: patch.proposedBy,
    proposed_at: patch.proposedAt,
    approved_by: patch.approvedBy,
    approved_at: patch.approvedAt,
    appeal_until: patch.appealUntil,
  };
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length > 0) await tx.updateTable('grant_decision').set(given).where('id', '=', id).execute();
}

/** Budget and period of a programme year. */
export interface YearMoney {
  readonly id: string;
  readonly label: Text;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly interimClosesOn: string | null;
  readonly budgetWon: number;
  readonly committedWon: number;
}

/** Budget and period of a programme year; null for an unknown id. */
export async function findYearMoney(tx: ActorTx, programmeYearId: string): Promise<YearMoney | null> {
  const row = await tx
    .selectFrom('programme_year')
    .select(['id', 'label', 'starts_on', 'ends_on', 'interim_closes_on', 'budget_won', 'committed_won'])
    .where('id', '=', programmeYearId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    label: row.label as unknown as Text,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    interimClosesOn: row.interim_closes_on,
    budgetWon: row.budget_won,
    committedWon: row.committed_won,
  };
}

/** Commits money of the year's budget in one guarded statement; false when the rest is smaller. Negative amounts give back. */
export async function takeBudget(tx: ActorTx, programmeYearId: string, amountWon: number): Promise<boolean> {
  const result = await sql`
    update programme_year set committed_won = committed_won + ${amountWon}
    where id = ${programmeYearId} and committed_won + ${amountWon} between 0 and budget_won`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Another grant of the same firm, for the check for double support. */
export interface OtherGrant {
  readonly applicationId: string;
  readonly receiptNumber: string | null;
  readonly yearLabel: Text;
  readonly state: GrantDecisionState;
  readonly amountWon: number | null;
}

/** Grants of the firm in other cases, newest first. */
export async function listOtherGrants(tx: ActorTx, firmId: string, applicationId: string): Promise<OtherGrant[]> {
  const rows = await tx
    .selectFrom('grant_decision as g')
    .innerJoin('application as a', 'a.id', 'g.application_id')
    .innerJoin('programme_year as y', 'y.id', 'a.programme_year_id')
    .select(['g.application_id', 'a.receipt_number', 'y.label', 'g.state', 'g.amount_won'])
    .where('g.firm_id', '=', firmId)
    .where('g.application_id', '<>', applicationId)
    .where('g.state', 'in', ['approved', 'approved_conditional', 'partial'])
    .orderBy('g.created_at', 'desc')
    .limit(20)
    .execute();
  return rows.map((row) => ({
    applicationId: row.application_id,
    receiptNumber: row.receipt_number,
    yearLabel: row.label as unknown as Text,
    state: row.state as GrantDecisionState,
    amountWon: row.amount_won,
  }));
}

/** The case of a firm that has come as far as a grant decision, newest first; null when there is none. */
export async function findGrantCaseOfFirm(tx: ActorTx, firmId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('grant_decision')
    .select('application_id')
    .where('firm_id', '=', firmId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.application_id ?? null;
}

/** The place of the next case on the list of those who wait for money of this year. */
export async function nextGrantReserveNumber(tx: ActorTx, programmeYearId: string): Promise<number> {
  const result = await sql<{ next: number }>`
    select coalesce(max(g.reserve_number), 0) + 1 as next from grant_decision g join application a on a.id = g.application_id
    where a.programme_year_id = ${programmeYearId} and g.state = 'reserve'`.execute(tx);
  return result.rows[0]?.next ?? 1;
}

/** Whether every parent company linked to the firm may see its totals. */
export async function doParentsSeeTotals(tx: ActorTx, firmId: string): Promise<boolean> {
  const result = await sql<{ hidden: boolean }>`
    select exists (select from supply_relation where firm_id = ${firmId} and ended_on is null and parent_id is not null and not 'totals' = any (released_scopes)) as hidden`.execute(tx);
  return result.rows[0]?.hidden === false;
}
