import { sql } from 'kysely';
import type { AnswerValue } from '#app/domain/applications/answers.ts';
import type { ActorTx } from '../transaction.ts';

/** A file as a submitted version lists it. */
export interface VersionFile {
  readonly requirement: string;
  readonly documentId: string;
  readonly fileName: string;
  readonly byteSize: number;
  readonly sha256: string;
}

/** What was sent, and when; never changed afterwards. */
export interface ApplicationVersion {
  readonly id: string;
  readonly number: number;
  readonly questionSetId: string;
  readonly answers: Readonly<Record<string, AnswerValue>>;
  readonly documents: readonly VersionFile[];
  /** Hex. */
  readonly hash: string;
  readonly receivedAt: Date;
  readonly submittedAt: Date;
  readonly submittedByName: string | null;
}

const COLUMNS = ['id', 'number', 'question_set_id', 'answers', 'documents', 'hash', 'received_at', 'submitted_at'] as const;

/** Submitted versions of an application, newest first. */
export async function listApplicationVersions(tx: ActorTx, applicationId: string): Promise<ApplicationVersion[]> {
  const rows = await tx
    .selectFrom('application_version')
    .select(COLUMNS)
    .select(sql<string | null>`person_name(submitted_by)`.as('submitted_by_name'))
    .where('application_id', '=', applicationId)
    .orderBy('number', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    questionSetId: row.question_set_id,
    answers: row.answers as unknown as Record<string, AnswerValue>,
    documents: row.documents as unknown as VersionFile[],
    hash: row.hash.toString('hex'),
    receivedAt: row.received_at,
    submittedAt: row.submitted_at,
    submittedByName: row.submitted_by_name,
  }));
}

/** Freezes what is being sent. */
export async function insertApplicationVersion(
  tx: ActorTx,
  version: { id: string; applicationId: string; firmId: string; number: number; questionSetId: string; answers: Readonly<Record<string, AnswerValue>>; documents: readonly VersionFile[]; hash: Buffer; at: Date; by: string | null },
): Promise<void> {
  await tx
    .insertInto('application_version')
    .values({
      id: version.id,
      application_id: version.applicationId,
      firm_id: version.firmId,
      number: version.number,
      question_set_id: version.questionSetId,
      answers: sql`${JSON.stringify(version.answers)}::jsonb`,
      documents: sql`${JSON.stringify(version.documents)}::jsonb`,
      hash: version.hash,
      received_at: version.at,
      submitted_at: version.at,
      submitted_by: version.by,
    })
    .execute();
}

/** Notes that somebody tried to send, and how it went. */
export async function insertSubmissionAttempt(
  tx: ActorTx,
  attempt: { applicationId: string; firmId: string; userId: string | null; at: Date; outcome: 'accepted' | 'incomplete' | 'late' | 'refused' | 'failed'; problems: readonly { questionId: string; messageId: string }[]; requestId: string },
): Promise<void> {
  await tx
    .insertInto('submission_attempt')
    .values({
      application_id: attempt.applicationId,
      firm_id: attempt.firmId,
      user_id: attempt.userId,
      received_at: attempt.at,
      outcome: attempt.outcome,
      problems: sql`${JSON.stringify(attempt.problems)}::jsonb`,
      request_id: attempt.requestId,
    })
    .execute();
}

/** Keeps each consent of a submission on its own row; texts are named by code in their newest valid version. */
export async function insertApplicationConsents(
  tx: ActorTx,
  input: { applicationId: string; firmId: string; userId: string; consents: readonly { consentTextId: string; isGiven: boolean }[]; at: Date },
): Promise<void> {
  if (input.consents.length === 0) return;
  await tx
    .insertInto('application_consent')
    .values(input.consents.map((consent) => ({ application_id: input.applicationId, firm_id: input.firmId, user_id: input.userId, consent_text_id: consent.consentTextId, is_given: consent.isGiven, given_at: input.at })))
    .execute();
}
