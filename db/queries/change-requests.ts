import { sql, type RawBuilder } from 'kysely';
import type { ChangeKind } from '#app/domain/grants/change-kinds.ts';
import type { ChangeRequestState } from '#app/domain/grants/change-request-machine.ts';
import type { ChangeDelta, ChangeValues } from '#app/domain/grants/change-values.ts';
import type { ActorTx } from '../transaction.ts';

/** A question of the headquarters about a request. */
export interface ChangeQuery {
  readonly text: string;
  readonly dueOn: string;
  readonly at: string;
  readonly byName: string;
  /** What was wanted when the question was asked; the answer is compared with it. */
  readonly values: ChangeValues;
}

/** The firm's answer with what it changed in the request. */
export interface ChangeAnswer {
  readonly text: string;
  readonly at: string;
  readonly byName: string;
  readonly diff: readonly ChangeDelta[];
}

/** One request to change an agreement. */
export interface ChangeRow {
  readonly id: string;
  readonly agreementId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly state: ChangeRequestState;
  readonly since: Date;
  readonly version: number;
  readonly kind: ChangeKind;
  readonly baseVersion: number;
  readonly before: ChangeValues;
  readonly after: ChangeValues;
  readonly reason: string;
  readonly causeOn: string | null;
  readonly queries: readonly ChangeQuery[];
  readonly answers: readonly ChangeAnswer[];
  readonly dueOn: string | null;
  readonly requestedBy: string | null;
  readonly signedBy: string | null;
  readonly signerName: string | null;
  readonly submittedAt: Date | null;
  readonly recommendedBy: string | null;
  readonly recommenderName: string | null;
  readonly recommendedAt: Date | null;
  readonly opinion: string | null;
  /** The finance officer who checked the proposed account. */
  readonly bankCheckedBy: string | null;
  readonly bankCheckerName: string | null;
  readonly approverName: string | null;
  readonly approvedAt: Date | null;
  readonly appliedVersionId: string | null;
  readonly denyCode: string | null;
  readonly denyText: string | null;
  readonly createdAt: Date;
}

const columns = sql`c.id, c.agreement_id as "agreementId", c.application_id as "applicationId", c.firm_id as "firmId", c.state, c.state_since as since, c.version, c.kind,
  c.base_version_number as "baseVersion", c.values_before as before, c.values_after as after, c.reason, c.cause_on::text as "causeOn", c.queries, c.answers, c.due_on::text as "dueOn",
  c.requested_by as "requestedBy", c.signed_by as "signedBy", person_name(c.signed_by) as "signerName", c.submitted_at as "submittedAt",
  c.recommended_by as "recommendedBy", person_name(c.recommended_by) as "recommenderName", c.recommended_at as "recommendedAt", c.opinion, c.bank_checked_by as "bankCheckedBy", person_name(c.bank_checked_by) as "bankCheckerName",
  person_name(c.approved_by) as "approverName", c.approved_at as "approvedAt", c.applied_version_id as "appliedVersionId", c.deny_code as "denyCode", c.deny_text as "denyText", c.created_at as "createdAt"`;

/** One request; null when unknown or not visible. With `lock` nobody else decides on it meanwhile. */
export async function findChange(tx: ActorTx, id: string, lock = false): Promise<ChangeRow | null> {
  const result = await sql<ChangeRow>`select ${columns} from change_request c where c.id = ${id} ${lock ? sql`for update of c` : sql``}`.execute(tx);
  return result.rows[0] ?? null;
}

/** The requests of a case, newest first. */
export async function listChangesOfCase(tx: ActorTx, applicationId: string): Promise<ChangeRow[]> {
  return (await sql<ChangeRow>`select ${columns} from change_request c where c.application_id = ${applicationId} order by c.created_at desc, c.id desc limit 100`.execute(tx)).rows;
}

/** Whether another request about the same matter is open. */
export async function hasOpenChange(tx: ActorTx, agreementId: string, kinds: readonly ChangeKind[], exceptId: string | null): Promise<boolean> {
  const result = await sql`select c.id from change_request c where c.agreement_id = ${agreementId} and c.kind = any (${[...kinds]}::text[])
    and c.state in ('draft', 'submitted', 'queried', 'recommended', 'approved') and c.id is distinct from ${exceptId}::uuid limit 1`.execute(tx);
  return result.rows.length > 0;
}

