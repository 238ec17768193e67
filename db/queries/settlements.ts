import { sql, type Updateable } from 'kysely';
import type { SettlementState } from '#app/domain/grants/settlement-machine.ts';
import type { SettlementResult } from '#app/domain/grants/settlement.ts';
import type { Objection, Settlement, SettlementLineRow } from '#app/domain/grants/settlement-record.ts';
import type { ActorTx } from '../transaction.ts';
import { currentBudgetLine } from './agreement-parts.ts';
import type { DB } from '../types.gen.ts';

/** The newest settlement of a case; null when there is none. */
export async function findSettlement(tx: ActorTx, applicationId: string): Promise<Settlement | null> {
  const row = await tx
    .selectFrom('settlement')
    .select(['id', 'application_id', 'firm_id', 'agreement_id', 'state', 'state_since', 'version', 'due_on', 'spent_won', 'allowed_won', 'disallowed_won', 'own_share_won', 'interest_won', 'refund_won',
      'refunded_won', 'objection_until', 'submitted_by', 'submitted_at', 'reviewed_by', 'decided_by', 'final_at', 'closed_at', 'certificate_document_id'])
    .select([
      sql<SettlementResult | Record<string, never>>`statement`.as('statement'), sql<Objection | null>`objection`.as('objection'),
      sql<string | null>`person_name(reviewed_by)`.as('reviewer_name'), sql<string | null>`person_name(decided_by)`.as('decider_name'),
    ])
    .where('application_id', '=', applicationId)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    applicationId: row.application_id,
    firmId: row.firm_id,
    agreementId: row.agreement_id,
    state: row.state as SettlementState,
    since: row.state_since,
    version: row.version,
    dueOn: row.due_on,
    spentWon: row.spent_won,
    allowedWon: row.allowed_won,
    disallowedWon: row.disallowed_won,
    ownShareWon: row.own_share_won,
    interestWon: row.interest_won,
    refundWon: row.refund_won,
    refundedWon: row.refunded_won,
    statement: 'allowedGrantWon' in row.statement ? (row.statement as SettlementResult) : null,
    objection: row.objection,
    objectionUntil: row.objection_until,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
    reviewedBy: row.reviewed_by,
    reviewerName: row.reviewer_name,
    decidedBy: row.decided_by,
    deciderName: row.decider_name,
    finalAt: row.final_at,
    closedAt: row.closed_at,
    certificateId: row.certificate_document_id,
  };
}

/** Adds a settlement that is not open yet. */
export async function insertSettlement(tx: ActorTx, row: { id: string; applicationId: string; firmId: string; agreementId: string; at: Date }): Promise<void> {
  await tx
    .insertInto('settlement')
    .values({ id: row.id, application_id: row.applicationId, firm_id: row.firmId, agreement_id: row.agreementId, state: 'not_open', state_since: row.at })
    .execute();
}

type Columns = Omit<Updateable<DB['settlement']>, 'statement' | 'objection'>;

