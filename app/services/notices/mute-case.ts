import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canMuteCase } from '#app/domain/notices/notice-policy.ts';
import { readPreferences } from '#app/domain/notices/preferences.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findNoticePreferences, listNamedCases, updateMutedCase } from '#db/queries/notice-preferences.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/**
 * Switches the mails of one case off or on again for the signed-in person; what is mandatory still comes, and the inbox
 * shows everything. Throws not_found for a case the person does not see; taking back is always possible.
 */
export async function muteCase(ctx: Context, input: { applicationId: string; isMuted: boolean }): Promise<void> {
  const { userId } = ctx.actor;
  if (!userId) throw new AppError('not_signed_in');
  if (!canMuteCase(ctx.actor).allowed) throw new AppError('not_allowed');
  await withActor(
    ctx,
    async (tx) => {
      if (input.isMuted && (await listNamedCases(tx, [input.applicationId])).length === 0) throw new AppError('not_found');
      await updateMutedCase(tx, { userId, ...input, at: ctx.now });
      await recordEvent(tx, ctx, { subjectType: 'app_user', subjectId: userId, action: input.isMuted ? 'mute_case' : 'unmute_case', payload: { applicationId: input.applicationId } });
    },
    { operation: 'notices.mute', content: input },
  );
}

/** Whether the person switched the mails of a case off; null for those who cannot. */
export async function findCaseMute(tx: ActorTx, ctx: Context, applicationId: string): Promise<boolean | null> {
  const { userId } = ctx.actor;
  if (!userId || !canMuteCase(ctx.actor).allowed) return null;
  return readPreferences(await findNoticePreferences(tx, userId)).mutedCases.includes(applicationId);
}
