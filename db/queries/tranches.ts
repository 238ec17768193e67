import { sql } from 'kysely';
import type { TrancheState } from '#app/domain/grants/tranche-states.ts';
import type { TrancheGate, TrancheKind } from '#app/domain/grants/tranche-plan.ts';
import type { ActorTx } from '../transaction.ts';

/** A remark on a tranche that is kept: a query with its answer, or the first half of a reversal. */
export interface TrancheRemark {
  readonly kind: 'query' | 'answer' | 'reversal';
  readonly text: string;
  readonly by: string;
  readonly byName: string;
  readonly at: string;
}

/** One payment of an agreement with the hands it went through. */
export interface TrancheRow {
  readonly id: string;
  readonly agreementId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly state: TrancheState;
  readonly since: Date;
  readonly version: number;
  readonly number: number;
  readonly kind: TrancheKind;
  readonly gate: TrancheGate | null;
  readonly plannedWon: number;
  readonly requestedWon: number | null;
  readonly verifiedWon: number | null;
  readonly paidWon: number | null;
  readonly bankAccountId: string | null;
  readonly requestedBy: string | null;
  readonly requesterName: string | null;
  readonly requestedAt: Date | null;
  readonly signedBy: string | null;
  readonly verifiedBy: string | null;
  readonly verifierName: string | null;
  readonly verifiedAt: Date | null;
  readonly approvedBy: string | null;
  readonly approverName: string | null;
  readonly approvedAt: Date | null;
  readonly paidBy: string | null;
  readonly payerName: string | null;
  readonly paidAt: Date | null;
  readonly batchId: string | null;
  readonly bankReference: string | null;
  readonly queries: readonly TrancheRemark[];
  readonly note: string | null;
  readonly failReason: string | null;
}

interface Raw {
  id: string; agreement_id: string; application_id: string; firm_id: string; state: string; state_since: string; version: number; number: number; kind: string; gate: string | null;
  planned_won: string | number; requested_won: string | number | null; verified_won: string | number | null; paid_won: string | number | null; bank_account_id: string | null;
  requested_by: string | null; requester: string | null; requested_at: string | null; signed_by: string | null; verified_by: string | null; verifier: string | null; verified_at: string | null;
  approved_by: string | null; approver: string | null; approved_at: string | null; paid_by: string | null; payer: string | null; paid_at: string | null; batch_id: string | null;
  bank_reference: string | null; queries: TrancheRemark[]; note: string | null; fail_reason: string | null;
}

const columns = sql`t.id, t.agreement_id, t.application_id, t.firm_id, t.state, t.state_since, t.version, t.number, t.kind, t.gate, t.planned_won, t.requested_won, t.verified_won, t.paid_won,
  t.bank_account_id, t.requested_by, person_name(t.requested_by) as requester, t.requested_at, t.signed_by, t.verified_by, person_name(t.verified_by) as verifier, t.verified_at,
  t.approved_by, person_name(t.approved_by) as approver, t.approved_at, t.paid_by, person_name(t.paid_by) as payer, t.paid_at, t.batch_id, t.bank_reference, t.queries, t.note, t.fail_reason`;

const won = (value: string | number | null) => (value === null ? null : Number(value));
const time = (value: string | null) => (value === null ? null : new Date(value));

function read(row: Raw): TrancheRow {
  return {
    id: row.id,
    agreementId: row.agreement_id,
    applicationId: row.application_id,
    firmId: row.firm_id,
    state: row.state as TrancheState,
    since: new Date(row.state_since),
    version: row.version,
    number: row.number,
    kind: row.kind as TrancheKind,
    gate: row.gate as TrancheGate | null,
    plannedWon: Number(row.planned_won),
    requestedWon: won(row.requested_won),
    verifiedWon: won(row.verified_won),
    paidWon: won(row.paid_won),
    bankAccountId: row.bank_account_id,
    requestedBy: row.requested_by,
    requesterName: row.requester,
    requestedAt: time(row.requested_at),
    signedBy: row.signed_by,
    verifiedBy: row.verified_by,
    verifierName: row.verifier,
    verifiedAt: time(row.verified_at),
    approvedBy: row.approved_by,
    approverName: row.approver,
    approvedAt: time(row.approved_at),
    paidBy: row.paid_by,
    payerName: row.payer,
    paidAt: time(row.paid_at),
    batchId: row.batch_id,
    bankReference: row.bank_reference,
    queries: row.queries,
    note: row.note,
    failReason: row.fail_reason,
  };
}

