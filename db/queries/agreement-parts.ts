import { sql, type RawBuilder } from 'kysely';
import type { BudgetCategory } from '#app/domain/grants/budget.ts';
import type { ActorTx } from '../transaction.ts';

/** The number of the next version of an agreement. */
export async function nextVersionNumber(tx: ActorTx, agreementId: string): Promise<number> {
  const row = await tx.selectFrom('agreement_version').select((select) => select.fn.max('number').as('last')).where('agreement_id', '=', agreementId).executeTakeFirst();
  return (row?.last ?? 0) + 1;
}

/** One budget line of a version of an agreement. */
export interface BudgetLineRow {
  readonly id: string;
  readonly category: BudgetCategory;
  readonly title: string;
  readonly basis: string;
  readonly proof: string;
  readonly amountWon: number;
  readonly ownShareWon: number;
  readonly planTaskId: string | null;
}

/** The budget of a version, in order. */
export async function listBudgetLines(tx: ActorTx, versionId: string): Promise<BudgetLineRow[]> {
  const rows = await tx
    .selectFrom('budget_line')
    .select(['id', 'category', 'title', 'basis', 'proof', 'amount_won', 'own_share_won', 'plan_task_id'])
    .where('agreement_version_id', '=', versionId)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    category: row.category as BudgetCategory,
    title: row.title,
    basis: row.basis,
    proof: row.proof,
    amountWon: row.amount_won,
    ownShareWon: row.own_share_won,
    planTaskId: row.plan_task_id,
  }));
}

/**
 * The line of the current version that continues a line of an earlier one: versions keep the order of their lines, so that
 * what was claimed on a line goes on counting after a change. `id` is a column or expression with the id of a line.
 */
export function currentBudgetLine(id: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql<string | null>`(select cur.id from budget_line was join agreement g on g.id = was.agreement_id join budget_line cur on cur.agreement_version_id = g.current_version_id and cur.position = was.position where was.id = ${id})`;
}

/** Writes the budget of a version in one statement. */
export async function insertBudgetLines(tx: ActorTx, owner: { versionId: string; agreementId: string; applicationId: string; firmId: string }, lines: readonly Omit<BudgetLineRow, 'id'>[]): Promise<void> {
  if (lines.length === 0) return;
  await tx
    .insertInto('budget_line')
    .values(
      lines.map((line, position) => ({
        agreement_version_id: owner.versionId,
        agreement_id: owner.agreementId,
        application_id: owner.applicationId,
        firm_id: owner.firmId,
        position,
        category: line.category,
        title: line.title,
        basis: line.basis,
        proof: line.proof,
        amount_won: line.amountWon,
        own_share_won: line.ownShareWon,
        plan_task_id: line.planTaskId,
      })),
    )
    .execute();
}

/** One signature under a version. */
export interface SignatureRow {
  readonly party: 'firm' | 'officer' | 'parent';
  readonly userId: string;
  readonly signerName: string;
  /** SHA-256 of the document that was signed, hex. */
  readonly documentHash: string;
  readonly signedAt: Date;
}

/** Signatures under a version, oldest first. */
export async function listSignatures(tx: ActorTx, versionId: string): Promise<SignatureRow[]> {
  const rows = await tx
    .selectFrom('agreement_signature')
    .select(['party', 'user_id', 'signer_name', 'document_hash', 'signed_at'])
    .where('agreement_version_id', '=', versionId)
    .orderBy('signed_at')
    .execute();
  return rows.map((row) => ({ party: row.party as SignatureRow['party'], userId: row.user_id, signerName: row.signer_name, documentHash: row.document_hash.toString('hex'), signedAt: row.signed_at }));
}

export interface NewSignature {
  readonly versionId: string;
  readonly agreementId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly party: 'firm' | 'officer';
  readonly userId: string;
  readonly signerName: string;
  readonly duty: 'representative' | 'senior_officer';
  readonly documentHash: string;
  readonly ip: string | null;
  readonly at: Date;
}

