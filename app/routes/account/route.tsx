import { z } from 'zod';
import { hashPassword, passwordProblem, verifyPassword } from '#app/http/credentials.ts';
import { ROLES } from '#app/domain/accounts/actor.ts';
import { AppError } from '#app/domain/errors.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { changePassword } from '#app/services/accounts/change-password.ts';
import { endOtherSessions, listOwnSessions } from '#app/services/accounts/own-sessions.ts';
import { AccountPage } from '#app/ui/accounts/account-page.tsx';

await loadMessages('kit', 'accounts', 'pages');

const typed = z.string().min(1).max(400);
const input = z.discriminatedUnion('intent', [z.object({ intent: z.literal('password'), current: typed, password: typed, repeat: typed }), z.object({ intent: z.literal('end-others') })]);

export const loader = guardedLoader({ roles: ROLES }, async ({ ctx, signedIn, t }) => {
  const sessions = await listOwnSessions(ctx);
  return {
    title: t('accounts.account.title'),
    name: ctx.actor.name,
    duty: ctx.actor.duty,
    email: signedIn.email,
    hasFactor: signedIn.hasFactor,
    sessions: sessions.map(({ publicId, ...session }) => ({ ...session, current: publicId === signedIn.sessionId })),
  };
});

export const action = guardedAction({ roles: ROLES, input }, async ({ ctx, signedIn, input: given }) => {
  if (given.intent === 'end-others') {
    await endOtherSessions(ctx, signedIn.sessionId);
    return redirectWithNotice(paths.account(), 'accounts.account.ended');
  }
  if (given.password !== given.repeat) throw new AppError('invalid_input', { fields: { repeat: ['accounts.password.differs'] } });
  const problem = passwordProblem(given.password, [signedIn.email.split('@')[0] ?? '', ctx.actor.name]);
  if (problem) throw new AppError('invalid_input', { fields: { password: [problem] } });
  await changePassword(ctx, { email: signedIn.email, sessionId: signedIn.sessionId, current: given.current, newHash: await hashPassword(given.password), verify: verifyPassword });
  return redirectWithNotice(paths.account(), 'accounts.account.changed');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Account() {
  return <AccountPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
