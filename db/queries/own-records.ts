import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** How many rows of one kind an export holds; the newest are taken. */
export const RECORDS_MAX = 5_000;

export interface OwnAccountRow {
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly jobTitle: string | null;
  readonly locale: string;
  readonly noticePreferences: unknown;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
}

/** What the account holds about its person. */
export async function getOwnAccount(tx: ActorTx, userId: string): Promise<OwnAccountRow> {
  const row = await tx.selectFrom('app_user').select(['name', 'email', 'phone', 'job_title', 'locale', 'notice_preferences', 'created_at', 'last_sign_in_at']).where('id', '=', userId).executeTakeFirstOrThrow();
  return { name: row.name, email: row.email, phone: row.phone, jobTitle: row.job_title, locale: row.locale, noticePreferences: row.notice_preferences, createdAt: row.created_at, lastSignInAt: row.last_sign_in_at };
}

/** Roles a person has or had. */
export async function listOwnGrants(tx: ActorTx, userId: string): Promise<{ duty: string; grantedAt: Date; revokedAt: Date | null }[]> {
  const rows = await tx.selectFrom('role_grant').select(['duty', 'granted_at', 'revoked_at']).where('user_id', '=', userId).orderBy('granted_at', 'desc').execute();
  return rows.map((row) => ({ duty: row.duty, grantedAt: row.granted_at, revokedAt: row.revoked_at }));
}

/** Sign-ins and failed tries with the person's address. */
export async function listOwnSignIns(tx: ActorTx, userId: string): Promise<{ at: Date; outcome: string; ip: string | null; userAgent: string | null }[]> {
  const rows = await tx.selectFrom('sign_in_log').select(['recorded_at', 'outcome', 'ip', 'user_agent']).where('user_id', '=', userId).orderBy('recorded_at', 'desc').limit(RECORDS_MAX).execute();
  return rows.map((row) => ({ at: row.recorded_at, outcome: row.outcome, ip: row.ip, userAgent: row.user_agent }));
}

/** Notices sent to the person. */
export async function listOwnNotices(tx: ActorTx, userId: string): Promise<{ at: Date; kind: string; values: unknown; readAt: Date | null }[]> {
  const rows = await tx.selectFrom('notice').select(['created_at', 'kind', 'values', 'read_at']).where('recipient_id', '=', userId).orderBy('created_at', 'desc').limit(RECORDS_MAX).execute();
  return rows.map((row) => ({ at: row.created_at, kind: row.kind, values: row.values, readAt: row.read_at }));
}

/** Files the person sent. */
export async function listOwnFiles(tx: ActorTx, userId: string): Promise<{ at: Date; fileName: string; kind: string; bytes: number; sha256: string; removedAt: Date | null }[]> {
  const rows = await tx
    .selectFrom('document')
    .select(['uploaded_at', 'file_name', 'kind', 'bytes', 'removed_at'])
    .select(sql<string>`encode(sha256, 'hex')`.as('hash'))
    .where('uploaded_by', '=', userId)
    .orderBy('uploaded_at', 'desc')
    .limit(RECORDS_MAX)
    .execute();
  return rows.map((row) => ({ at: row.uploaded_at, fileName: row.file_name, kind: row.kind, bytes: row.bytes, sha256: row.hash, removedAt: row.removed_at }));
}

/** What the person did, as the record of events has it. */
export async function listOwnDeeds(tx: ActorTx, userId: string): Promise<{ at: Date; machine: string | null; action: string; toState: string | null; subjectType: string; subjectId: string }[]> {
  const rows = await tx
    .selectFrom('event')
    .select(['effective_at', 'machine', 'action', 'to_state', 'subject_type', 'subject_id'])
    .where('actor_id', '=', userId)
    .orderBy('recorded_at', 'desc')
    .limit(RECORDS_MAX)
    .execute();
  return rows.map((row) => ({ at: row.effective_at, machine: row.machine, action: row.action, toState: row.to_state, subjectType: row.subject_type, subjectId: row.subject_id }));
}

/** Which records of others the person opened, downloaded or exported. */
export async function listOwnLookUps(tx: ActorTx, userId: string): Promise<{ at: Date; kind: string; subjectType: string; reason: string | null }[]> {
  const rows = await tx.selectFrom('access_log').select(['recorded_at', 'kind', 'subject_type', 'reason']).where('user_id', '=', userId).orderBy('recorded_at', 'desc').limit(RECORDS_MAX).execute();
  return rows.map((row) => ({ at: row.recorded_at, kind: row.kind, subjectType: row.subject_type, reason: row.reason }));
}