/** Writes a signature; false when this side has signed the version already. */
export async function insertSignature(tx: ActorTx, signature: NewSignature): Promise<boolean> {
  const result = await tx
    .insertInto('agreement_signature')
    .values({
      agreement_version_id: signature.versionId,
      agreement_id: signature.agreementId,
      application_id: signature.applicationId,
      firm_id: signature.firmId,
      party: signature.party,
      user_id: signature.userId,
      signer_name: signature.signerName,
      duty: signature.duty,
      document_hash: Buffer.from(signature.documentHash, 'hex'),
      ip: signature.ip,
      signed_at: signature.at,
    })
    .onConflict((conflict) => conflict.columns(['agreement_version_id', 'party']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** A task of the plan as far as the agreement repeats it. */
export interface AgreedTask {
  readonly id: string;
  readonly title: string;
  readonly startMonth: string | null;
  readonly endMonth: string | null;
  readonly expectedEffect: string | null;
  readonly budgetCategory: BudgetCategory | null;
  readonly amountWon: number;
  readonly ownShareWon: number;
}

/** Tasks of the plan of a case that were not dropped, in order. */
export async function listAgreedTasks(tx: ActorTx, applicationId: string): Promise<AgreedTask[]> {
  const rows = await tx
    .selectFrom('plan_task')
    .select(['id', 'title', 'start_month', 'end_month', 'expected_effect', 'budget_category', 'amount_won', 'own_share_won'])
    .where('application_id', '=', applicationId)
    .where('status', '<>', 'dropped')
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    startMonth: row.start_month?.slice(0, 7) ?? null,
    endMonth: row.end_month?.slice(0, 7) ?? null,
    expectedEffect: row.expected_effect,
    budgetCategory: row.budget_category as BudgetCategory | null,
    amountWon: row.amount_won,
    ownShareWon: row.own_share_won,
  }));
}

/** A KPI of the case as far as the agreement repeats it. */
export interface AgreedKpi {
  readonly id: string;
  readonly state: string;
  readonly name: { ko: string; en: string };
  readonly unit: string;
  readonly baseline: string | null;
  readonly target: string | null;
}

/** KPI cards of a case that are not retired, oldest first. */
export async function listAgreedKpis(tx: ActorTx, applicationId: string): Promise<AgreedKpi[]> {
  const result = await sql<{ id: string; state: string; name: { ko: string; en: string } | null; known: { ko: string; en: string }; unit: string; baseline: string | null; target: string | null }>`
    select c.id, c.state, c.name, d.name as known, c.unit, trim_scale(c.baseline_value)::text as baseline, trim_scale(c.target_value)::text as target
    from kpi_card c join kpi_definition d on d.code = c.definition_code where c.application_id = ${applicationId} and c.state <> 'retired' order by c.created_at, c.id`.execute(tx);
  return result.rows.map((row) => ({ id: row.id, state: row.state, name: row.name ?? row.known, unit: row.unit, baseline: row.baseline, target: row.target }));
}

/** Facts about the firm that stand in the agreement. */
export async function findAgreementParty(tx: ActorTx, firmId: string): Promise<{ name: string; representative: string | null; businessNumber: string; address: string | null } | null> {
  const row = await tx.selectFrom('firm').select(['name', 'representative_name', 'business_number', 'address', 'address_detail']).where('id', '=', firmId).executeTakeFirst();
  return row ? { name: row.name, representative: row.representative_name, businessNumber: row.business_number, address: [row.address, row.address_detail].filter(Boolean).join(' ') || null } : null;
}

/** The organisation in whose name the headquarters sign; the oldest active one. */
export async function findHeadquarters(tx: ActorTx): Promise<{ name: string; representative: string | null; businessNumber: string | null } | null> {
  const row = await tx.selectFrom('organisation').select(['name', 'contact_name', 'business_number']).where('kind', '=', 'central_hq').where('is_active', '=', true).orderBy('created_at').limit(1).executeTakeFirst();
  return row ? { name: row.name, representative: row.contact_name, businessNumber: row.business_number } : null;
}

/** Opens what the execution phase needs: the report at the end, the interim check and the settlement, each once. */
export async function insertExecutionRows(tx: ActorTx, row: { applicationId: string; firmId: string; agreementId: string; interimDueOn: string; completionDueOn: string; at: Date }): Promise<{ completionId: string | null; interimCheckId: string | null; settlementId: string | null }> {
  const { applicationId, firmId, agreementId } = row;
  const owner = { application_id: applicationId, firm_id: firmId, agreement_id: agreementId, state_since: row.at, created_at: row.at };
  const completion = await tx.insertInto('completion').values({ ...owner, due_on: row.completionDueOn }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst();
  const interim = await tx.insertInto('interim_check').values({ ...owner, due_on: row.interimDueOn }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst();
  const settlement = await tx.insertInto('settlement').values(owner).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst();
  return { completionId: completion?.id ?? null, interimCheckId: interim?.id ?? null, settlementId: settlement?.id ?? null };
}
