import { sql, type RawBuilder } from 'kysely';
import type { TrancheState } from '#app/domain/grants/tranche-states.ts';
import type { TrancheKind } from '#app/domain/grants/tranche-plan.ts';
import type { ActorTx } from '../transaction.ts';

export const paymentSortKeys = ['firm', 'kind', 'amount', 'state', 'since'] as const;
export type PaymentSortKey = (typeof paymentSortKeys)[number];

export interface PaymentFilter {
  readonly states: readonly TrancheState[];
  readonly kind: TrancheKind | null;
  readonly query: string;
  readonly sort: PaymentSortKey;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
}

/** One row of the payment list. */
export interface PaymentListRow {
  readonly id: string;
  readonly applicationId: string;
  readonly firmName: string;
  readonly agreementNumber: string | null;
  readonly number: number;
  readonly kind: TrancheKind;
  readonly state: TrancheState;
  readonly since: Date;
  readonly plannedWon: number;
  readonly requestedWon: number | null;
  readonly verifiedWon: number | null;
  readonly paidWon: number | null;
}

const SORT: Record<PaymentSortKey, RawBuilder<unknown>> = {
  firm: sql`f.name`,
  kind: sql`t.number`,
  amount: sql`coalesce(t.verified_won, t.requested_won, t.planned_won)`,
  state: sql`t.state`,
  since: sql`t.state_since`,
};

