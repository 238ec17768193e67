import { sql } from 'kysely';
import type { ChangeKind } from '#app/domain/grants/change-kinds.ts';
import type { ChangeValues } from '#app/domain/grants/change-values.ts';
import type { ActorTx } from '../transaction.ts';
import type { SignatureRow } from './agreement-parts.ts';

export interface NewAgreementVersion {
  readonly id: string;
  readonly agreementId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly number: number;
  readonly content: unknown;
  readonly amountWon: number;
  readonly documentId: string;
  /** Hex. */
  readonly hash: string;
  readonly effectiveOn: string;
  readonly createdBy: string | null;
  readonly changeRequestId?: string;
  readonly at: Date;
}

/** Writes a version; it is never changed afterwards. */
export async function insertAgreementVersion(tx: ActorTx, version: NewAgreementVersion): Promise<void> {
  await tx
    .insertInto('agreement_version')
    .values({
      id: version.id,
      agreement_id: version.agreementId,
      application_id: version.applicationId,
      firm_id: version.firmId,
      number: version.number,
      content: sql`${JSON.stringify(version.content)}::jsonb`,
      amount_won: version.amountWon,
      document_id: version.documentId,
      hash: Buffer.from(version.hash, 'hex'),
      effective_on: version.effectiveOn,
      created_by: version.createdBy,
      change_request_id: version.changeRequestId ?? null,
      created_at: version.at,
    })
    .execute();
}

/** A version of an agreement in the list of versions, with the request that made it. */
export interface VersionListRow {
  readonly id: string;
  readonly number: number;
  readonly createdAt: Date;
  readonly effectiveOn: string;
  readonly documentId: string | null;
  readonly changeId: string | null;
  readonly kind: ChangeKind | null;
  readonly before: ChangeValues | null;
  readonly after: ChangeValues | null;
  readonly signerName: string | null;
  readonly approverName: string | null;
}

/** The versions of an agreement, newest first. */
export async function listAgreementVersions(tx: ActorTx, agreementId: string): Promise<VersionListRow[]> {
  const result = await sql<VersionListRow>`
    select v.id, v.number, v.created_at as "createdAt", v.effective_on::text as "effectiveOn", v.document_id as "documentId", c.id as "changeId", c.kind, c.values_before as before, c.values_after as after,
      person_name(c.signed_by) as "signerName", person_name(c.approved_by) as "approverName"
    from agreement_version v left join change_request c on c.id = v.change_request_id where v.agreement_id = ${agreementId} order by v.number desc limit 50`.execute(tx);
  return result.rows;
}

/**
 * Who stands behind a version that a change request made: the representative who signed the request and the senior officer
 * who approved it; a notified change has the first only.
 */
export async function listChangeSignatures(tx: ActorTx, changeId: string): Promise<SignatureRow[]> {
  const result = await sql<{ signed_by: string | null; signer: string | null; submitted_at: Date | null; hash: string | null; approved_by: string | null; approver: string | null; approved_at: Date | null }>`
    select signed_by, person_name(signed_by) as signer, submitted_at, encode(signed_hash, 'hex') as hash, approved_by, person_name(approved_by) as approver, approved_at from change_request where id = ${changeId}`.execute(tx);
  const row = result.rows[0];
  if (!row) return [];
  const signature = (party: 'firm' | 'officer', userId: string | null, name: string | null, at: Date | null): SignatureRow[] => (userId && at ? [{ party, userId, signerName: name ?? '-', documentHash: row.hash ?? '', signedAt: at }] : []);
  return [...signature('firm', row.signed_by, row.signer, row.submitted_at), ...signature('officer', row.approved_by, row.approver, row.approved_at)];
}
