import { sql } from 'kysely';
import type { AgreementState } from '#app/domain/grants/agreement-machine.ts';
import type { ActorTx } from '../transaction.ts';
import type { GrantCondition } from './grants.ts';

/** The agreement of a case. */
export interface AgreementRow {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly grantDecisionId: string;
  readonly state: AgreementState;
  readonly since: Date;
  readonly version: number;
  readonly number: string | null;
  readonly amountWon: number;
  readonly ownShareWon: number;
  readonly paidWon: number;
  readonly returnedWon: number;
  readonly advanceCapPercent: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly bankAccountId: string | null;
  readonly currentVersionId: string | null;
  readonly conditions: readonly GrantCondition[];
  readonly offeredAt: Date | null;
  readonly offerEndsOn: string | null;
  readonly acceptedAt: Date | null;
  readonly countersignedAt: Date | null;
  readonly inForceAt: Date | null;
  readonly endReason: string | null;
  readonly extensionCount: number;
  readonly extendedMonths: number;
}

const COLUMNS = [
  'id', 'application_id', 'firm_id', 'grant_decision_id', 'state', 'state_since', 'version', 'number', 'amount_won', 'own_share_won', 'paid_won', 'returned_won', 'advance_cap_percent',
  'starts_on', 'ends_on', 'bank_account_id', 'current_version_id', 'conditions', 'offered_at', 'offer_ends_on', 'accepted_at', 'countersigned_at', 'in_force_at', 'end_reason', 'extension_count', 'extended_months',
] as const;

/** The newest agreement of a case, or the one of an id; null when there is none or the actor may not see it. */
export async function findAgreement(tx: ActorTx, by: { readonly applicationId: string } | { readonly id: string }): Promise<AgreementRow | null> {
  const row = await tx
    .selectFrom('agreement')
    .select(COLUMNS)
    .$if('id' in by, (query) => query.where('id', '=', (by as { id: string }).id))
    .$if('applicationId' in by, (query) => query.where('application_id', '=', (by as { applicationId: string }).applicationId))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    applicationId: row.application_id,
    firmId: row.firm_id,
    grantDecisionId: row.grant_decision_id,
    state: row.state as AgreementState,
    since: row.state_since,
    version: row.version,
    number: row.number,
    amountWon: row.amount_won,
    ownShareWon: row.own_share_won,
    paidWon: row.paid_won,
    returnedWon: row.returned_won,
    advanceCapPercent: Number(row.advance_cap_percent),
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    bankAccountId: row.bank_account_id,
    currentVersionId: row.current_version_id,
    conditions: row.conditions as unknown as GrantCondition[],
    offeredAt: row.offered_at,
    offerEndsOn: row.offer_ends_on,
    acceptedAt: row.accepted_at,
    countersignedAt: row.countersigned_at,
    inForceAt: row.in_force_at,
    endReason: row.end_reason,
    extensionCount: row.extension_count,
    extendedMonths: row.extended_months,
  };
}

export interface NewAgreement {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly grantDecisionId: string;
  readonly amountWon: number;
  readonly advanceCapPercent: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly conditions: readonly GrantCondition[];
  readonly at: Date;
}

/** Opens an agreement in state drafting. */
export async function insertAgreement(tx: ActorTx, agreement: NewAgreement): Promise<void> {
  await tx
    .insertInto('agreement')
    .values({
      id: agreement.id,
      application_id: agreement.applicationId,
      firm_id: agreement.firmId,
      grant_decision_id: agreement.grantDecisionId,
      state_since: agreement.at,
      amount_won: agreement.amountWon,
      advance_cap_percent: String(agreement.advanceCapPercent),
      starts_on: agreement.startsOn,
      ends_on: agreement.endsOn,
      conditions: sql`${JSON.stringify(agreement.conditions)}::jsonb`,
      created_at: agreement.at,
    })
    .execute();
}

