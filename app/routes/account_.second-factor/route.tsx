import { z } from 'zod';
import { factorUri, hashOfRecoveryCode, newFactorSecret, newRecoveryCodes, qrPath, renewSession, stepOfCode } from '#app/http/credentials.ts';
import { HOME_BY_ROLE, ROLES } from '#app/domain/accounts/actor.ts';
import { isSecondFactorRequired } from '#app/domain/accounts/second-factor-policy.ts';
import { AppError } from '#app/domain/errors.ts';
import { data, redirect, usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { isLocalPath, paths } from '#app/http/paths.ts';
import { useFormReply, useFormResult } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { beginSecondFactor, confirmSecondFactor, getOwnSecondFactor, removeSecondFactor, renewRecoveryCodes } from '#app/services/accounts/own-second-factor.ts';
import { SecondFactorPage } from '#app/ui/accounts/second-factor-page.tsx';

await loadMessages('kit', 'accounts');

const search = z.object({ next: z.string().max(500).optional() });
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.enum(['begin', 'codes', 'remove']) }),
  z.object({ intent: z.literal('confirm'), code: z.string().trim().min(1).max(20) }),
]);

export const loader = guardedLoader({ roles: ROLES, arriving: ['needs_set_up'], search }, async ({ ctx, signedIn, search: { next }, portal, t }) => {
  const factor = await getOwnSecondFactor(ctx);
  return {
    title: t('accounts.factor.title'),
    next: isLocalPath(next) ? next : HOME_BY_ROLE[ctx.actor.role],
    isRequired: isSecondFactorRequired(ctx.actor.duty) && !portal.demo,
    isArriving: signedIn.standing !== 'open',
    factor: factor.state === 'waiting' ? { state: factor.state, secret: factor.secret, qr: qrPath(factorUri(factor.secret, signedIn.email)) } : factor,
  };
});

export const action = guardedAction({ roles: ROLES, arriving: ['needs_set_up'], search, input, stepUp: {} }, async ({ ctx, signedIn, input: given, search: { next }, portal, request }) => {
  const here = paths.accountSecondFactor(isLocalPath(next) ? next : undefined);
  if (given.intent === 'begin') {
    await beginSecondFactor(ctx, newFactorSecret());
    return redirect(here, { status: 303 });
  }
  if (given.intent === 'remove') {
    await removeSecondFactor(ctx);
    return redirectWithNotice(here, 'accounts.factor.removed');
  }
  const codes = newRecoveryCodes();
  const codeHashes = codes.map(hashOfRecoveryCode);
  if (given.intent === 'confirm') {
    await confirmSecondFactor(ctx, { code: given.code, codeHashes, sessionId: signedIn.sessionId, stepOfCode });
    const cookie = await renewSession(request.headers.get('cookie'), portal.isSecure, 2);
    if (!cookie) throw new AppError('expired');
    portal.setCookie(cookie);
  } else await renewRecoveryCodes(ctx, codeHashes);
  // Shown in the answer itself and nowhere kept: the only page of the portal that a form answers directly.
  return data({ status: 'success' as const, codes });
});

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function SecondFactor() {
  return <SecondFactorPage {...usePageData<typeof loader>()} codes={useFormResult<{ codes: readonly string[] }>()?.codes ?? null} reply={useFormReply()} />;
}