/** One tranche; null when unknown or not visible. */
export async function findTranche(tx: ActorTx, id: string): Promise<TrancheRow | null> {
  const result = await sql<Raw>`select ${columns} from tranche t where t.id = ${id}`.execute(tx);
  return result.rows[0] ? read(result.rows[0]) : null;
}

/** One tranche, locked for its next step, so that two people cannot take it at once. */
export async function lockTranche(tx: ActorTx, id: string): Promise<TrancheRow | null> {
  const result = await sql<Raw>`select ${columns} from tranche t where t.id = ${id} for update of t`.execute(tx);
  return result.rows[0] ? read(result.rows[0]) : null;
}

/** Tranches of an agreement in order. */
export async function listTranches(tx: ActorTx, agreementId: string): Promise<TrancheRow[]> {
  const result = await sql<Raw>`select ${columns} from tranche t where t.agreement_id = ${agreementId} order by t.number, t.id`.execute(tx);
  return result.rows.map(read);
}

export interface NewTranche {
  readonly id: string;
  readonly agreementId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly number: number;
  readonly kind: TrancheKind;
  readonly gate: TrancheGate;
  readonly plannedWon: number;
  readonly at: Date;
}

/** Writes the planned tranches of an agreement. */
export async function insertTranches(tx: ActorTx, tranches: readonly NewTranche[]): Promise<void> {
  await tx
    .insertInto('tranche')
    .values(
      tranches.map((tranche) => ({
        id: tranche.id,
        agreement_id: tranche.agreementId,
        application_id: tranche.applicationId,
        firm_id: tranche.firmId,
        state_since: tranche.at,
        number: tranche.number,
        kind: tranche.kind,
        gate: tranche.gate,
        planned_won: tranche.plannedWon,
        created_at: tranche.at,
      })),
    )
    .execute();
}

/** Fields of a tranche that a step may set beside its state. */
export interface TranchePatch {
  readonly requestedWon?: number;
  readonly verifiedWon?: number;
  readonly paidWon?: number;
  readonly bankAccountId?: string;
  readonly requestedBy?: string;
  readonly requestedAt?: Date;
  readonly signedBy?: string;
  readonly verifiedBy?: string;
  readonly verifiedAt?: Date;
  readonly approvedBy?: string | null;
  readonly approvedAt?: Date | null;
  readonly paidBy?: string | null;
  readonly paidAt?: Date | null;
  readonly batchId?: string | null;
  readonly bankReference?: string;
  readonly queries?: readonly TrancheRemark[];
  readonly note?: string | null;
  readonly failReason?: string | null;
  readonly dueOn?: string | null;
}

/** Sets fields of a tranche; undefined ones stay. */
export async function patchTranche(tx: ActorTx, id: string, patch: TranchePatch): Promise<void> {
  const values = {
    requested_won: patch.requestedWon,
    verified_won: patch.verifiedWon,
    paid_won: patch.paidWon,
    bank_account_id: patch.bankAccountId,
    requested_by: patch.requestedBy,
    requested_at: patch.requestedAt,
    signed_by: patch.signedBy,
    verified_by: patch.verifiedBy,
    verified_at: patch.verifiedAt,
    approved_by: patch.approvedBy,
    approved_at: patch.approvedAt,
    paid_by: patch.paidBy,
    paid_at: patch.paidAt,
    batch_id: patch.batchId,
    bank_reference: patch.bankReference,
    queries: patch.queries === undefined ? undefined : sql<never>`${JSON.stringify(patch.queries)}::jsonb`,
    note: patch.note,
    fail_reason: patch.failReason,
    due_on: patch.dueOn,
  };
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length > 0) await tx.updateTable('tranche').set(given).where('id', '=', id).execute();
}
