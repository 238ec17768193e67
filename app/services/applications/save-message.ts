import type { Context } from '#app/domain/accounts/context.ts';
import { withActor } from '#db/transaction.ts';
import { openFirmDraft } from './firm-draft.ts';
import { saveAnswers } from './save-answers.ts';

const QUESTION = 'message_to_officer';

/** Keeps the message on the last page of the form while it is still a draft; a signed draft is sent as it is. */
export async function saveMessage(ctx: Context, message: string): Promise<void> {
  const draft = await withActor(ctx, (tx) => openFirmDraft(tx, ctx));
  if (draft.application?.state !== 'draft') return;
  await saveAnswers(ctx, [{ questionId: QUESTION, raw: message, revision: draft.stored.get(QUESTION)?.revision ?? 0 }]);
}