/** Changes columns of a settlement beside its state. */
export async function patchSettlement(tx: ActorTx, id: string, set: Columns & { statement?: SettlementResult; objection?: Objection }): Promise<void> {
  const { statement, objection, ...rest } = set;
  await tx
    .updateTable('settlement')
    .set({
      ...rest,
      ...(statement ? { statement: sql<never>`${JSON.stringify(statement)}::jsonb` } : {}),
      ...(objection ? { objection: sql<never>`${JSON.stringify(objection)}::jsonb` } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** Lines of a settlement in the order of entry. */
export async function listSettlementLines(tx: ActorTx, settlementId: string): Promise<SettlementLineRow[]> {
  return (
    await sql<SettlementLineRow>`
      select l.id, coalesce(${currentBudgetLine(sql`l.budget_line_id`)}, l.budget_line_id) as "budgetLineId", b.title as "budgetTitle", l.title, l.supplier_name as "supplierName", l.invoice_number as "invoiceNumber", l.proof_on as "proofOn",
        l.amount_won as "amountWon", l.own_share_won as "ownShareWon", l.allowed_won as "allowedWon", l.disallow_code as code, l.query_text as query, l.answer_text as answer,
        l.match_score::int as "matchScore",
        coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'name', d.file_name, 'bytes', d.bytes) order by d.id) from document d where d.id = any(l.document_ids)), '[]') as files
      from settlement_line l left join budget_line b on b.id = l.budget_line_id
      where l.settlement_id = ${settlementId} order by l.position, l.id`.execute(tx)
  ).rows;
}

export interface NewSettlementLine {
  readonly id: string;
  readonly settlementId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly budgetLineId: string | null;
  readonly title: string;
  readonly supplierName: string;
  readonly invoiceNumber: string;
  readonly proofOn: string;
  readonly amountWon: number;
  readonly ownShareWon: number;
  readonly documentIds: readonly string[];
}

/** Adds one line at the end. */
export async function insertSettlementLine(tx: ActorTx, line: NewSettlementLine): Promise<void> {
  await tx
    .insertInto('settlement_line')
    .values({
      id: line.id,
      settlement_id: line.settlementId,
      application_id: line.applicationId,
      firm_id: line.firmId,
      budget_line_id: line.budgetLineId,
      position: sql<number>`(select coalesce(max(x.position), 0) + 1 from settlement_line x where x.settlement_id = ${line.settlementId})`,
      title: line.title,
      supplier_name: line.supplierName,
      invoice_number: line.invoiceNumber,
      proof_kind: 'tax_invoice',
      proof_on: line.proofOn,
      amount_won: line.amountWon,
      own_share_won: line.ownShareWon,
      document_ids: [...line.documentIds],
    })
    .execute();
}

/** Removes a line that the firm entered; false when there is none. */
export async function deleteSettlementLine(tx: ActorTx, settlementId: string, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('settlement_line').where('id', '=', id).where('settlement_id', '=', settlementId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Changes one line. */
export async function patchSettlementLine(tx: ActorTx, settlementId: string, id: string, set: Updateable<DB['settlement_line']>): Promise<boolean> {
  const result = await tx.updateTable('settlement_line').set(set).where('id', '=', id).where('settlement_id', '=', settlementId).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface ClaimedLine {
  readonly id: string;
  readonly budgetLineId: string | null;
  readonly title: string;
  readonly supplierName: string | null;
  readonly invoiceNumber: string | null;
  readonly proofOn: string;
  readonly amountWon: number;
  readonly ownShareWon: number;
  readonly documentIds: string[];
}

/** Lines of payment requests of the agreement that are not in the settlement yet. */
export async function listClaimedLines(tx: ActorTx, agreementId: string, settlementId: string): Promise<ClaimedLine[]> {
  return (
    await sql<ClaimedLine>`
      select l.id, coalesce(${currentBudgetLine(sql`l.budget_line_id`)}, l.budget_line_id) as "budgetLineId", l.title, l.supplier_name as "supplierName", l.invoice_number as "invoiceNumber", l.proof_on as "proofOn",
        l.amount_won as "amountWon", l.own_share_won as "ownShareWon", l.document_ids as "documentIds"
      from tranche_line l join tranche t on t.id = l.tranche_id
      where l.agreement_id = ${agreementId} and t.state <> 'cancelled'
        and not exists (select from settlement_line s where s.settlement_id = ${settlementId} and s.tranche_line_id = l.id) order by l.created_at`.execute(tx)
  ).rows;
}

/** Copies one claimed line into the settlement. */
export async function insertClaimedLine(tx: ActorTx, settlement: Pick<Settlement, 'id' | 'applicationId' | 'firmId'>, line: ClaimedLine, id: string): Promise<void> {
  await insertSettlementLine(tx, {
    id,
    settlementId: settlement.id,
    applicationId: settlement.applicationId,
    firmId: settlement.firmId,
    budgetLineId: line.budgetLineId,
    title: line.title,
    supplierName: line.supplierName ?? '',
    invoiceNumber: line.invoiceNumber ?? '',
    proofOn: line.proofOn,
    amountWon: line.amountWon + line.ownShareWon,
    ownShareWon: line.ownShareWon,
    documentIds: line.documentIds,
  });
  await tx.updateTable('settlement_line').set({ tranche_line_id: line.id }).where('id', '=', id).execute();
}

export interface SettlementTranche {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly plannedWon: number;
  readonly paidWon: number | null;
}

/** Tranches of an agreement in their order. */
export async function listAgreementTranches(tx: ActorTx, agreementId: string): Promise<SettlementTranche[]> {
  const rows = await tx.selectFrom('tranche').select(['id', 'number', 'state', 'planned_won', 'paid_won']).where('agreement_id', '=', agreementId).orderBy('number').execute();
  return rows.map((row) => ({ id: row.id, number: row.number, state: row.state, plannedWon: row.planned_won, paidWon: row.paid_won }));
}

/** Sets what a planned tranche is going to pay. */
export async function setPlannedAmount(tx: ActorTx, trancheId: string, won: number): Promise<void> {
  await tx.updateTable('tranche').set({ planned_won: won }).where('id', '=', trancheId).execute();
}

/** Adds a last tranche for what the settlement accepted above the payments. */
export async function insertFinalTranche(tx: ActorTx, row: { id: string; agreementId: string; applicationId: string; firmId: string; number: number; plannedWon: number; at: Date }): Promise<void> {
  await tx
    .insertInto('tranche')
    .values({ id: row.id, agreement_id: row.agreementId, application_id: row.applicationId, firm_id: row.firmId, number: row.number, kind: 'final', gate: 'settlement_final', planned_won: row.plannedWon, state: 'planned', state_since: row.at })
    .execute();
}

/** When the firm received its first payment; null when nothing was paid. */
export async function findFirstPaymentDay(tx: ActorTx, agreementId: string): Promise<string | null> {
  const result = await sql<{ on: string | null }>`select to_char(min(paid_at) at time zone 'Asia/Seoul', 'YYYY-MM-DD') as "on" from tranche where agreement_id = ${agreementId} and paid_at is not null`.execute(tx);
  return result.rows[0]?.on ?? null;
}
