import type { Context } from '#app/domain/accounts/context.ts';
import { canViewScreening } from '#app/domain/applications/application-policy.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed, openCase, userIdOf } from '#app/services/applications/open-case.ts';
import { insertAccess, insertCaseNote } from '#db/queries/case-notes.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/** Keeps an internal note of an officer; neither the firm nor its parent company reads it. Throws AppError invalid_input when empty. */
export async function addNote(ctx: Context, input: { applicationId: string; text: string }): Promise<void> {
  const text = input.text.trim();
  if (text.length < 1 || text.length > 5000) throw new AppError('invalid_input', { fields: { text: ['cases.notes.empty'] } });
  if (ctx.actor.role !== 'officer') throw new AppError('not_allowed');
  await withActor(
    ctx,
    async (tx) => {
      const { head, subject } = await openCase(tx, input.applicationId);
      assertAllowed(canViewScreening(ctx.actor, subject));
      await insertCaseNote(tx, { applicationId: head.id, firmId: head.firmId, text, authorId: userIdOf(ctx), authorDuty: ctx.actor.duty, at: ctx.now });
    },
    { operation: 'applications.add_note', content: input },
  );
}

/** Records that a person of the staff, a consultant or an evaluator looked at a case. */
export async function recordView(tx: ActorTx, ctx: Context, subject: { applicationId: string | null; firmId: string | null; page: string; rowCount?: number }): Promise<void> {
  const { actor } = ctx;
  if (actor.userId === null) return;
  await insertAccess(tx, {
    userId: actor.userId, role: actor.role, duty: actor.duty, kind: 'view', subjectType: subject.page, subjectId: subject.applicationId,
    firmId: subject.firmId, applicationId: subject.applicationId, rowCount: subject.rowCount ?? null, requestId: ctx.requestId, at: ctx.now,
  });
}
