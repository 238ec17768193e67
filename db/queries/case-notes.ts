import { sql } from 'kysely';
import type { Duty, Role } from '#app/domain/accounts/actor.ts';
import type { ActorTx } from '../transaction.ts';

/** An internal note on a case. */
export interface CaseNote {
  readonly id: string;
  readonly text: string;
  readonly authorName: string | null;
  readonly authorDuty: string;
  readonly createdAt: Date;
}

/** Internal notes, newest first. */
export async function listCaseNotes(tx: ActorTx, applicationId: string): Promise<CaseNote[]> {
  const rows = await tx
    .selectFrom('case_note')
    .select(['id', 'text', 'author_duty', 'created_at'])
    .select(sql<string | null>`person_name(author_id)`.as('author'))
    .where('application_id', '=', applicationId)
    .orderBy('created_at', 'desc')
    .limit(30)
    .execute();
  return rows.map((row) => ({ id: row.id, text: row.text, authorName: row.author, authorDuty: row.author_duty, createdAt: row.created_at }));
}

/** Keeps an internal note. */
export async function insertCaseNote(tx: ActorTx, note: { applicationId: string; firmId: string; text: string; authorId: string; authorDuty: Duty; at: Date }): Promise<void> {
  await tx
    .insertInto('case_note')
    .values({ application_id: note.applicationId, firm_id: note.firmId, text: note.text, author_id: note.authorId, author_duty: note.authorDuty, created_at: note.at })
    .execute();
}

/** Who looked at what. */
export interface AccessEntry {
  readonly userId: string;
  readonly role: Role;
  readonly duty: Duty;
  readonly kind: 'view' | 'download' | 'export' | 'print' | 'search';
  readonly subjectType: string;
  readonly subjectId: string | null;
  readonly firmId: string | null;
  readonly applicationId: string | null;
  readonly rowCount?: number | null;
  readonly requestId: string;
  readonly at: Date;
}

/** Appends to the record of reading; it is sealed at commit. */
export async function insertAccess(tx: ActorTx, entry: AccessEntry): Promise<void> {
  await tx
    .insertInto('access_log')
    .values({
      user_id: entry.userId,
      role: entry.role,
      duty: entry.duty,
      kind: entry.kind,
      subject_type: entry.subjectType,
      subject_id: entry.subjectId,
      firm_id: entry.firmId,
      application_id: entry.applicationId,
      row_count: entry.rowCount ?? null,
      request_id: entry.requestId,
      recorded_at: entry.at,
    })
    .execute();
}
