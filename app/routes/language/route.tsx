import { z } from 'zod';
import { redirect } from '#app/http/framework.ts';
import { publicAction, publicLoader } from '#app/http/guard.ts';
import { isLocalPath, paths } from '#app/http/paths.ts';
import { changeLanguage } from '#app/services/accounts/change-language.ts';

const input = z.object({ locale: z.enum(['ko', 'en']), returnTo: z.string().max(1_000).optional() });

export const loader = publicLoader({}, async () => redirect(paths.home()));

export const action = publicAction({ input }, async ({ input: { locale, returnTo }, signedIn, portal }) => {
  if (signedIn) await changeLanguage(signedIn.actor, locale, portal.requestId);
  const cookie = `lang=${locale}; Path=/; Max-Age=31536000; SameSite=Lax${portal.isSecure ? '; Secure' : ''}`;
  return redirect(isLocalPath(returnTo) ? returnTo : paths.home(), { status: 303, headers: { 'Set-Cookie': cookie } });
});
