import { closeSession } from '#app/http/credentials.ts';
import { redirect } from '#app/http/framework.ts';
import { publicAction, publicLoader } from '#app/http/guard.ts';
import { paths } from '#app/http/paths.ts';

export const loader = publicLoader({}, async () => redirect(paths.home()));

export const action = publicAction({}, async ({ request, portal }) => {
  const cookie = await closeSession(request.headers.get('cookie'), portal.isSecure);
  return redirect(paths.home(), { status: 303, headers: { 'Set-Cookie': cookie, 'Clear-Site-Data': '"cache", "storage"', 'X-Remix-Reload-Document': 'true' } });
});