/** Fields of an agreement that a step may set beside its state. */
export interface AgreementPatch {
  readonly number?: string;
  readonly amountWon?: number;
  readonly ownShareWon?: number;
  readonly startsOn?: string;
  readonly endsOn?: string;
  readonly bankAccountId?: string | null;
  readonly currentVersionId?: string;
  readonly conditions?: readonly GrantCondition[];
  readonly offeredAt?: Date;
  readonly offerEndsOn?: string;
  readonly acceptedAt?: Date;
  readonly countersignedAt?: Date;
  readonly countersignedBy?: string;
  readonly preparedBy?: string;
  readonly inForceAt?: Date;
  readonly endedAt?: Date;
  readonly endCode?: string;
  readonly endReason?: string;
  readonly extensionCount?: number;
  readonly extendedMonths?: number;
}

/** Sets fields of an agreement; undefined ones stay. */
export async function patchAgreement(tx: ActorTx, id: string, patch: AgreementPatch): Promise<void> {
  const values = {
    number: patch.number,
    amount_won: patch.amountWon,
    own_share_won: patch.ownShareWon,
    starts_on: patch.startsOn,
    ends_on: patch.endsOn,
    bank_account_id: patch.bankAccountId,
    current_version_id: patch.currentVersionId,
    conditions: patch.conditions === undefined ? undefined : sql<never>`${JSON.stringify(patch.conditions)}::jsonb`,
    offered_at: patch.offeredAt,
    offer_ends_on: patch.offerEndsOn,
    accepted_at: patch.acceptedAt,
    countersigned_at: patch.countersignedAt,
    countersigned_by: patch.countersignedBy,
    prepared_by: patch.preparedBy,
    in_force_at: patch.inForceAt,
    ended_at: patch.endedAt,
    end_code: patch.endCode,
    end_reason: patch.endReason,
    extension_count: patch.extensionCount,
    extended_months: patch.extendedMonths,
  };
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length > 0) await tx.updateTable('agreement').set(given).where('id', '=', id).execute();
}

/** Counts a payment against the agreed amount in one guarded statement; false when the rest is smaller. Negative amounts give back. */
export async function takeAgreed(tx: ActorTx, agreementId: string, amountWon: number): Promise<boolean> {
  const result = await sql`update agreement set paid_won = paid_won + ${amountWon} where id = ${agreementId} and paid_won + ${amountWon} between 0 and amount_won`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** The number of an agreement, gapless per programme year. */
export async function takeAgreementNumber(tx: ActorTx, programmeYearId: string): Promise<string> {
  const result = await sql<{ number: string }>`select take_receipt_number(${programmeYearId}, 'agreement') as number`.execute(tx);
  const number = result.rows[0]?.number;
  if (!number) throw new Error('No agreement number was taken.');
  return number;
}

/** One version of an agreement with its document. */
export interface AgreementVersionRow {
  readonly id: string;
  readonly number: number;
  readonly content: unknown;
  readonly amountWon: number;
  readonly documentId: string | null;
  /** SHA-256 of the stored PDF, hex. */
  readonly documentHash: string | null;
  readonly documentBytes: number | null;
  /** SHA-256 of the content, hex. */
  readonly hash: string;
  /** The change request that made this version; null for the versions that were drafted. */
  readonly changeRequestId: string | null;
  readonly createdAt: Date;
}

/** One version of an agreement; null when unknown or not visible. */
export async function findAgreementVersion(tx: ActorTx, id: string): Promise<AgreementVersionRow | null> {
  const row = await tx
    .selectFrom('agreement_version as v')
    .leftJoin('document as d', 'd.id', 'v.document_id')
    .select(['v.id', 'v.number', 'v.content', 'v.amount_won', 'v.document_id', 'v.hash', 'v.change_request_id', 'v.created_at', 'd.sha256', 'd.bytes'])
    .where('v.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    number: row.number,
    content: row.content,
    amountWon: row.amount_won,
    documentId: row.document_id,
    documentHash: row.sha256 ? row.sha256.toString('hex') : null,
    documentBytes: row.bytes,
    hash: row.hash.toString('hex'),
    changeRequestId: row.change_request_id,
    createdAt: row.created_at,
  };
}

/** Whether any agreement of the firm is in force, also while it is on hold. */
export async function hasAgreementInForce(tx: ActorTx, firmId: string): Promise<boolean> {
  return (await sql<{ found: boolean }>`select exists (select from agreement where firm_id = ${firmId} and state in ('in_force', 'on_hold')) as found`.execute(tx)).rows[0]?.found ?? false;
}
