import { z } from 'zod';
import { hashOfRecoveryCode, renewSession, stepOfCode, verifyPassword } from '#app/http/credentials.ts';
import { HOME_BY_ROLE, ROLES } from '#app/domain/accounts/actor.ts';
import { missingProof } from '#app/domain/accounts/second-factor-policy.ts';
import { AppError } from '#app/domain/errors.ts';
import { redirect, usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { isLocalPath } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { proveSecondFactor } from '#app/services/accounts/prove-second-factor.ts';
import { stepUpWithPassword } from '#app/services/accounts/step-up.ts';
import { StepUpPage } from '#app/ui/accounts/proof-pages.tsx';

await loadMessages('kit', 'accounts');

const search = z.object({ next: z.string().max(500).optional() });
const back = { next: z.string().max(500).optional() };
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('code'), code: z.string().trim().min(1).max(20), ...back }),
  z.object({ intent: z.literal('recovery'), recovery: z.string().trim().min(1).max(60), ...back }),
  z.object({ intent: z.literal('password'), password: z.string().min(1).max(200), ...back }),
]);

export const loader = guardedLoader({ roles: ROLES, arriving: ['needs_set_up'], search }, async ({ ctx, signedIn, search: { next: asked }, portal, t }) => {
  const next = isLocalPath(asked) ? asked : HOME_BY_ROLE[ctx.actor.role];
  const missing = missingProof({ ...signedIn, needsFactor: false, demo: portal.demo });
  // Not in answer to a form: its messages have to be shown.
  if (missing === 'none' && portal.isPageRequest) throw redirect(next);
  return { title: t('accounts.step_up.title'), email: signedIn.email, byPassword: missing === 'password', next };
});

export const action = guardedAction({ roles: ROLES, arriving: ['needs_set_up'], input }, async ({ ctx, signedIn, input: given, portal, request }) => {
  const userId = ctx.actor.userId ?? '';
  if (given.intent === 'password') await stepUpWithPassword(ctx, { email: signedIn.email, sessionId: signedIn.sessionId, password: given.password, verify: verifyPassword });
  else {
    const proof = given.intent === 'code' ? { kind: 'code' as const, text: given.code } : { kind: 'recovery' as const, text: given.recovery };
    await proveSecondFactor(ctx, { userId, proof, ip: portal.clientIp, isSignIn: false, tools: { stepOfCode, hashOfRecoveryCode } });
  }
  const cookie = await renewSession(request.headers.get('cookie'), portal.isSecure, given.intent === 'password' ? 1 : 2);
  if (!cookie) throw new AppError('expired');
  portal.setCookie(cookie);
  return redirectWithNotice(isLocalPath(given.next) ? given.next : HOME_BY_ROLE[ctx.actor.role], 'accounts.step_up.done');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function StepUp() {
  return <StepUpPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
