import { sql } from 'kysely';
import type { Duty, Locale } from '#app/domain/accounts/actor.ts';
import type { ActorTx } from '../transaction.ts';

/** A person who is told about a change. */
export interface RecipientRow {
  /** Null for a contact without an account; the mail is then the only way. */
  readonly userId: string | null;
  readonly email: string;
  readonly name: string;
  readonly locale: Locale;
  readonly duty: Duty;
}

interface Raw {
  user_id: string | null;
  email: string;
  name: string;
  locale: string;
  duty: string;
}

function read(rows: readonly Raw[]): RecipientRow[] {
  return rows.map((row) => ({ userId: row.user_id, email: row.email, name: row.name, locale: row.locale === 'en' ? 'en' : 'ko', duty: row.duty as Duty }));
}

/** People of a firm, of the given duties when named. */
export async function listFirmRecipients(tx: ActorTx, firmId: string, duties: readonly Duty[] | null = null): Promise<RecipientRow[]> {
  return read((await sql<Raw>`select user_id, email, name, locale, duty from firm_recipients(${firmId}, ${duties ? sql`${sql.val([...duties])}::text[]` : sql`null`})`.execute(tx)).rows);
}

/** Officers, evaluators, auditors or administrators of the given duties; with an organisation, partner officers of other groups are left out. */
export async function listOfficerRecipients(tx: ActorTx, duties: readonly Duty[], organisationId: string | null = null): Promise<RecipientRow[]> {
  return read((await sql<Raw>`select user_id, email, name, locale, duty from officer_recipients(${sql.val([...duties])}::text[], ${organisationId}::uuid)`.execute(tx)).rows);
}

/** The consultant as a recipient; null for an unknown id. */
export async function findConsultantRecipient(tx: ActorTx, consultantId: string): Promise<RecipientRow | null> {
  return read((await sql<Raw>`select user_id, email, name, locale, duty from consultant_recipient(${consultantId})`.execute(tx)).rows)[0] ?? null;
}

/** People of the parent companies linked to a firm. */
export async function listParentRecipients(tx: ActorTx, firmId: string): Promise<RecipientRow[]> {
  return read((await sql<Raw>`select user_id, email, name, locale, duty from parent_recipients(${firmId})`.execute(tx)).rows);
}

/** Evaluators of a case. */
export async function listEvaluatorRecipients(tx: ActorTx, applicationId: string): Promise<RecipientRow[]> {
  return read((await sql<Raw>`select user_id, email, name, locale, duty from evaluator_recipients(${applicationId})`.execute(tx)).rows);
}

/** One person by account; null when unknown or disabled. */
export async function findUserRecipient(tx: ActorTx, userId: string): Promise<RecipientRow | null> {
  return read((await sql<Raw>`select user_id, email, name, locale, duty from user_recipient(${userId})`.execute(tx)).rows)[0] ?? null;
}
