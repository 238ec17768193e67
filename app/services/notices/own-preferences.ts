import { canEditOwnAccount } from '#app/domain/accounts/account-policy.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { isMobilePhone, parsePhone } from '#app/domain/formats/phone.ts';
import { defaultChoice, groupsOfRole, type NoticeChoice, type NoticeGroup } from '#app/domain/notices/groups.ts';
import { readPreferences } from '#app/domain/notices/preferences.ts';
import { isQuietHours, type QuietHours } from '#app/domain/notices/quiet-hours.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findNoticePreferences, listNamedCases, updateNoticePreferences, type NamedCase } from '#db/queries/notice-preferences.ts';
import { withActor } from '#db/transaction.ts';

/** How the signed-in person is told, group by group, and what each would be without a choice. */
export interface OwnPreferences {
  readonly groups: readonly { readonly group: NoticeGroup; readonly choice: NoticeChoice; readonly byDefault: NoticeChoice }[];
  readonly quiet: QuietHours | null;
  /** Digits; null when no text messages are wanted. */
  readonly mobile: string | null;
  /** Cases whose mails are switched off, as far as the person still sees them. */
  readonly mutedCases: readonly NamedCase[];
}

/** What the signed-in person chose about notices. */
export async function getOwnPreferences(ctx: Context): Promise<OwnPreferences> {
  const userId = personOf(ctx);
  return withActor(ctx, async (tx) => {
    const chosen = readPreferences(await findNoticePreferences(tx, userId));
    return {
      groups: groupsOfRole(ctx.actor.role).map((group) => {
        const byDefault = defaultChoice(ctx.actor.duty, group);
        return { group, choice: chosen.groups[group] ?? byDefault, byDefault };
      }),
      quiet: chosen.quiet,
      mobile: chosen.mobile,
      mutedCases: await listNamedCases(tx, chosen.mutedCases),
    };
  });
}

export interface PreferencesInput {
  readonly groups: Readonly<Partial<Record<NoticeGroup, NoticeChoice>>>;
  /** Times of the form; null without quiet hours. */
  readonly quiet: { readonly from: string; readonly until: string } | null;
  /** The number as typed; null without text messages. */
  readonly mobile: string | null;
}

/**
 * Keeps what the person chose. Groups that the role is never told of are left out; choices equal to the default are not
 * kept, so that a better default reaches everybody who never disagreed. Throws invalid_input on `from`, `until`, `mobile`.
 */
export async function saveOwnPreferences(ctx: Context, input: PreferencesInput): Promise<void> {
  const userId = personOf(ctx);
  const fields: Record<string, string[]> = {};
  if (input.quiet && !isQuietHours(input.quiet.from, input.quiet.until)) fields[input.quiet.from ? 'until' : 'from'] = ['notices.form.quiet_wrong'];
  if (input.mobile !== null && !isMobilePhone(input.mobile)) fields['mobile'] = ['notices.form.mobile_wrong'];
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
  const groups = Object.fromEntries(groupsOfRole(ctx.actor.role).flatMap((group) => (input.groups[group] && input.groups[group] !== defaultChoice(ctx.actor.duty, group) ? [[group, input.groups[group]]] : [])));
  const mobile = input.mobile === null ? null : parsePhone(input.mobile);
  await withActor(
    ctx,
    async (tx) => {
      await updateNoticePreferences(tx, userId, { groups, quiet: input.quiet, mobile }, ctx.now);
      await recordEvent(tx, ctx, { subjectType: 'app_user', subjectId: userId, action: 'choose_notices', payload: { groups, quiet: input.quiet, texts: mobile !== null } });
    },
    { operation: 'notices.choose', content: input },
  );
}

function personOf(ctx: Context): string {
  const { userId } = ctx.actor;
  if (!userId) throw new AppError('not_signed_in');
  const decision = canEditOwnAccount(ctx.actor, { userId, firmId: ctx.actor.firmId, duty: ctx.actor.duty });
  if (!decision.allowed) throw new AppError(decision.code);
  return userId;
}
