import { type Kysely, sql } from 'kysely';

/**
 * Which browser window wrote an answer last, and the how manieth of its writings it was: a window whose answer from the
 * server got lost goes on from its own last words, and what it sent earlier but arrives later is not put over them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table application_draft_answer
      add column writer uuid,
      add column writer_sequence bigint,
      add constraint application_draft_answer_writer check ((writer is null) = (writer_sequence is null));
  `.execute(db);
}
