import { z } from 'zod';
import { hashOfRecoveryCode, renewSession, stepOfCode } from '#app/http/credentials.ts';
import { HOME_BY_ROLE, ROLES } from '#app/domain/accounts/actor.ts';
import { AppError } from '#app/domain/errors.ts';
import { redirect, usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { isLocalPath } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { endOlderSessions } from '#app/services/accounts/end-older-sessions.ts';
import { proveSecondFactor } from '#app/services/accounts/prove-second-factor.ts';
import { SecondFactorSignInPage } from '#app/ui/accounts/proof-pages.tsx';

await loadMessages('kit', 'accounts');

const search = z.object({ redirectTo: z.string().max(500).optional() });
const back = { redirectTo: z.string().max(500).optional() };
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('code'), code: z.string().trim().min(1).max(20), ...back }),
  z.object({ intent: z.literal('recovery'), recovery: z.string().trim().min(1).max(60), ...back }),
]);

export const loader = guardedLoader({ roles: ROLES, arriving: ['needs_code'], search }, async ({ ctx, signedIn, search: { redirectTo }, portal, t }) => {
  // Not in answer to a form: its messages have to be shown.
  if (signedIn.standing === 'open' && portal.isPageRequest) throw redirect(isLocalPath(redirectTo) ? redirectTo : HOME_BY_ROLE[ctx.actor.role]);
  return { title: t('accounts.factor.sign_in_title'), email: signedIn.email, redirectTo: isLocalPath(redirectTo) ? redirectTo : '' };
});

export const action = guardedAction({ roles: ROLES, arriving: ['needs_code'], input }, async ({ ctx, signedIn, input: given, portal, request }) => {
  const { role, userId } = ctx.actor;
  const target = isLocalPath(given.redirectTo) ? given.redirectTo : HOME_BY_ROLE[role];
  if (signedIn.standing === 'open') return redirect(target, { status: 303 });
  const proof = given.intent === 'code' ? { kind: 'code' as const, text: given.code } : { kind: 'recovery' as const, text: given.recovery };
  await proveSecondFactor(ctx, { userId: userId ?? '', proof, ip: portal.clientIp, isSignIn: true, tools: { stepOfCode, hashOfRecoveryCode } });
  const cookie = await renewSession(request.headers.get('cookie'), portal.isSecure, 2);
  if (!cookie) throw new AppError('expired');
  if (!portal.demo) await endOlderSessions(ctx, { userId: userId ?? '', role });
  return redirect(target, { status: 303, headers: { 'Set-Cookie': cookie, 'X-Remix-Reload-Document': 'true' } });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function SecondFactorSignIn() {
  return <SecondFactorSignInPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
