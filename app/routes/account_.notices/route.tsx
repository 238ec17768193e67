import { z } from 'zod';
import { ROLES, type Role } from '#app/domain/accounts/actor.ts';
import { formatPhone } from '#app/domain/formats/phone.ts';
import { NOTICE_CHOICES, NOTICE_GROUPS } from '#app/domain/notices/groups.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { muteCase } from '#app/services/notices/mute-case.ts';
import { getOwnPreferences, saveOwnPreferences } from '#app/services/notices/own-preferences.ts';
import { NoticeChoicesPage } from '#app/ui/notices/notice-choices-page.tsx';

await loadMessages('kit', 'accounts', 'notices');

const time = z.string().max(5).optional().default('');
const choices = z.object(Object.fromEntries(NOTICE_GROUPS.map((group) => [group, z.enum(NOTICE_CHOICES).optional()])));
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save'), groups: choices.optional().default({}), isQuiet: z.literal('on').optional(), from: time, until: time, wantsTexts: z.literal('on').optional(), mobile: z.string().trim().max(20).optional().default('') }),
  z.object({ intent: z.enum(['mute', 'unmute']), applicationId: z.uuid(), back: z.enum(['case', 'here']).optional().default('here') }),
]);

export const loader = guardedLoader({ roles: ROLES }, async ({ ctx, signedIn, t }) => {
  const { mobile, ...chosen } = await getOwnPreferences(ctx);
  return { ...chosen, mobile: mobile === null ? null : formatPhone(mobile), email: signedIn.email, title: t('notices.page.title') };
});

export const action = guardedAction({ roles: ROLES, input }, async ({ ctx, input: given }) => {
  if (given.intent === 'save') {
    await saveOwnPreferences(ctx, { groups: given.groups, quiet: given.isQuiet ? { from: given.from, until: given.until } : null, mobile: given.wantsTexts ? given.mobile : null });
    return redirectWithNotice(paths.accountNotices(), 'notices.done.saved');
  }
  const isMuted = given.intent === 'mute';
  await muteCase(ctx, { applicationId: given.applicationId, isMuted });
  const back = given.back === 'case' ? casePage(ctx.actor.role, given.applicationId) : paths.accountNotices();
  return redirectWithNotice(back, isMuted ? 'notices.done.muted' : 'notices.done.unmuted');
});

function casePage(role: Role, applicationId: string): string {
  if (role === 'firm') return paths.firm();
  return role === 'consultant' ? paths.consultantFirm(applicationId) : paths.officerApplication(applicationId);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function NoticeChoices() {
  return <NoticeChoicesPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