export interface NewChange {
  readonly id: string;
  readonly agreementId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly kind: ChangeKind;
  readonly baseVersion: number;
  readonly before: ChangeValues;
  readonly requestedBy: string;
  readonly at: Date;
}

/** Starts a request in state draft; false when one of its kind is open already. */
export async function insertChange(tx: ActorTx, change: NewChange): Promise<boolean> {
  const values = JSON.stringify(change.before);
  const result = await sql`
    insert into change_request (id, agreement_id, application_id, firm_id, state_since, kind, base_version_number, values_before, values_after, reason, requested_by, created_at)
    values (${change.id}, ${change.agreementId}, ${change.applicationId}, ${change.firmId}, ${change.at}, ${change.kind}, ${change.baseVersion}, ${values}::jsonb, ${values}::jsonb, '', ${change.requestedBy}, ${change.at})
    on conflict (agreement_id, kind) where state in ('draft', 'submitted', 'queried', 'recommended', 'approved') do nothing`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Fields that a step may set beside the state. */
export interface ChangePatch {
  readonly kind?: ChangeKind;
  readonly baseVersion?: number;
  readonly before?: ChangeValues;
  readonly after?: ChangeValues;
  readonly reason?: string;
  readonly causeOn?: string | null;
  readonly queries?: readonly ChangeQuery[];
  readonly answers?: readonly ChangeAnswer[];
  readonly dueOn?: string | null;
  readonly signed?: { readonly by: string; readonly hash: string; readonly at: Date };
  readonly recommended?: { readonly by: string; readonly at: Date; readonly opinion: string };
  readonly bankCheckedBy?: string | null;
  readonly approved?: { readonly by: string; readonly at: Date };
  readonly appliedVersionId?: string;
  readonly denied?: { readonly code: string; readonly text: string };
}

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

/** Sets fields of a request; undefined ones stay. */
export async function patchChange(tx: ActorTx, id: string, patch: ChangePatch): Promise<void> {
  const sets: RawBuilder<unknown>[] = [
    ...(patch.kind ? [sql`kind = ${patch.kind}`] : []),
    ...(patch.baseVersion === undefined ? [] : [sql`base_version_number = ${patch.baseVersion}`]),
    ...(patch.before ? [sql`values_before = ${json(patch.before)}`] : []),
    ...(patch.after ? [sql`values_after = ${json(patch.after)}`] : []),
    ...(patch.reason === undefined ? [] : [sql`reason = ${patch.reason}`]),
    ...(patch.causeOn === undefined ? [] : [sql`cause_on = ${patch.causeOn}::date`]),
    ...(patch.queries ? [sql`queries = ${json(patch.queries)}`] : []),
    ...(patch.answers ? [sql`answers = ${json(patch.answers)}`] : []),
    ...(patch.dueOn === undefined ? [] : [sql`due_on = ${patch.dueOn}::date`]),
    ...(patch.signed ? [sql`signed_by = ${patch.signed.by}, signed_hash = ${Buffer.from(patch.signed.hash, 'hex')}, submitted_at = ${patch.signed.at}`] : []),
    ...(patch.recommended ? [sql`recommended_by = ${patch.recommended.by}, recommended_at = ${patch.recommended.at}, opinion = ${patch.recommended.opinion}, opinion_by = ${patch.recommended.by}`] : []),
    ...(patch.approved ? [sql`approved_by = ${patch.approved.by}, approved_at = ${patch.approved.at}`] : []),
    ...(patch.bankCheckedBy === undefined ? [] : [sql`bank_checked_by = ${patch.bankCheckedBy}::uuid`]),
    ...(patch.appliedVersionId ? [sql`applied_version_id = ${patch.appliedVersionId}`] : []),
    ...(patch.denied ? [sql`deny_code = ${patch.denied.code}, deny_text = ${patch.denied.text}`] : []),
  ];
  if (sets.length > 0) await sql`update change_request set ${sql.join(sets)} where id = ${id}`.execute(tx);
}
