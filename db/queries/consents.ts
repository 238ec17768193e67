import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

type Text = { readonly ko: string; readonly en: string };

/** One consent or withdrawal as it was recorded. */
export interface ConsentRow {
  readonly id: string;
  readonly textId: string;
  readonly code: string;
  readonly version: string;
  readonly title: Text;
  /** Sections of the text as stored. */
  readonly body: unknown;
  /** consent, pledge or statement. */
  readonly kind: string;
  readonly purpose: string;
  readonly isRequired: boolean;
  readonly isGiven: boolean;
  readonly givenAt: Date;
  /** SHA-256 of the text, hex. */
  readonly textHash: string;
  readonly ip: string | null;
  readonly applicationId: string | null;
  readonly firmId: string | null;
}

/** Everything a person agreed to and took back, newest first. */
export async function listConsentsOf(tx: ActorTx, userId: string): Promise<ConsentRow[]> {
  const rows = await tx
    .selectFrom('application_consent as c')
    .innerJoin('consent_text as t', 't.id', 'c.consent_text_id')
    .select(['c.id', 'c.consent_text_id', 't.code', 't.version', 't.title', 't.body', 't.purpose', 't.is_required', 'c.is_given', 'c.given_at', 'c.text_hash', 'c.ip', 'c.application_id', 'c.firm_id'])
    .select(sql<string>`coalesce(t.body ->> 'kind', 'consent')`.as('kind'))
    .where('c.user_id', '=', userId)
    .orderBy('c.given_at', 'desc')
    .orderBy('c.id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    textId: row.consent_text_id,
    code: row.code,
    version: row.version,
    title: row.title as unknown as Text,
    body: row.body,
    kind: row.kind,
    purpose: row.purpose,
    isRequired: row.is_required,
    isGiven: row.is_given,
    givenAt: row.given_at,
    textHash: row.text_hash,
    ip: row.ip,
    applicationId: row.application_id,
    firmId: row.firm_id,
  }));
}

/** The newest valid version of a text; null when there is none. */
export async function findNewestConsentText(tx: ActorTx, code: string, on: string): Promise<string | null> {
  const row = await tx
    .selectFrom('consent_text')
    .select('id')
    .where('code', '=', code)
    .where((where) => where.or([where('valid_from', 'is', null), where('valid_from', '<=', on)]))
    .orderBy(sql`valid_from desc nulls last`)
    .orderBy('version', 'desc')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Records that a text is agreed to or no longer; the database adds the hash of the text. */
export async function insertConsent(tx: ActorTx, consent: { userId: string; textId: string; applicationId: string | null; firmId: string | null; isGiven: boolean; at: Date; ip: string | null }): Promise<void> {
  await tx
    .insertInto('application_consent')
    .values({ user_id: consent.userId, consent_text_id: consent.textId, application_id: consent.applicationId, firm_id: consent.firmId, is_given: consent.isGiven, given_at: consent.at, ip: consent.ip })
    .execute();
}

/** Keeps two answers of one person apart that arrive at once: the second waits for the first. */
export async function lockConsentsOf(tx: ActorTx, userId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`consent:${userId}`}, 0))`.execute(tx);
}
