import { z } from 'zod';
import { openSession, verifyPassword } from '#app/http/credentials.ts';
import { HOME_BY_ROLE } from '#app/domain/accounts/actor.ts';
import { redirect, usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicAction, publicLoader } from '#app/http/guard.ts';
import { isLocalPath, paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { endOlderSessions } from '#app/services/accounts/end-older-sessions.ts';
import { signIn } from '#app/services/accounts/sign-in.ts';
import { SignInPage } from '#app/ui/accounts/sign-in-page.tsx';

await loadMessages('kit', 'accounts');

const search = z.object({ redirectTo: z.string().max(500).optional() });
const input = z.object({ email: z.string().trim().toLowerCase().max(254).pipe(z.email()), password: z.string().min(1).max(200), redirectTo: z.string().max(500).optional() });

export const loader = publicLoader({ search }, async ({ signedIn, search: { redirectTo }, portal, t }) => {
  if (signedIn) throw redirect(isLocalPath(redirectTo) ? redirectTo : HOME_BY_ROLE[signedIn.actor.role]);
  return { demo: portal.demo, redirectTo: isLocalPath(redirectTo) ? redirectTo : '', title: t('accounts.sign_in.title') };
});

export const action = publicAction({ input }, async ({ ctx, input: { email, password, redirectTo }, portal, request }) => {
  const person = await signIn({ email, password, ip: portal.clientIp, requestId: portal.requestId, verify: verifyPassword });
  const cookie = await openSession({
    userId: person.userId,
    isSecure: portal.isSecure,
    ip: portal.clientIp || null,
    userAgent: request.headers.get('user-agent'),
    previousCookies: request.headers.get('cookie'),
  });
  // With a second factor this session opens nothing yet, so it ends no other either.
  if (!person.hasFactor && !portal.demo) await endOlderSessions(ctx, person);
  const back = isLocalPath(redirectTo) ? redirectTo : undefined;
  return redirect(person.hasFactor ? paths.secondFactor(back) : (back ?? HOME_BY_ROLE[person.role]), {
    status: 303,
    // The person's own language may differ from the page's, so the next page is loaded as a whole.
    headers: { 'Set-Cookie': cookie, 'X-Remix-Reload-Document': 'true' },
  });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Login() {
  return <SignInPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}
