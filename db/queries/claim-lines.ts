import { sql } from 'kysely';
import type { BudgetCategory } from '#app/domain/grants/budget.ts';
import type { ActorTx } from '../transaction.ts';
import { currentBudgetLine } from './agreement-parts.ts';

export const claimProofKinds = ['quotation', 'tax_invoice', 'transfer_certificate', 'inspection_report', 'other'] as const;
export type ClaimProofKind = (typeof claimProofKinds)[number];

/** A file that proves a line. */
export interface ClaimFile {
  readonly documentId: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly purpose: string;
}

/** One line of a payment request. */
export interface ClaimLineRow {
  readonly id: string;
  readonly budgetLineId: string | null;
  readonly budgetTitle: string | null;
  readonly budgetCategory: BudgetCategory | null;
  readonly title: string;
  readonly basis: string | null;
  readonly supplierName: string | null;
  readonly supplierNumber: string | null;
  readonly proofKind: ClaimProofKind;
  readonly proofOn: string;
  readonly invoiceNumber: string | null;
  readonly amountWon: number;
  readonly allowedWon: number | null;
  readonly disallowCode: string | null;
  readonly queryText: string | null;
  readonly files: readonly ClaimFile[];
}

/** The lines of a payment request with their files, oldest first. */
export async function listClaimLines(tx: ActorTx, trancheId: string): Promise<ClaimLineRow[]> {
  const result = await sql<{
    id: string; budget_line_id: string | null; budget_title: string | null; category: string | null; title: string; basis: string | null; supplier_name: string | null; supplier_number: string | null;
    proof_kind: string; proof_on: string; invoice_number: string | null; amount_won: string | number; allowed_won: string | number | null; disallow_code: string | null; query_text: string | null; files: ClaimFile[] | null;
  }>`
    select l.id, coalesce(${currentBudgetLine(sql`l.budget_line_id`)}, l.budget_line_id) as budget_line_id, b.title as budget_title, b.category, l.title, l.basis, l.supplier_name, l.supplier_number, l.proof_kind, l.proof_on::text as proof_on, l.invoice_number,
      l.amount_won, l.allowed_won, l.disallow_code, l.query_text,
      (select jsonb_agg(jsonb_build_object('documentId', d.id, 'fileName', d.file_name, 'bytes', d.bytes, 'purpose', u.purpose) order by d.uploaded_at, d.id)
        from document_use u join document d on d.id = u.document_id where u.subject_type = 'tranche_line' and u.subject_id = l.id and d.removed_at is null) as files
    from tranche_line l left join budget_line b on b.id = l.budget_line_id where l.tranche_id = ${trancheId} order by l.created_at, l.id`.execute(tx);
  return result.rows.map((row) => ({
    id: row.id,
    budgetLineId: row.budget_line_id,
    budgetTitle: row.budget_title,
    budgetCategory: row.category as BudgetCategory | null,
    title: row.title,
    basis: row.basis,
    supplierName: row.supplier_name,
    supplierNumber: row.supplier_number,
    proofKind: row.proof_kind as ClaimProofKind,
    proofOn: row.proof_on,
    invoiceNumber: row.invoice_number,
    amountWon: Number(row.amount_won),
    allowedWon: row.allowed_won === null ? null : Number(row.allowed_won),
    disallowCode: row.disallow_code,
    queryText: row.query_text,
    files: row.files ?? [],
  }));
}

export interface NewClaimLine {
  readonly id: string;
  readonly trancheId: string;
  readonly agreementId: string;
  readonly firmId: string;
  readonly budgetLineId: string;
  readonly title: string;
  readonly basis: string | null;
  readonly supplierName: string | null;
  readonly supplierNumber: string | null;
  readonly proofKind: ClaimProofKind;
  readonly proofOn: string;
  readonly invoiceNumber: string | null;
  readonly amountWon: number;
}

/** Writes a line of a payment request, or changes the one with this id. */
export async function saveClaimLine(tx: ActorTx, line: NewClaimLine): Promise<void> {
  const values = {
    budget_line_id: line.budgetLineId,
    title: line.title,
    basis: line.basis,
    supplier_name: line.supplierName,
    supplier_number: line.supplierNumber,
    proof_kind: line.proofKind,
    proof_on: line.proofOn,
    invoice_number: line.invoiceNumber,
    amount_won: line.amountWon,
  };
  const changed = await tx.updateTable('tranche_line').set(values).where('id', '=', line.id).where('tranche_id', '=', line.trancheId).executeTakeFirst();
  if (changed.numUpdatedRows === 1n) return;
  await tx.insertInto('tranche_line').values({ ...values, id: line.id, tranche_id: line.trancheId, agreement_id: line.agreementId, firm_id: line.firmId }).execute();
}

/** Takes lines out of a payment request that was not submitted yet. */
export async function removeClaimLines(tx: ActorTx, trancheId: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('tranche_line').where('tranche_id', '=', trancheId).where('id', 'in', ids).execute();
}

/** Notes on a line which documents prove it. */
export async function setLineDocuments(tx: ActorTx, lineId: string): Promise<void> {
  await sql`update tranche_line set document_ids = coalesce((select array_agg(u.document_id) from document_use u where u.subject_type = 'tranche_line' and u.subject_id = ${lineId}), '{}') where id = ${lineId}`.execute(tx);
}

/** What an officer found about a line. */
export async function judgeClaimLine(tx: ActorTx, trancheId: string, lineId: string, verdict: { allowedWon?: number | null; disallowCode?: string | null; queryText?: string | null }): Promise<boolean> {
  const values = { allowed_won: verdict.allowedWon, disallow_code: verdict.disallowCode, query_text: verdict.queryText };
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const result = await tx.updateTable('tranche_line').set(given).where('id', '=', lineId).where('tranche_id', '=', trancheId).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Proof keys (`issuer:number`) of the firm's other payment requests, so that a proof is used once only. */
export async function listUsedProofs(tx: ActorTx, firmId: string, trancheId: string): Promise<{ supplierNumber: string; invoiceNumber: string }[]> {
  const rows = await tx
    .selectFrom('tranche_line')
    .select(['supplier_number', 'invoice_number'])
    .where('firm_id', '=', firmId)
    .where('tranche_id', '<>', trancheId)
    .where('supplier_number', 'is not', null)
    .where('invoice_number', 'is not', null)
    .execute();
  return rows.flatMap((row) => (row.supplier_number && row.invoice_number ? [{ supplierNumber: row.supplier_number, invoiceNumber: row.invoice_number }] : []));
}

/** What was claimed on each budget line of an agreement in requests that count. */
export async function sumClaimedByBudgetLine(tx: ActorTx, agreementId: string, exceptTrancheId: string): Promise<Map<string, number>> {
  const result = await sql<{ id: string; won: string }>`
    select coalesce(${currentBudgetLine(sql`l.budget_line_id`)}, l.budget_line_id) as id, sum(coalesce(l.allowed_won, l.amount_won)) as won from tranche_line l join tranche t on t.id = l.tranche_id
    where l.agreement_id = ${agreementId} and l.tranche_id <> ${exceptTrancheId} and t.state not in ('planned', 'claim_open', 'cancelled', 'reversed', 'recovered') and l.budget_line_id is not null
    group by 1`.execute(tx);
  return new Map(result.rows.map((row) => [row.id, Number(row.won)]));
}