function conditions(filter: Pick<PaymentFilter, 'states' | 'kind' | 'query'>) {
  const parts = [sql`t.state = any (${sql.val([...filter.states])}::text[])`];
  if (filter.kind) parts.push(sql`t.kind = ${filter.kind}`);
  if (filter.query) {
    const digits = filter.query.replace(/\D/g, '');
    const like = `%${filter.query.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    parts.push(sql`(f.name ilike ${like} or g.number ilike ${like} ${digits.length >= 3 ? sql`or f.business_number like ${`%${digits}%`}` : sql``})`);
  }
  return sql.join(parts, sql` and `);
}

/** Payments that fit a filter, and how many there are in all. */
export async function listPayments(tx: ActorTx, filter: PaymentFilter): Promise<{ rows: PaymentListRow[]; total: number }> {
  const where = conditions(filter);
  const from = sql`from tranche t join firm f on f.id = t.firm_id join agreement g on g.id = t.agreement_id where ${where}`;
  const order = sql`${SORT[filter.sort]} ${filter.direction === 'desc' ? sql`desc` : sql`asc`}, t.id`;
  const result = await sql<{
    id: string; application_id: string; name: string; agreement_number: string | null; number: number; kind: string; state: string; state_since: string;
    planned_won: string | number; requested_won: string | number | null; verified_won: string | number | null; paid_won: string | number | null;
  }>`
    select t.id, t.application_id, f.name, g.number as agreement_number, t.number, t.kind, t.state, t.state_since, t.planned_won, t.requested_won, t.verified_won, t.paid_won
    ${from} order by ${order} limit ${filter.limit} offset ${filter.offset}`.execute(tx);
  const total = await sql<{ n: string }>`select count(*) as n ${from}`.execute(tx);
  const won = (value: string | number | null) => (value === null ? null : Number(value));
  return {
    rows: result.rows.map((row) => ({
      id: row.id,
      applicationId: row.application_id,
      firmName: row.name,
      agreementNumber: row.agreement_number,
      number: row.number,
      kind: row.kind as TrancheKind,
      state: row.state as TrancheState,
      since: new Date(row.state_since),
      plannedWon: Number(row.planned_won),
      requestedWon: won(row.requested_won),
      verifiedWon: won(row.verified_won),
      paidWon: won(row.paid_won),
    })),
    total: Number(total.rows[0]?.n ?? 0),
  };
}

/** How many payments stand in each state, for the tabs. */
export async function countPaymentsByState(tx: ActorTx): Promise<Map<TrancheState, number>> {
  const result = await sql<{ state: string; n: string }>`select state, count(*) as n from tranche group by state`.execute(tx);
  return new Map(result.rows.map((row) => [row.state as TrancheState, Number(row.n)]));
}

/** One row of a bank file; the number is still encrypted. */
export interface BatchRow {
  readonly trancheId: string;
  readonly firmName: string;
  readonly agreementNumber: string | null;
  readonly trancheNumber: number;
  readonly bankAccountId: string | null;
  readonly bankCode: string | null;
  readonly bankName: string | null;
  readonly holder: string | null;
  readonly amountWon: number;
}

/** Rows of a bank file in a fixed order, either of a batch or of chosen payments. */
export async function listBatchRows(tx: ActorTx, by: { readonly batchId: string } | { readonly trancheIds: readonly string[] }): Promise<BatchRow[]> {
  const chosen = 'batchId' in by ? sql`t.batch_id = ${by.batchId}` : sql`t.id = any (${sql.val([...by.trancheIds])}::uuid[])`;
  const result = await sql<{ id: string; name: string; agreement_number: string | null; number: number; bank_account_id: string | null; bank_code: string | null; bank_name: string | null; holder: string | null; verified_won: string | number }>`
    select t.id, f.name, g.number as agreement_number, t.number, t.bank_account_id, b.bank_code, b.bank_name, b.holder, t.verified_won
    from tranche t join firm f on f.id = t.firm_id join agreement g on g.id = t.agreement_id left join bank_account b on b.id = t.bank_account_id
    where ${chosen} order by t.id`.execute(tx);
  return result.rows.map((row) => ({
    trancheId: row.id,
    firmName: row.name,
    agreementNumber: row.agreement_number,
    trancheNumber: row.number,
    bankAccountId: row.bank_account_id,
    bankCode: row.bank_code,
    bankName: row.bank_name,
    holder: row.holder,
    amountWon: Number(row.verified_won),
  }));
}

/** A file of payments for the bank. */
export interface PaymentBatch {
  readonly id: string;
  readonly number: string;
  readonly totalWon: number;
  readonly rowCount: number;
  /** SHA-256 of the file, hex. */
  readonly contentHash: string;
  readonly createdAt: Date;
  readonly creatorName: string | null;
}

/** One bank file; null when unknown or not visible. */
export async function findPaymentBatch(tx: ActorTx, id: string): Promise<PaymentBatch | null> {
  return (await readBatches(tx, sql`where b.id = ${id}`))[0] ?? null;
}

/** The newest bank files. */
export async function listPaymentBatches(tx: ActorTx, limit = 10): Promise<PaymentBatch[]> {
  return readBatches(tx, sql`order by b.created_at desc, b.id desc limit ${limit}`);
}

async function readBatches(tx: ActorTx, rest: RawBuilder<unknown>): Promise<PaymentBatch[]> {
  const result = await sql<{ id: string; number: string; total_won: string | number; row_count: number; content_hash: Buffer; created_at: string; creator: string | null }>`
    select b.id, b.number, b.total_won, b.row_count, b.content_hash, b.created_at, person_name(b.created_by) as creator from payment_batch b ${rest}`.execute(tx);
  return result.rows.map((row) => ({
    id: row.id,
    number: row.number,
    totalWon: Number(row.total_won),
    rowCount: row.row_count,
    contentHash: row.content_hash.toString('hex'),
    createdAt: new Date(row.created_at),
    creatorName: row.creator,
  }));
}

/** The next number of a bank file of a day; waits for a file that is being made at the same time. */
export async function nextBatchNumber(tx: ActorTx, prefix: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext('payment_batch'))`.execute(tx);
  const result = await sql<{ n: string }>`select count(*) + 1 as n from payment_batch where number like ${`${prefix}%`}`.execute(tx);
  return `${prefix}${String(result.rows[0]?.n ?? 1).padStart(3, '0')}`;
}

/** Writes a bank file's head; it is never changed afterwards. */
export async function insertPaymentBatch(tx: ActorTx, batch: { id: string; number: string; totalWon: number; rowCount: number; contentHash: string; createdBy: string; at: Date }): Promise<void> {
  await tx
    .insertInto('payment_batch')
    .values({ id: batch.id, number: batch.number, total_won: batch.totalWon, row_count: batch.rowCount, content_hash: Buffer.from(batch.contentHash, 'hex'), created_by: batch.createdBy, created_at: batch.at })
    .execute();
}
